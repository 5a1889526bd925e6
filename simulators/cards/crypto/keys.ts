import { constants, createHash, generateKeyPairSync, type KeyObject, privateEncrypt } from 'node:crypto';
import type { Bytes } from '../../../common/bytes.ts';
import { type CurveName, curves } from './curves.ts';
import { ecPublicKey } from './public-key.ts';

export type CardAlgorithm = 'p256' | 'p384' | RsaAlgorithm;
type RsaAlgorithm = keyof typeof rsaBits;

const rsaBits = { rsa1024: 1024, rsa2048: 2048, rsa3072: 3072 } as const;

/** A key inside a card: it works on exactly what the reader sends, as SP 800-78 has it. */
export type CardKey = {
  readonly algorithm: CardAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
  readonly input_bytes: number;
  /** ECDSA over a digest as DER; the bare RSA operation on a padded block. */
  sign(input: Uint8Array): Uint8Array;
};

const cardCurves = { p256: 'P-256', p384: 'P-384' } as const satisfies Partial<Record<CardAlgorithm, CurveName>>;

export function cardKey(algorithm: CardAlgorithm, label: string): CardKey {
  if (algorithm !== 'p256' && algorithm !== 'p384') return rsaCardKey(algorithm);
  const { ecdsa, order_bytes } = curves[cardCurves[algorithm]];
  const scalar = seededScalar(cardCurves[algorithm], label);
  const publicKey = ecPublicKey(cardCurves[algorithm], ecdsa.getPublicKey(scalar, false), 'named');
  const sign = (digest: Uint8Array) => ecdsa.sign(digest, scalar, { prehash: false, lowS: false, format: 'der' });
  return { algorithm, publicKey, input_bytes: order_bytes, sign };
}

/** Sixteen bytes, positive: for the serial number of a certificate. */
export function serialNumberFor(label: string): Bytes {
  const serial = Uint8Array.from(createHash('sha256').update(label).digest().subarray(0, 16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** The same label gives the same key: a made-up card stays the same card when the simulation starts again. */
export function seededScalar(name: CurveName, label: string): Bytes {
  const { ecdsa, order_bytes } = curves[name];
  for (let round = 0; ; round++) {
    const hash = order_bytes <= 48 ? 'sha384' : 'sha512';
    const digest = createHash(hash).update(`${label} ${round}`).digest();
    const scalar = new Uint8Array(order_bytes);
    scalar.set(digest.subarray(0, order_bytes), Math.max(0, order_bytes - digest.length));
    if (ecdsa.utils.isValidSecretKey(scalar)) return scalar;
  }
}

const rsaPairs = new Map<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();

/** Made once a process for each label: generating one takes a noticeable part of a second. */
export function rsaPair(label: string, modulusLength = 2048) {
  const pair = rsaPairs.get(label) ?? generateKeyPairSync('rsa', { modulusLength });
  rsaPairs.set(label, pair);
  return pair;
}

function rsaCardKey(algorithm: RsaAlgorithm): CardKey {
  const modulusLength = rsaBits[algorithm];
  const { privateKey, publicKey } = rsaPair(algorithm, modulusLength);
  return {
    algorithm,
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    input_bytes: modulusLength / 8,
    sign: (block) => rawRsa(privateKey, block),
  };
}

/** The bare private operation on a block as long as the modulus. */
export function rawRsa(privateKey: KeyObject, block: Uint8Array): Bytes {
  return Uint8Array.from(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(block)));
}
