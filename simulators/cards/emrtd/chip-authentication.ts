/** Chip authentication, the chip's side (Doc 9303-11, 6.2): proves a key by going on with what it agrees on. */
import { equalBytes } from '../../../common/bytes.ts';
import { cipherSuites, sessionKeys } from '../crypto/ciphers.ts';
import { groupNamed } from '../crypto/group.ts';
import { ber, readBer } from '../os/ber.ts';
import type { CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { oidBytes } from '../os/der.ts';
import { SecureChannel } from '../os/secure-channel.ts';
import { type ChipAuthenticationSpec, chipAuthenticationOid } from './protocols.ts';

export class ChipAuthentication {
  readonly #spec: ChipAuthenticationSpec;
  readonly #secret: bigint;
  #chosen = false;

  constructor(spec: ChipAuthenticationSpec, secret: bigint) {
    this.#spec = spec;
    this.#secret = secret;
  }

  forget(): void {
    this.#chosen = false;
  }

  /** MSE:Set KAT with {91 reader's key}: triple DES only (6.2). */
  setKeyAgreement({ data }: CardCommand): CardAnswer {
    const publicKey = readBer(data)?.get(0x91);
    if (this.#spec.cipher !== '3DES') return { sw: 0x6a80 };
    return this.#agree(publicKey);
  }

  /** MSE:Set AT with {80 protocol} (6.2); undefined: another protocol is meant. */
  setTemplate({ data }: CardCommand): CardAnswer | undefined {
    const oid = readBer(data)?.get(0x80);
    if (!oid || !equalBytes(oid, oidBytes(chipAuthenticationOid(this.#spec)))) return undefined;
    this.#chosen = true;
    return { sw: 0x9000 };
  }

  /** GENERAL AUTHENTICATE with 7C {80 reader's key}. */
  generalAuthenticate({ data }: CardCommand): CardAnswer {
    if (!this.#chosen) return { sw: 0x6985 };
    this.#chosen = false;
    const publicKey = readBer(readBer(data)?.get(0x7c) ?? new Uint8Array())?.get(0x80);
    return this.#agree(publicKey, ber(0x7c));
  }

  #agree(publicKey: Uint8Array | undefined, data?: Uint8Array): CardAnswer {
    const group = groupNamed(this.#spec.group);
    if (!publicKey || !group.has(publicKey)) return { sw: 0x6a80 };
    const suite = cipherSuites[this.#spec.cipher];
    const keys = sessionKeys(group.secretOf(group.multiply(publicKey, this.#secret)), suite);
    return { ...(data ? { data } : {}), sw: 0x9000, channel: new SecureChannel(suite, keys) };
  }
}
