/** PACE, the chip's side (Doc 9303-11, 4.4): generic, integrated and chip authentication mapping. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes, equalBytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { type CipherSuite, cipherSuites, deriveKey, pad, type SessionKeys, sessionKeys } from '../crypto/ciphers.ts';
import { type Group, groupNamed } from '../crypto/group.ts';
import { drawBelow, inverse, mod, toBytes, toNumber } from '../crypto/numbers.ts';
import { ber, readBer } from '../os/ber.ts';
import type { CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { oidBytes } from '../os/der.ts';
import { SecureChannel } from '../os/secure-channel.ts';
import { pseudoRandomElement } from './integrated-mapping.ts';
import { type PaceSpec, paceOid, paceParameterId } from './protocols.ts';

export type PaceSecrets = {
  readonly mrzInformation: string;
  /** Card access number, printed on the card; absent: that password does not exist. */
  readonly can?: string;
  /** Private key of chip authentication, for that mapping. */
  readonly chipKey?: bigint;
};

type Run = {
  readonly spec: PaceSpec;
  readonly suite: CipherSuite;
  readonly group: Group;
  readonly passwordKey: Bytes;
  /** What step is due next. */
  step: 'nonce' | 'map' | 'agree' | 'token';
  nonce: Bytes;
  generator: Bytes;
  mapSecret: bigint;
  ownPublic: Bytes;
  readerPublic: Bytes;
  keys: SessionKeys | undefined;
};

const EMPTY = new Uint8Array();
const TEMPLATE = 0x7c;

export class Pace {
  readonly #specs: readonly PaceSpec[];
  readonly #secrets: PaceSecrets;
  readonly #random: Random;
  #run: Run | undefined;

  constructor(specs: readonly PaceSpec[], secrets: PaceSecrets, random: Random) {
    this.#specs = specs;
    this.#secrets = secrets;
    this.#random = random;
  }

  forget(): void {
    this.#run = undefined;
  }

  /** MSE:Set AT, 4.4: {80 protocol, 83 password, 84 domain parameters}. */
  setTemplate({ data }: CardCommand): CardAnswer {
    this.#run = undefined;
    const objects = readBer(data);
    const oid = objects?.get(0x80);
    const password = objects?.get(0x83);
    const parameters = objects?.get(0x84)?.[0];
    if (!oid || !password) return { sw: 0x6a80 };
    const spec = this.#specs.find(
      (candidate) =>
        equalBytes(oidBytes(paceOid(candidate)), oid) &&
        (parameters === undefined || paceParameterId(candidate) === parameters),
    );
    if (!spec) return { sw: 0x6a80 };
    const secret = this.#secretOf(password[0]);
    if (!secret) return { sw: 0x6a88 };
    const suite = cipherSuites[spec.cipher];
    const group = groupNamed(spec.group);
    this.#run = {
      ...{ spec, suite, group, passwordKey: deriveKey(secret, 'password', suite), step: 'nonce' },
      ...{ nonce: EMPTY, generator: EMPTY, mapSecret: 0n, ownPublic: EMPTY, readerPublic: EMPTY, keys: undefined },
    } as Run;
    return { sw: 0x9000 };
  }

  /** One step of GENERAL AUTHENTICATE; the last one stands outside the chain. */
  generalAuthenticate({ data, cla }: CardCommand): CardAnswer {
    const run = this.#run;
    const objects = readBer(readBer(data)?.get(TEMPLATE) ?? Uint8Array.of(0xff));
    if (!run) return { sw: 0x6985 };
    const last = (cla & 0x10) === 0;
    const answer = objects && last === (run.step === 'token') ? this.#step(run, objects) : { sw: 0x6a80 };
    if (answer.sw !== 0x9000 || last) this.#run = undefined;
    return answer;
  }

  #step(run: Run, objects: ReadonlyMap<number, Uint8Array>): CardAnswer {
    switch (run.step) {
      case 'nonce':
        return this.#sendNonce(run);
      case 'map':
        return this.#map(run, objects.get(0x81));
      case 'agree':
        return this.#agree(run, objects.get(0x83));
      case 'token':
        return this.#confirm(run, objects.get(0x85));
    }
  }

  /** 4.4: z = E(Kpi, s), CBC with IV zero; as long as integrated mapping needs it. */
  #sendNonce(run: Run): CardAnswer {
    const { suite, spec } = run;
    const length = spec.mapping === 'IM' && suite.key_bytes > 16 ? 32 : 16;
    run.nonce = this.#random.bytes(length);
    run.step = 'map';
    return template(0x80, suite.encrypt(run.passwordKey, new Uint8Array(suite.block_bytes), run.nonce));
  }

  #map(run: Run, sent: Uint8Array | undefined): CardAnswer {
    if (!sent) return { sw: 0x6a80 };
    const { group, spec } = run;
    run.step = 'agree';
    if (spec.mapping === 'IM') {
      if (sent.length !== run.suite.key_bytes) return { sw: 0x6a80 };
      const generator = group.elementFor(pseudoRandomElement(run.suite, run.nonce, sent, group.prime));
      if (!generator) return { sw: 0x6a80 };
      run.generator = generator;
      return { data: ber(TEMPLATE, ber(0x82)), sw: 0x9000 };
    }
    if (!group.has(sent)) return { sw: 0x6a80 };
    run.mapSecret = drawBelow(group.order, this.#random);
    const own = group.multiply(group.generator, run.mapSecret);
    const shared = group.multiply(sent, run.mapSecret);
    run.generator = group.add(group.multiply(group.generator, toNumber(run.nonce)), shared);
    return template(0x82, own);
  }

  #agree(run: Run, sent: Uint8Array | undefined): CardAnswer {
    const { group } = run;
    if (!sent || !group.has(sent)) return { sw: 0x6a80 };
    const secret = drawBelow(group.order, this.#random);
    run.ownPublic = group.multiply(run.generator, secret);
    run.readerPublic = Uint8Array.from(sent);
    // 4.4 d: the same key twice would be a mirror.
    if (equalBytes(run.ownPublic, sent)) return { sw: 0x6a80 };
    run.keys = sessionKeys(group.secretOf(group.multiply(sent, secret)), run.suite);
    run.step = 'token';
    return template(0x84, run.ownPublic);
  }

  #confirm(run: Run, token: Uint8Array | undefined): CardAnswer {
    const { suite, keys } = run;
    if (!keys || token?.length !== 8) return { sw: 0x6a80 };
    if (!timingSafeEqual(tokenOver(run, keys, run.ownPublic), token)) return { sw: 0x6300 };
    const objects = [ber(0x86, tokenOver(run, keys, run.readerPublic)), ...this.#chipAuthentication(run, keys)];
    return { data: ber(TEMPLATE, ...objects), sw: 0x9000, channel: new SecureChannel(suite, keys) };
  }

  /** 4.4: 8A, the mapping's secret over the chip's own key, encrypted. */
  #chipAuthentication(run: Run, keys: SessionKeys): readonly Bytes[] {
    const { chipKey } = this.#secrets;
    if (run.spec.mapping !== 'CAM' || chipKey === undefined) return [];
    const { group, suite } = run;
    const proof = toBytes(mod(inverse(chipKey, group.order) * run.mapSecret, group.order), group.order_bytes);
    const ones = new Uint8Array(suite.block_bytes).fill(0xff);
    const iv = suite.encrypt(keys.encryption, new Uint8Array(suite.block_bytes), ones);
    return [ber(0x8a, suite.encrypt(keys.encryption, iv, pad(proof, suite.block_bytes)))];
  }

  /** 4.4, table 5: 01 the machine readable zone, 02 the card access number. */
  #secretOf(password: number | undefined): Uint8Array | undefined {
    const { mrzInformation, can } = this.#secrets;
    if (password === 1) return createHash('sha1').update(mrzInformation).digest();
    return password === 2 && can !== undefined ? Buffer.from(can, 'ascii') : undefined;
  }
}

function template(tag: number, value: Uint8Array): CardAnswer {
  return { data: ber(TEMPLATE, ber(tag, value)), sw: 0x9000 };
}

/** 4.4: MAC over the other side's public key as a data object (9.4). */
function tokenOver({ spec, suite, group }: Run, keys: SessionKeys, publicKey: Uint8Array): Bytes {
  const input = ber(0x7f49, ber(0x06, oidBytes(paceOid(spec))), ber(group.publicKeyTag, publicKey));
  return suite.macOfMessage(keys.mac, concatBytes(input));
}
