import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
} from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';
import type { Bytes } from '../../common/bytes.ts';

export type CardAlgorithm = 'p256' | 'p384' | 'rsa1024' | 'rsa2048';

/** A key inside a card: it works on exactly what the reader sends, as SP 800-78 has it. */
export type CardKey = {
  readonly algorithm: CardAlgorithm;
  readonly publicKey: KeyObject;
  readonly input_bytes: number;
  /** ECDSA over a digest as DER; the bare RSA operation on a padded block. */
  sign(input: Uint8Array): Uint8Array;
};

export type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

const curves = {
  p256: { curve: p256, name: 'P-256', bytes: 32 },
  p384: { curve: p384, name: 'P-384', bytes: 48 },
} as const;

/** The same label gives the same key: a made-up card stays the same card when the simulation starts again. */
export function ellipticPair(algorithm: 'p256' | 'p384', label: string): KeyPair {
  const { curve, name, bytes } = curves[algorithm];
  const scalar = seededScalar(algorithm, label);
  const point = curve.getPublicKey(scalar, false);
  const base64url = (part: Uint8Array) => Buffer.from(part).toString('base64url');
  const jwk = { kty: 'EC', crv: name, x: base64url(point.slice(1, 1 + bytes)), y: base64url(point.slice(1 + bytes)) };
  return {
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    privateKey: createPrivateKey({ key: { ...jwk, d: base64url(scalar) }, format: 'jwk' }),
  };
}

export function cardKey(algorithm: CardAlgorithm, label: string): CardKey {
  if (algorithm === 'rsa1024' || algorithm === 'rsa2048') return rsaCardKey(algorithm);
  const { curve, bytes } = curves[algorithm];
  const scalar = seededScalar(algorithm, label);
  const { publicKey } = ellipticPair(algorithm, label);
  const sign = (digest: Uint8Array) => curve.sign(digest, scalar, { prehash: false, format: 'der' });
  return { algorithm, publicKey, input_bytes: bytes, sign };
}

/** Sixteen bytes, positive: for the serial number of a certificate. */
export function serialNumberFor(label: string): Bytes {
  const serial = Uint8Array.from(createHash('sha256').update(label).digest().subarray(0, 16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

function seededScalar(algorithm: 'p256' | 'p384', label: string): Bytes {
  const { curve, bytes } = curves[algorithm];
  for (let round = 0; ; round++) {
    const digest = createHash('sha384').update(`${label} ${round}`).digest();
    const scalar = Uint8Array.from(digest.subarray(0, bytes));
    if (curve.utils.isValidSecretKey(scalar)) return scalar;
  }
}

const rsaKeys = new Map<string, KeyPair>();

/** Made once a process: generating one takes a noticeable part of a second. */
function rsaCardKey(algorithm: 'rsa1024' | 'rsa2048'): CardKey {
  const modulusLength = algorithm === 'rsa1024' ? 1024 : 2048;
  const pair = rsaKeys.get(algorithm) ?? generateKeyPairSync('rsa', { modulusLength });
  rsaKeys.set(algorithm, pair);
  const sign = (block: Uint8Array) => {
    const options = { key: pair.privateKey, padding: constants.RSA_NO_PADDING };
    return Uint8Array.from(privateEncrypt(options, Buffer.from(block)));
  };
  return { algorithm, publicKey: pair.publicKey, input_bytes: modulusLength / 8, sign };
}
