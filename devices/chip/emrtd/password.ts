/** What opens the chip: data that only who holds the document can see (Doc 9303-11, 4.3, 4.4 and 9.7). */
import type { Bytes } from '../../../common/bytes.ts';
import { type MrzKeyFields, mrzInformation } from '../../../common/mrz.ts';
import { hash } from '../crypto/hash.ts';

export type EmrtdPassword = { readonly mrz: MrzKeyFields } | { readonly can: Uint8Array };

/** f(π): SHA-1 of the MRZ information, or the CAN (six digits, ASCII) as it is. */
export function passwordSecret(password: EmrtdPassword): Bytes {
  if ('can' in password) return Uint8Array.from(password.can);
  return hash('sha1', ascii(mrzInformation(password.mrz)));
}

/** Kseed of BAC: the first 16 bytes of the same hash. */
export function bacSeed(mrz: MrzKeyFields): Bytes {
  return hash('sha1', ascii(mrzInformation(mrz))).slice(0, 16);
}

/** Reference in MSE:Set AT, DO83 (4.4). */
export function passwordReference(password: EmrtdPassword): number {
  return 'can' in password ? 0x02 : 0x01;
}

function ascii(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
