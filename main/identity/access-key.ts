import type { MrzKeyFields } from '../../common/mrz.ts';

/**
 * What opens an ICAO document (Doc 9303-11, 4.2), however it got to the machine: the card access number as it was typed,
 * six ASCII digits that are wiped once they were used, or the fields of the machine readable zone from a scanner.
 */
export type AccessKey =
  | { readonly kind: 'can'; readonly digits: Uint8Array<ArrayBuffer> }
  | ({ readonly kind: 'mrz' } & MrzKeyFields);
