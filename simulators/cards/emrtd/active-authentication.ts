/** Active authentication, the chip's side (Doc 9303-11, 6.1): it signs eight bytes of the reader's. */
import { createHash } from 'node:crypto';
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { type CurveName, curves } from '../crypto/curves.ts';
import { rawRsa, rsaPair, seededScalar } from '../crypto/keys.ts';
import { ecPublicKey } from '../crypto/public-key.ts';
import { ecdsaSignature } from '../crypto/signer.ts';

export type ActiveAuthenticationSpec =
  | { readonly kind: 'rsa'; readonly hash: 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' }
  | { readonly kind: 'ecdsa'; readonly curve: CurveName };

export type ActiveAuthenticationKey = {
  /** SubjectPublicKeyInfo, DER: what DG15 holds. */
  readonly publicKey: Bytes;
  sign(challenge: Uint8Array, random: Random): Bytes;
};

/** ISO/IEC 10118 numbers of the hash, before CC; SHA-1 has the short trailer BC. */
const trailers = {
  sha1: [0xbc],
  sha224: [0x38, 0xcc],
  sha256: [0x34, 0xcc],
  sha384: [0x36, 0xcc],
  sha512: [0x35, 0xcc],
};
const MODULUS_bits = 1536;

export function activeAuthenticationKey(spec: ActiveAuthenticationSpec, label: string): ActiveAuthenticationKey {
  return spec.kind === 'rsa' ? rsaKey(spec.hash, label) : ecdsaKey(spec.curve, label);
}

function rsaKey(hash: keyof typeof trailers, label: string): ActiveAuthenticationKey {
  const { privateKey, publicKey } = rsaPair(label, MODULUS_bits);
  return {
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (challenge, random) => {
      const trailer = Uint8Array.from(trailers[hash]);
      const size = createHash(hash).digest().length;
      // ISO/IEC 9796-2, scheme 1, partial recovery: 6A | M1 | H(M1 | M2) | trailer; M1 is the chip's, M2 the reader's.
      const own = random.bytes(MODULUS_bits / 8 - 1 - size - trailer.length);
      const digest = createHash(hash).update(own).update(challenge).digest();
      return rawRsa(privateKey, concatBytes(Uint8Array.of(0x6a), own, digest, trailer));
    },
  };
}

function ecdsaKey(name: CurveName, label: string): ActiveAuthenticationKey {
  const curve = curves[name];
  const secret = seededScalar(name, label);
  return {
    publicKey: ecPublicKey(name, curve.ecdsa.getPublicKey(secret, false), 'named'),
    sign: (challenge) => ecdsaSignature(curve, secret, challenge, 'compact'),
  };
}
