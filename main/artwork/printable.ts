/**
 * Which signs the typeface has. The renderer leaves out what it cannot draw and says nothing, so a name in a
 * script that the card does not carry would come out with holes; it is refused instead.
 */
import { readFileSync } from 'node:fs';
import type { Script } from '../drawing/index.ts';
import { fontFiles } from '../fonts/index.ts';

type Coverage = (codePoint: number) => boolean;

const coverages = new Map<Script, Coverage>();

function coverageOf(script: Script): Coverage {
  let coverage = coverages.get(script);
  if (!coverage) {
    const [latin, arabic] = [fontFiles()[0], fontFiles()[4]];
    const file = script === 'latin' ? latin : arabic;
    if (file === undefined) throw new Error('the typeface has no file');
    coverage = readCoverage(readFileSync(file));
    coverages.set(script, coverage);
  }
  return coverage;
}

/** Joiners shape their neighbours and are never seen themselves. */
const invisible = new Set([0x200c, 0x200d]);
const control = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** The first sign that cannot be printed, as `U+0915`; undefined when all can. */
export function unprintableSign(text: string, script: Script): string | undefined {
  const covers = coverageOf(script);
  for (const sign of text) {
    const codePoint = sign.codePointAt(0) ?? 0;
    const drawn =
      covers(codePoint) || Array.from(sign.normalize('NFD')).every((part) => covers(part.codePointAt(0) ?? 0));
    if (control.test(sign) || !(drawn || invisible.has(codePoint))) {
      return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    }
  }
  return undefined;
}

/** Unicode coverage of a TrueType file: its `cmap` table, subtable of format 4 (OpenType 1.9, cmap). */
function readCoverage(file: Buffer): Coverage {
  const cmap = tableOffset(file, 'cmap');
  const count = file.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const subtable = cmap + file.readUInt32BE(cmap + 8 + index * 8);
    if (file.readUInt16BE(subtable) === 4) return formatFour(file, subtable);
  }
  throw new Error('the typeface has no character map of format 4');
}

function tableOffset(file: Buffer, tag: string): number {
  const tables = file.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (file.toString('latin1', record, record + 4) === tag) return file.readUInt32BE(record + 8);
  }
  throw new Error(`the typeface has no table ${tag}`);
}

function formatFour(file: Buffer, subtable: number): Coverage {
  const doubled = file.readUInt16BE(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const offsets = deltas + doubled;
  return (codePoint) => {
    if (codePoint > 0xffff) return false;
    for (let at = 0; at < doubled; at += 2) {
      if (file.readUInt16BE(ends + at) < codePoint) continue;
      const start = file.readUInt16BE(starts + at);
      if (start > codePoint) return false;
      const rangeOffset = file.readUInt16BE(offsets + at);
      const delta = file.readUInt16BE(deltas + at);
      if (rangeOffset === 0) return ((codePoint + delta) & 0xffff) !== 0;
      return file.readUInt16BE(offsets + at + rangeOffset + (codePoint - start) * 2) !== 0;
    }
    return false;
  };
}
