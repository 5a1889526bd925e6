/** Secure messaging, the chip's side (ICAO Doc 9303-11, 9.8; ISO/IEC 7816-4, 10). */
import { timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import { type CipherSuite, pad, type SessionKeys, unpad } from '../crypto/ciphers.ts';
import { ber, readBer } from './ber.ts';
import { type CardCommand, CLA_SECURED, sw } from './command.ts';

const CRYPTOGRAM = 0x87;
/** In place of 87 when the instruction code is odd: no padding indicator. */
const CRYPTOGRAM_ODD = 0x85;
const EXPECTED_LENGTH = 0x97;
const STATUS = 0x99;
const MAC = 0x8e;
const MAC_OBJECT_bytes = 10;
/** What fits a short answer beside status and MAC: a whole number of blocks less the padding. */
const SHORT_ANSWER_bytes = { 8: 231, 16: 223 } as const;

export class SecureChannel {
  readonly #suite: CipherSuite;
  readonly #keys: SessionKeys;
  /** Send sequence counter: one up for each command and each answer. */
  #counter: Bytes;

  /** Without `counter` it starts at zero (after PACE and chip authentication). */
  constructor(suite: CipherSuite, keys: SessionKeys, counter?: Uint8Array) {
    this.#suite = suite;
    this.#keys = keys;
    this.#counter = counter ? Uint8Array.from(counter) : new Uint8Array(suite.block_bytes);
  }

  /** The command inside; undefined when anything about the protection is wrong: the session is over then. */
  open(command: CardCommand): CardCommand | undefined {
    this.#count();
    const { data } = command;
    const covered = data.slice(0, -MAC_OBJECT_bytes);
    const mac = data.slice(-MAC_OBJECT_bytes);
    if (mac.length !== MAC_OBJECT_bytes || mac[0] !== MAC || mac[1] !== 8) return undefined;
    const { block_bytes } = this.#suite;
    const header = pad(Uint8Array.of(command.cla, command.ins, command.p1, command.p2), block_bytes);
    const body = covered.length === 0 ? new Uint8Array() : pad(covered, block_bytes);
    const right = this.#suite.macOfBlocks(this.#keys.mac, concatBytes(this.#counter, header, body));
    if (!timingSafeEqual(right, mac.slice(2))) return undefined;
    const objects = readBer(covered);
    return objects && this.#inside(command, objects);
  }

  /** Data field of the protected answer; the status word outside is the one inside. */
  seal(answer: { readonly data?: Uint8Array; readonly sw: number }, ins: number): Bytes {
    this.#count();
    const data = answer.data ?? new Uint8Array();
    const status = ber(STATUS, sw(answer.sw));
    const objects = data.length === 0 ? status : concatBytes(this.#cryptogram(data, ins), status);
    const padded = pad(objects, this.#suite.block_bytes);
    const mac = this.#suite.macOfBlocks(this.#keys.mac, concatBytes(this.#counter, padded));
    return concatBytes(objects, ber(MAC, mac));
  }

  #inside(command: CardCommand, objects: ReadonlyMap<number, Uint8Array>): CardCommand | undefined {
    const data = this.#decrypted(objects, command.ins);
    if (!data) return undefined;
    const cla = command.cla & ~CLA_SECURED;
    const inside = { cla, ins: command.ins, p1: command.p1, p2: command.p2, data, extended: command.extended };
    const le = objects.get(EXPECTED_LENGTH);
    if (!le) return { ...inside, secured: true };
    const largest = le.length > 1 ? 65_536 : 256;
    const wanted = le.reduce((sum, byte) => sum * 256 + byte, 0) || largest;
    const fits = command.extended ? wanted : Math.min(wanted, SHORT_ANSWER_bytes[this.#suite.block_bytes]);
    return { ...inside, le: fits, secured: true };
  }

  #decrypted(objects: ReadonlyMap<number, Uint8Array>, ins: number): Uint8Array | undefined {
    const odd = ins % 2 === 1;
    const value = objects.get(odd ? CRYPTOGRAM_ODD : CRYPTOGRAM);
    if (!value) return new Uint8Array();
    if (!odd && value[0] !== 1) return undefined;
    const cryptogram = odd ? value : value.slice(1);
    if (cryptogram.length === 0 || cryptogram.length % this.#suite.block_bytes !== 0) return undefined;
    return unpad(this.#suite.decrypt(this.#keys.encryption, this.#iv(), cryptogram));
  }

  #cryptogram(data: Uint8Array, ins: number): Bytes {
    const padded = pad(data, this.#suite.block_bytes);
    const encrypted = this.#suite.encrypt(this.#keys.encryption, this.#iv(), padded);
    return ins % 2 === 1 ? ber(CRYPTOGRAM_ODD, encrypted) : ber(CRYPTOGRAM, Uint8Array.of(1), encrypted);
  }

  /** 9.8: zero for triple DES, the encrypted counter for AES. */
  #iv(): Bytes {
    const zero = new Uint8Array(this.#suite.block_bytes);
    return this.#suite.block_bytes === 8 ? zero : this.#suite.encrypt(this.#keys.encryption, zero, this.#counter);
  }

  #count(): void {
    for (let i = this.#counter.length - 1; i >= 0; i--) {
      const next = ((this.#counter[i] ?? 0) + 1) & 0xff;
      this.#counter[i] = next;
      if (next !== 0) return;
    }
  }
}
