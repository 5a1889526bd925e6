import { fromHex } from '../../../common/bytes.ts';

/** ISO/IEC 14443 card as a PC/SC reader presents it: category 80, capabilities with chaining and extended length. */
export const CONTACTLESS_ATR = fromHex('3B 87 80 01 80 73 C0 21 C0 54 53 F5');
/** A transit card of another system: no capabilities. */
export const FOREIGN_ATR = fromHex('3B 81 80 01 80 80');
