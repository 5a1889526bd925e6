/** Basic access control, the chip's side (Doc 9303-11, 4.3). */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes, equalBytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { cipherSuites, type SessionKeys, sessionKeys } from '../crypto/ciphers.ts';
import type { CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { SecureChannel } from '../os/secure-channel.ts';

const suite = cipherSuites['3DES'];
const ZERO = new Uint8Array(8);

export class BasicAccess {
  readonly #keys: SessionKeys;
  readonly #random: Random;
  #challenge: Bytes | undefined;

  constructor(mrzInformation: string, random: Random) {
    const seed = createHash('sha1').update(mrzInformation).digest().subarray(0, 16);
    this.#keys = sessionKeys(seed, suite);
    this.#random = random;
  }

  forget(): void {
    this.#challenge = undefined;
  }

  getChallenge({ le }: CardCommand): CardAnswer {
    if (le !== 8) return { sw: 0x6700 };
    this.#challenge = this.#random.bytes(8);
    return { data: this.#challenge, sw: 0x9000 };
  }

  /** E.IFD | M.IFD in, E.IC | M.IC out; a challenge serves once. */
  externalAuthenticate({ data }: CardCommand): CardAnswer {
    const challenge = this.#challenge;
    this.#challenge = undefined;
    if (!challenge) return { sw: 0x6985 };
    if (data.length !== 40) return { sw: 0x6700 };
    const [cryptogram, mac] = [data.slice(0, 32), data.slice(32)];
    if (!timingSafeEqual(suite.macOfMessage(this.#keys.mac, cryptogram), mac)) return { sw: 0x6300 };
    const plain = suite.decrypt(this.#keys.encryption, ZERO, cryptogram);
    const [readerChallenge, echoed, readerKey] = [plain.slice(0, 8), plain.slice(8, 16), plain.slice(16)];
    if (!equalBytes(echoed, challenge)) return { sw: 0x6300 };
    const ownKey = this.#random.bytes(16);
    const answer = suite.encrypt(this.#keys.encryption, ZERO, concatBytes(challenge, readerChallenge, ownKey));
    const keys = sessionKeys(
      readerKey.map((byte, i) => byte ^ (ownKey[i] ?? 0)),
      suite,
    );
    const counter = concatBytes(challenge.slice(4), readerChallenge.slice(4));
    return {
      data: concatBytes(answer, suite.macOfMessage(this.#keys.mac, answer)),
      sw: 0x9000,
      channel: new SecureChannel(suite, keys, counter),
    };
  }
}
