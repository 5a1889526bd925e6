/** The files of a travel document (Doc 9303-10, 4). */
import { fromHex } from '../../../../common/bytes.ts';
import type { FileName } from '../../file.ts';

export const EMRTD_AID = fromHex('A0000002471001');

export const CARD_ACCESS: FileName = { id: 0x011c, name: 'EF.CardAccess' };
export const CARD_SECURITY: FileName = { id: 0x011d, name: 'EF.CardSecurity' };
export const COMMON: FileName = { id: 0x011e, name: 'EF.COM' };
export const SECURITY_OBJECT: FileName = { id: 0x011d, name: 'EF.SOD' };

/** Groups whose content is read here; 3 and 4 (fingers, irises) need a terminal's own certificate. */
export type DataGroup = 1 | 2 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16;

export function dataGroupFile(group: number): FileName {
  return { id: 0x0100 + group, name: `EF.DG${group}` };
}

/** Tag of each file, by data group (table 37); index 0 is not used. */
export const GROUP_TAGS: readonly number[] = [
  0, 0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70,
];
