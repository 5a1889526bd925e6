/** Public key data objects (Doc 9303-11, 9.4). */
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import { encodeTlv } from '../tlv.ts';

/** 7F49 { 06 OID, 86 point | 84 integer }, as a token is made over it. */
export function publicKeyObject(oid: string, kind: 'dh' | 'ecdh', publicKey: Bytes): Bytes {
  return encodeTlv(0x7f49, encodeTlv(0x06, encodeOid(oid)), encodeTlv(kind === 'ecdh' ? 0x86 : 0x84, publicKey));
}

/** The value of an object identifier, without tag and length. */
export function encodeOid(oid: string): Bytes {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  return concatBytes(Uint8Array.of(first * 40 + second), ...rest.map(base128));
}

function base128(arc: number): Bytes {
  const digits = [arc & 0x7f];
  for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return Uint8Array.from(digits);
}
