/** What a frame says: its symbology by the AIM identifier (ISO/IEC 15424), its text. */
import { err, ok, type Result } from '../../../common/result.ts';
import { BARCODE_LONGEST, type Barcode } from '../../contract/index.ts';

/** By the code character; the modifier behind it only says how it was set up. `o`: characters read by eye (OCR). */
const byAim: Readonly<Record<string, Barcode['symbology']>> = {
  Q: 'qr',
  d: 'dataMatrix',
  z: 'aztec',
  L: 'pdf417',
  C: 'code128',
  A: 'code39',
  E: 'ean',
  o: 'mrz',
};

const AIM = /^\]([A-Za-z])[0-9A-Za-z]/;
/** Doc 9303-3: capital letters, digits and the filler, as many as the lines of TD1, TD2 and TD3 have. */
const MRZ_LINE = /^(?:[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44})$/;
/** By the length of a line, how many there are: TD1 has three of 30, TD2 two of 36, TD3 two of 44. */
const MRZ_LINES: Readonly<Record<number, number>> = { 30: 3, 36: 2, 44: 2 };
/** A separator of GS1 and of AAMVA may stand in a code; nothing else that is not a sign. */
const NOT_A_SIGN = /[\u0000-\u0009\u000b\u000c\u000e-\u001c\u007f]/;

export function decodeFrame(bytes: Uint8Array, aim: boolean): Result<Barcode, string> {
  const text = textOf(bytes);
  const identifier = aim ? AIM.exec(text) : null;
  if (aim && !identifier) return err('a code without its AIM identifier');
  const read = identifier ? text.slice(identifier[0].length) : text;
  if (read === '') return err('an empty code');
  if (read.length > BARCODE_LONGEST) return err(`a code of ${read.length} signs`);
  if (NOT_A_SIGN.test(read)) return err('a code with control characters in it');
  if (MRZ_LINE.test(read)) return ok({ symbology: 'mrz', text: read });
  return ok({ symbology: byAim[identifier?.[1] ?? ''] ?? 'unknown', text: read });
}

/** How many lines the zone has that begins with this line; 1 for what is no such zone. */
export function linesOf({ symbology, text }: Barcode): number {
  return symbology === 'mrz' ? (MRZ_LINES[text.length] ?? 1) : 1;
}

/** UTF-8 where it is that, as phones show it; otherwise a byte a sign, as old symbologies have it. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
