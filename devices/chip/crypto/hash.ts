import { createHash } from 'node:crypto';
import type { Bytes } from '../../../common/bytes.ts';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export const HASH_BYTES = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;

const byOid: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export function hashNamed(oid: string): HashName | undefined {
  return Object.hasOwn(byOid, oid) ? byOid[oid] : undefined;
}

export function hash(name: HashName, ...parts: readonly Uint8Array[]): Bytes {
  const state = createHash(name);
  for (const part of parts) state.update(part);
  return Uint8Array.from(state.digest());
}
