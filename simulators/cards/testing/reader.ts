/**
 * A tiny reader for the card's own tests: the other side of BAC, PACE and secure messaging, straight from the
 * standard's steps, so that a card is never judged by the code that it runs itself except for the bare ciphers.
 */
import { createHash } from 'node:crypto';
import { type Bytes, concatBytes, equalBytes, fromHex, toHex } from '../../../common/bytes.ts';
import { type CipherSuite, cipherSuites, deriveKey, pad, sessionKeys, unpad } from '../crypto/ciphers.ts';
import { groupNamed } from '../crypto/group.ts';
import { toNumber } from '../crypto/numbers.ts';
import { pseudoRandomElement } from '../emrtd/integrated-mapping.ts';
import { type PaceSpec, paceOid } from '../emrtd/protocols.ts';
import { ber, readBer } from '../os/ber.ts';
import type { VirtualCard } from '../os/card-os.ts';
import { oidBytes } from '../os/der.ts';

export type Answer = { readonly data: Uint8Array; readonly sw: string };

export class TestReader {
  readonly card: VirtualCard;
  #suite: CipherSuite | undefined;
  #keys = { encryption: new Uint8Array(), mac: new Uint8Array() };
  #counter = 0n;

  constructor(card: VirtualCard) {
    this.card = card;
    card.powerOn();
  }

  raw(apdu: Uint8Array): Answer {
    const answer = this.card.transmit(apdu) ?? new Uint8Array();
    return { data: answer.slice(0, -2), sw: toHex(answer.slice(-2)) };
  }

  /** Short or extended, as it fits; through the secure channel once there is one. */
  send(header: string, data: Uint8Array = new Uint8Array(), le?: number): Answer {
    return this.#suite ? this.#secured(this.#suite, fromHex(header), data, le) : this.raw(apdu(header, data, le));
  }

  open(suite: CipherSuite, secret: Uint8Array, counter: Uint8Array = new Uint8Array(suite.block_bytes)): void {
    this.#suite = suite;
    this.#keys = sessionKeys(secret, suite);
    this.#counter = toNumber(counter);
  }

  selectLds(): Answer {
    return this.send('00A4040C', fromHex('A0000002471001'));
  }

  /** Whole file by short or long identifier; undefined when it is refused. */
  readFile(id: number): Bytes | undefined {
    if (this.send('00A4020C', Uint8Array.of(id >> 8, id & 0xff)).sw !== '9000') return undefined;
    const parts: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      const { data, sw } = this.send(`00B0${offset.toString(16).padStart(4, '0')}`, undefined, 256);
      if (sw === '6B00' || (data.length === 0 && sw !== '6982')) break;
      if (sw === '6982') return undefined;
      parts.push(data);
      offset += data.length;
      if (sw === '6282') break;
    }
    return concatBytes(...parts);
  }

  basicAccess(mrzInformation: string): string {
    const suite = cipherSuites['3DES'];
    const seed = createHash('sha1').update(mrzInformation).digest().subarray(0, 16);
    const { encryption, mac } = sessionKeys(seed, suite);
    const challenge = this.send('00840000', undefined, 8).data;
    const [own, ownKey] = [fromHex('781723860C06C226'), fromHex('0B795240CB7049B01C19B33E32804F0B')];
    const cryptogram = suite.encrypt(encryption, new Uint8Array(8), concatBytes(own, challenge, ownKey));
    const sent = concatBytes(cryptogram, suite.macOfMessage(mac, cryptogram));
    const { data, sw } = this.send('00820000', sent, 40);
    if (sw !== '9000') return sw;
    const plain = suite.decrypt(encryption, new Uint8Array(8), data.slice(0, 32));
    if (!equalBytes(plain.slice(8, 16), own)) return 'challenge';
    this.open(
      suite,
      plain.slice(16).map((byte, i) => byte ^ (ownKey[i] ?? 0)),
      concatBytes(challenge.slice(4), own.slice(4)),
    );
    return sw;
  }

  /** Gives the chip authentication data 8A where there is one. */
  pace(spec: PaceSpec, secret: Uint8Array, password: 1 | 2, secrets: readonly [bigint, bigint] = [7n, 11n]) {
    const [suite, group] = [cipherSuites[spec.cipher], groupNamed(spec.group)];
    const oid = oidBytes(paceOid(spec));
    const set = this.send('0022C1A4', concatBytes(ber(0x80, oid), ber(0x83, Uint8Array.of(password))));
    if (set.sw !== '9000') return { sw: set.sw };
    const step = (last: boolean, tag: number, value: Uint8Array, answer: number) => {
      const sent = tag === 0 ? ber(0x7c) : ber(0x7c, ber(tag, value));
      const { data, sw } = this.send(last ? '00860000' : '10860000', sent, 65_536);
      const objects = readBer(readBer(data)?.get(0x7c) ?? new Uint8Array());
      return { value: objects?.get(answer) ?? new Uint8Array(), objects, sw };
    };
    const key = deriveKey(secret, 'password', suite);
    let mapPublic: Uint8Array = new Uint8Array();
    const nonce = suite.decrypt(key, new Uint8Array(suite.block_bytes), step(false, 0, new Uint8Array(), 0x80).value);
    const generator = mapped();
    const own = group.multiply(generator, secrets[1]);
    const agreed = step(false, 0x83, own, 0x84);
    const shared = group.secretOf(group.multiply(agreed.value, secrets[1]));
    const { mac } = sessionKeys(shared, suite);
    const token = (publicKey: Uint8Array) =>
      suite.macOfMessage(mac, ber(0x7f49, ber(0x06, oid), ber(group.publicKeyTag, publicKey)));
    const last = step(true, 0x85, token(agreed.value), 0x86);
    if (last.sw !== '9000') return { sw: last.sw };
    if (!equalBytes(last.value, token(own))) return { sw: 'token' };
    this.open(suite, shared);
    return { sw: last.sw, chipAuthentication: last.objects?.get(0x8a), mapPublic, keys: sessionKeys(shared, suite) };

    function mapped(): Uint8Array {
      if (spec.mapping === 'IM') {
        const t = new Uint8Array(suite.key_bytes).fill(0x5d);
        step(false, 0x81, t, 0x82);
        return group.elementFor(pseudoRandomElement(suite, nonce, t, group.prime)) ?? new Uint8Array();
      }
      mapPublic = step(false, 0x81, group.multiply(group.generator, secrets[0]), 0x82).value;
      const shared = group.multiply(mapPublic, secrets[0]);
      return group.add(group.multiply(group.generator, toNumber(nonce)), shared);
    }
  }

  #secured(suite: CipherSuite, header: Bytes, data: Uint8Array, le: number | undefined): Answer {
    header[0] = (header[0] ?? 0) | 0x0c;
    const zero = new Uint8Array(suite.block_bytes);
    const block = () => fromHex((++this.#counter).toString(16).padStart(suite.block_bytes * 2, '0'));
    const iv = (counter: Bytes) =>
      suite.block_bytes === 8 ? zero : suite.encrypt(this.#keys.encryption, zero, counter);
    const sending = block();
    const cryptogram = () => suite.encrypt(this.#keys.encryption, iv(sending), pad(data, suite.block_bytes));
    const objects = concatBytes(
      data.length === 0 ? data : ber(0x87, Uint8Array.of(1), cryptogram()),
      le === undefined ? new Uint8Array() : ber(0x97, Uint8Array.of(le & 0xff)),
    );
    const covered = concatBytes(sending, pad(header, suite.block_bytes), pad(objects, suite.block_bytes));
    const sent = concatBytes(objects, ber(0x8e, suite.macOfBlocks(this.#keys.mac, covered)));
    const answer = this.raw(apdu(toHex(header), sent, 256));
    if (answer.data.length === 0) return answer;
    const receiving = block();
    const body = answer.data.slice(0, -10);
    const mac = suite.macOfBlocks(this.#keys.mac, concatBytes(receiving, pad(body, suite.block_bytes)));
    if (!equalBytes(mac, answer.data.slice(-8))) return { data: new Uint8Array(), sw: 'mac' };
    const found = readBer(body);
    const encrypted = found?.get(0x87)?.slice(1);
    const plain = encrypted && unpad(suite.decrypt(this.#keys.encryption, iv(receiving), encrypted));
    return { data: plain ?? new Uint8Array(), sw: toHex(found?.get(0x99) ?? new Uint8Array()) };
  }
}

/** Short as long as it fits, else extended. */
function apdu(header: string, data: Uint8Array, le?: number): Bytes {
  const extended = data.length > 255;
  const length = (n: number) => (extended ? Uint8Array.of((n >> 8) & 0xff, n & 0xff) : Uint8Array.of(n & 0xff));
  const body = data.length === 0 ? data : concatBytes(new Uint8Array(extended ? 1 : 0), length(data.length), data);
  return concatBytes(fromHex(header), body, le === undefined ? new Uint8Array() : length(le));
}
