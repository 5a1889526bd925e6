/** Signatures of certificates, CMS and revocation lists, by their AlgorithmIdentifier (Doc 9303-12, 4.1). */
import { ok, type Result } from '../../../common/result.ts';
import { type CheckName, type ChipProblem, failed } from '../problem.ts';
import { context, type DerReader, readDer, refuseDer } from './der.ts';
import { type HashName, hash, hashNamed } from './hash.ts';
import { toNumber } from './numbers.ts';
import type { PublicKey } from './public-key.ts';
import { type PssParameters, verifyPkcs1, verifyPss } from './rsa.ts';

export type SignatureAlgorithm =
  | { readonly scheme: 'rsa-pkcs1'; readonly hash: HashName | undefined }
  | ({ readonly scheme: 'rsa-pss' } & PssParameters)
  | { readonly scheme: 'ecdsa' | 'ecdsa-plain'; readonly hash: HashName | undefined };

const OID_PSS = '1.2.840.113549.1.1.10';
const OID_MGF1 = '1.2.840.113549.1.1.8';

const simple: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.1': { scheme: 'rsa-pkcs1', hash: undefined },
  '1.2.840.113549.1.1.5': { scheme: 'rsa-pkcs1', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { scheme: 'rsa-pkcs1', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { scheme: 'rsa-pkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { scheme: 'rsa-pkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { scheme: 'rsa-pkcs1', hash: 'sha512' },
  // Some signers name the key's algorithm where the signature's belongs.
  '1.2.840.10045.2.1': { scheme: 'ecdsa', hash: undefined },
  '1.2.840.10045.4.1': { scheme: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { scheme: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { scheme: 'ecdsa', hash: 'sha512' },
  '0.4.0.127.0.7.1.1.4.1.1': { scheme: 'ecdsa-plain', hash: 'sha1' },
  '0.4.0.127.0.7.1.1.4.1.2': { scheme: 'ecdsa-plain', hash: 'sha224' },
  '0.4.0.127.0.7.1.1.4.1.3': { scheme: 'ecdsa-plain', hash: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { scheme: 'ecdsa-plain', hash: 'sha384' },
  '0.4.0.127.0.7.1.1.4.1.5': { scheme: 'ecdsa-plain', hash: 'sha512' },
};

export function signatureAlgorithmNamed(oid: string): SignatureAlgorithm | undefined {
  return Object.hasOwn(simple, oid) ? simple[oid] : undefined;
}

export function readSignatureAlgorithm(reader: DerReader): SignatureAlgorithm {
  const algorithm = reader.sequence('signature algorithm');
  const oid = algorithm.oid('signature algorithm');
  if (oid === OID_PSS) return { scheme: 'rsa-pss', ...readPss(algorithm) };
  return signatureAlgorithmNamed(oid) ?? refuseDer(`signature algorithm ${oid} is not known`);
}

/** AlgorithmIdentifier of a hash function. */
export function readHashAlgorithm(reader: DerReader): HashName {
  const oid = reader.sequence('hash algorithm').oid('hash algorithm');
  return hashNamed(oid) ?? refuseDer(`hash algorithm ${oid} is not known`);
}

/** RFC 4055, 3.1: everything has a default. */
function readPss(algorithm: DerReader): PssParameters {
  if (algorithm.atEnd) return { hash: 'sha1', mgfHash: 'sha1', saltLength: 20 };
  const parameters = algorithm.sequence('PSS parameters');
  const name = parameters.nextTag() === context(0) ? readHashAlgorithm(parameters.inside(context(0), 'hash')) : 'sha1';
  let mgfHash: HashName = 'sha1';
  if (parameters.nextTag() === context(1)) {
    const mask = parameters.inside(context(1), 'mask generation').sequence('mask generation');
    if (mask.oid('mask generation') !== OID_MGF1) refuseDer('a mask generation other than MGF1');
    mgfHash = readHashAlgorithm(mask);
  }
  const saltLength = parameters.nextTag() === context(2) ? parameters.inside(context(2), 'salt').small('salt') : 20;
  return { hash: name, mgfHash, saltLength };
}

/**
 * @param fallbackHash the digest algorithm named elsewhere (CMS), for algorithms that name none
 */
export function checkSignature(
  at: CheckName,
  { key, algorithm, fallbackHash }: { key: PublicKey; algorithm: SignatureAlgorithm; fallbackHash?: HashName },
  signed: Uint8Array,
  signature: Uint8Array,
): Result<void, ChipProblem> {
  const name = algorithm.hash ?? fallbackHash;
  if (name === undefined) return failed(at, 'the signature names no hash function');
  if (name === 'sha1') return failed(at, 'signed over SHA-1, which no longer proves anything (Doc 9303-12, 4.3)');
  const digest = hash(name, signed);
  if (algorithm.scheme === 'rsa-pss' || algorithm.scheme === 'rsa-pkcs1') {
    if (key.kind !== 'rsa') return failed(at, `an RSA signature and a key of kind ${key.kind}`);
    const isGood =
      algorithm.scheme === 'rsa-pss'
        ? verifyPss(key.key, algorithm, digest, signature)
        : verifyPkcs1(key.key, name, digest, signature);
    return isGood ? ok() : failed(at, 'signature does not verify');
  }
  if (key.kind !== 'ec') return failed(at, `an ECDSA signature and a key of kind ${key.kind}`);
  const pair = algorithm.scheme === 'ecdsa' ? parseEcdsa(at, signature) : splitPlain(at, signature);
  if (!pair.ok) return pair;
  return key.curve.verify(key.point, digest, pair.value) ? ok() : failed(at, 'signature does not verify');
}

type EcdsaPair = { readonly r: bigint; readonly s: bigint };

function parseEcdsa(at: CheckName, signature: Uint8Array): Result<EcdsaPair, ChipProblem> {
  return readDer(at, signature, (reader) => {
    const pair = reader.sequence('ECDSA signature');
    const value = { r: pair.integer('r'), s: pair.integer('s') };
    pair.end();
    return value;
  });
}

/** r | s of equal length (BSI TR-03111, 5.2.1). */
export function splitPlain(at: CheckName, signature: Uint8Array): Result<EcdsaPair, ChipProblem> {
  const half = signature.length / 2;
  if (half === 0 || !Number.isInteger(half)) return failed(at, `a plain signature of ${signature.length} bytes`);
  return ok({ r: toNumber(signature.subarray(0, half)), s: toNumber(signature.subarray(half)) });
}
