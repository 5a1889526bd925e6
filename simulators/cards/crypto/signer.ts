/** Keys of authorities and document signers: ECDSA on any curve (own arithmetic), RSA in both paddings. */
import { constants, createHash, sign } from 'node:crypto';
import type { Bytes } from '../../../common/bytes.ts';
import { context, integer, nullValue, objectIdentifier, sequence } from '../os/der.ts';
import { type Curve, type CurveName, curves } from './curves.ts';
import { rsaPair, seededScalar } from './keys.ts';
import { type CurveWriting, ecPublicKey } from './public-key.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export type Signer = {
  readonly hash: HashName;
  /** AlgorithmIdentifier of its signatures, DER. */
  readonly algorithm: Bytes;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
  sign(message: Uint8Array): Bytes;
};

export const hashOids: Readonly<Record<HashName, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

const ecdsaOids = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' };
const ID_RSASSA_PSS = '1.2.840.113549.1.1.10';
const ID_MGF1 = '1.2.840.113549.1.1.8';
const ID_SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

/** As strong as the curve. */
export function hashOn({ order_bytes }: Curve): keyof typeof ecdsaOids {
  if (order_bytes <= 32) return 'sha256';
  return order_bytes <= 48 ? 'sha384' : 'sha512';
}

/** Over the hash that goes with the curve; `compact`: plain, r | s (BSI TR-03111, 5.2.1). */
export function ecdsaSignature(
  curve: Curve,
  secret: Uint8Array,
  message: Uint8Array,
  format: 'der' | 'compact',
): Bytes {
  const digest = Uint8Array.from(createHash(hashOn(curve)).update(message).digest());
  return Uint8Array.from(curve.ecdsa.sign(digest, secret, { prehash: false, lowS: false, format }));
}

/** The same label gives the same key. */
export function ecdsaSigner(name: CurveName, label: string, writing: CurveWriting = 'named'): Signer {
  const curve = curves[name];
  const hash = hashOn(curve);
  const secret = seededScalar(name, label);
  return {
    hash,
    algorithm: sequence(objectIdentifier(ecdsaOids[hash])),
    publicKey: ecPublicKey(name, curve.ecdsa.getPublicKey(secret, false), writing),
    sign: (message) => ecdsaSignature(curve, secret, message, 'der'),
  };
}

export function rsaSigner(padding: 'pss' | 'pkcs1', label: string): Signer {
  const { privateKey, publicKey } = rsaPair(label);
  const options =
    padding === 'pss'
      ? { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
  return {
    hash: 'sha256',
    algorithm: padding === 'pss' ? pssAlgorithm() : sequence(objectIdentifier(ID_SHA256_WITH_RSA), nullValue()),
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (message) => Uint8Array.from(sign('sha256', message, options)),
  };
}

/** RFC 4055, 3.1: SHA-256, MGF1 with SHA-256, salt of 32 bytes. */
function pssAlgorithm(): Bytes {
  const sha256 = sequence(objectIdentifier(hashOids.sha256), nullValue());
  return sequence(
    objectIdentifier(ID_RSASSA_PSS),
    sequence(context(0, sha256), context(1, sequence(objectIdentifier(ID_MGF1), sha256)), context(2, integer(32))),
  );
}
