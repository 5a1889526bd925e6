/** Secure messaging of Doc 9303-11, 9.8: every command and answer encrypted and authenticated, in order. */
import { type Bytes, concatBytes, equalBytes } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import type { CommandApdu, ResponseApdu } from './apdu.ts';
import { toBytes } from './crypto/numbers.ts';
import {
  blockBytes,
  type CipherName,
  decryptCbc,
  deriveKey,
  encryptBlock,
  encryptCbc,
  mac,
  pad,
  unpad,
} from './crypto/symmetric.ts';
import type { Link, LinkError } from './link.ts';
import { beyondLimit, type ChipProblem, failed, malformed } from './problem.ts';
import { statusWordError } from './status-word.ts';
import { encodeTlv, readTlvHeader } from './tlv.ts';

export type SessionKeys = {
  readonly cipher: CipherName;
  readonly encryption: Bytes;
  readonly authentication: Bytes;
  /** The send sequence counter before the first command: 0, or what BAC makes of the nonces (9.8). */
  readonly counter: bigint;
};

export interface SecureLink<E> extends Link<E> {
  readonly cipher: CipherName;
  /** New keys from chip authentication; the old ones are wiped. */
  restart(keys: SessionKeys): void;
  /** Wipes the keys; nothing can be sent any more. */
  close(): void;
}

const SECURE_MESSAGING = { check: 'secure messaging', clause: 'Doc 9303-11, 9.8' };
const CLA_PROTECTED = 0x0c;
const PADDED_WITH_METHOD_2 = 0x01;
const DO_PADDED = 0x87;
const DO_PLAIN_TAGS = 0x85;
const DO_EXPECTED_LENGTH = 0x97;
const DO_STATUS = 0x99;
const DO_MAC = 0x8e;
/** DO99, DO8E and the longest header of DO87 with its padding indicator. */
const ANSWER_OVERHEAD_bytes = 4 + 10 + 5;
const SHORT_ANSWER_bytes = 256;

export function sessionKeys(secret: Uint8Array, cipher: CipherName, counter = 0n): SessionKeys {
  return {
    cipher,
    encryption: deriveKey(secret, 1, cipher),
    authentication: deriveKey(secret, 2, cipher),
    counter,
  };
}

/**
 * A chip that once answers without protection, with a wrong MAC or with an old answer ends the session: nothing is
 * sent under these keys any more.
 */
export function secureLink<E>(link: Link<E>, initial: SessionKeys): SecureLink<E> {
  let keys = initial;
  let { counter } = initial;
  let ended: ChipProblem | undefined;

  const end = <T>(result: Result<T, ChipProblem>): Result<T, ChipProblem> => {
    if (!result.ok) {
      ended = result.error;
      wipe(keys);
    }
    return result;
  };
  const next = (): Bytes => {
    counter += 1n;
    return toBytes(counter, blockBytes(keys.cipher));
  };
  const send = async (command: CommandApdu): Promise<Result<ResponseApdu, LinkError<E>>> => {
    if (ended) return failed(SECURE_MESSAGING, `the session has ended: ${ended.words}`);
    // One for the command, one for the answer (9.8).
    if (counter + 2n >= 1n << BigInt(8 * blockBytes(keys.cipher))) {
      return end(beyondLimit(SECURE_MESSAGING, 'the send sequence counter would start again'));
    }
    const answer = await link.send(protect(command, keys, next()));
    if (!answer.ok) return answer;
    return end(unprotect(answer.value, keys, next()));
  };
  return {
    get cipher() {
      return keys.cipher;
    },
    get answer_bytes() {
      return roomFor(link.answer_bytes, keys.cipher);
    },
    send,
    restart(fresh) {
      wipe(keys);
      keys = fresh;
      counter = fresh.counter;
    },
    close() {
      ended ??= { kind: 'limit', ...SECURE_MESSAGING, words: 'closed' };
      wipe(keys);
    },
  };
}

function roomFor(answer_bytes: number, cipher: CipherName): number {
  const block = blockBytes(cipher);
  // At least one byte of the last block is padding.
  return Math.floor((answer_bytes - ANSWER_OVERHEAD_bytes) / block) * block - 1;
}

/** 9.8: header, DO87 or DO85, DO97, DO8E. */
function protect(command: CommandApdu, keys: SessionKeys, counter: Bytes): CommandApdu {
  const { ins, p1, p2, data, le } = command;
  const block = blockBytes(keys.cipher);
  const cla = command.cla | CLA_PROTECTED;
  const parts: Bytes[] = [];
  if (data && data.length > 0) parts.push(sealed(data, ins, keys, counter));
  const expected = expectedLength(le, data);
  if (expected) parts.push(encodeTlv(DO_EXPECTED_LENGTH, expected));
  const header = pad(Uint8Array.of(cla, ins, p1, p2), block);
  const body = concatBytes(...parts);
  const tag = macOver(keys, counter, body.length > 0 ? concatBytes(header, pad(body, block)) : header);
  const room = typeof le === 'number' && le > roomFor(SHORT_ANSWER_bytes, keys.cipher) ? 65_536 : 'all';
  return { cla, ins, p1, p2, data: concatBytes(body, encodeTlv(DO_MAC, tag)), le: room };
}

function sealed(data: Uint8Array, ins: number, keys: SessionKeys, counter: Bytes): Bytes {
  const { cipher, encryption } = keys;
  const cryptogram = encryptCbc(cipher, encryption, ivFor(keys, counter), pad(data, blockBytes(cipher)));
  // An odd instruction carries BER-TLV, which its data object says by its tag (ISO/IEC 7816-4, 10.4).
  return ins & 1
    ? encodeTlv(DO_PLAIN_TAGS, cryptogram)
    : encodeTlv(DO_PADDED, Uint8Array.of(PADDED_WITH_METHOD_2), cryptogram);
}

function expectedLength(le: CommandApdu['le'], data: Uint8Array | undefined): Bytes | undefined {
  if (le === undefined) return undefined;
  if (le === 'all' || le === 256) return data && data.length > 255 ? Uint8Array.of(0, 0) : Uint8Array.of(0);
  return le > 256 ? Uint8Array.of((le >> 8) & 0xff, le & 0xff) : Uint8Array.of(le);
}

type ProtectedAnswer = {
  readonly cryptogram?: { readonly tag: number; readonly value: Uint8Array };
  readonly status: Uint8Array;
  readonly mac: Uint8Array;
  /** What the MAC covers, as it stood. */
  readonly covered: Uint8Array;
};

function unprotect(answer: ResponseApdu, keys: SessionKeys, counter: Bytes): Result<ResponseApdu, ChipProblem> {
  const { cipher } = keys;
  if (answer.data.length === 0) {
    return failed(SECURE_MESSAGING, `answered without protection: ${statusWordError(answer.sw).words}`);
  }
  const parsed = parseAnswer(answer.data);
  if (!parsed.ok) return parsed;
  const expected = macOver(keys, counter, pad(parsed.value.covered, blockBytes(cipher)));
  if (!equalBytes(expected, parsed.value.mac)) {
    return failed(SECURE_MESSAGING, 'MAC of the answer is wrong: changed on the way, or an old answer');
  }
  const [sw1 = 0, sw2 = 0] = parsed.value.status;
  const sw = sw1 * 256 + sw2;
  if (sw !== answer.sw) return failed(SECURE_MESSAGING, 'status word outside differs from the one inside');
  const { cryptogram } = parsed.value;
  if (!cryptogram) return ok({ data: new Uint8Array(), sw });
  const data = opened(cryptogram, keys, counter);
  return data.ok ? ok({ data: data.value, sw }) : data;
}

/** DO87 or DO85 (at most one), DO99, DO8E, in this order and nothing else. */
function parseAnswer(bytes: Uint8Array): Result<ProtectedAnswer, ChipProblem> {
  const found = new Map<number, Uint8Array>();
  const order = [DO_PADDED, DO_PLAIN_TAGS, DO_STATUS, DO_MAC];
  let at = 0;
  let macAt = 0;
  let last = -1;
  while (at < bytes.length) {
    const header = readTlvHeader(bytes.subarray(at));
    if (!header.ok) return malformed(SECURE_MESSAGING, header.error.words);
    const { tag, header_bytes, length } = header.value;
    const start = at + header_bytes;
    const place = order.indexOf(tag);
    if (start + length > bytes.length) return malformed(SECURE_MESSAGING, `data object ${tag.toString(16)} cut short`);
    if (place <= last) return malformed(SECURE_MESSAGING, `data object ${tag.toString(16)} where none belongs`);
    found.set(tag, bytes.subarray(start, start + length));
    last = place;
    macAt = at;
    at = start + length;
  }
  const status = found.get(DO_STATUS);
  const tag = found.get(DO_MAC);
  if (tag?.length !== 8) return failed(SECURE_MESSAGING, 'answered without a MAC');
  if (status?.length !== 2) return malformed(SECURE_MESSAGING, 'no status word inside');
  const padded = found.get(DO_PADDED);
  const tags = found.get(DO_PLAIN_TAGS);
  if (padded && tags) return malformed(SECURE_MESSAGING, 'two cryptograms');
  const covered = bytes.subarray(0, macAt);
  if (padded) return ok({ cryptogram: { tag: DO_PADDED, value: padded }, status, mac: tag, covered });
  return ok({ ...(tags ? { cryptogram: { tag: DO_PLAIN_TAGS, value: tags } } : {}), status, mac: tag, covered });
}

function opened(
  { tag, value }: { readonly tag: number; readonly value: Uint8Array },
  keys: SessionKeys,
  counter: Bytes,
): Result<Bytes, ChipProblem> {
  const isMarked = tag === DO_PADDED;
  if (isMarked && value[0] !== PADDED_WITH_METHOD_2) return malformed(SECURE_MESSAGING, 'padding indicator is not 01');
  const cryptogram = isMarked ? value.subarray(1) : value;
  if (cryptogram.length === 0 || cryptogram.length % blockBytes(keys.cipher) !== 0) {
    return malformed(SECURE_MESSAGING, `a cryptogram of ${cryptogram.length} bytes`);
  }
  const plain = unpad(decryptCbc(keys.cipher, keys.encryption, ivFor(keys, counter), cryptogram));
  return plain ? ok(plain) : malformed(SECURE_MESSAGING, 'padding of the answer is wrong');
}

/** 9.8: zero for triple DES, the encrypted counter for AES. */
function ivFor({ cipher, encryption }: SessionKeys, counter: Bytes): Bytes {
  return cipher === '3des' ? new Uint8Array(8) : encryptBlock(encryption, counter);
}

function macOver({ cipher, authentication }: SessionKeys, counter: Bytes, padded: Bytes): Bytes {
  return mac(cipher, authentication, concatBytes(counter, padded));
}

function wipe(keys: SessionKeys): void {
  keys.encryption.fill(0);
  keys.authentication.fill(0);
}
