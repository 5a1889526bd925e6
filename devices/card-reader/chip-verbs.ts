/** What a technician can ask of a chip: read and explain a passport, an identity card, a licence; write a licence. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { fromHex } from '../../common/bytes.ts';
import { type MrzKeyFields, parseMrz } from '../../common/mrz.ts';
import { systemRandom } from '../../common/random.ts';
import type { Result } from '../../common/result.ts';
import {
  type Check,
  type ChipProblem,
  decodeJpeg2000,
  type EmrtdPassword,
  type Exchange,
  type FaceImage,
  readEmrtd,
  readLicence,
  readMasterList,
  runScript,
  type Trust,
} from '../chip/index.ts';
import type { DeviceError } from '../contract/index.ts';

type Card = { readonly exchange: Exchange<DeviceError>; readonly extendedLength: boolean };

export type ChipVerb = {
  readonly summary: string;
  readonly usage: string;
  /** `words` are the arguments, checked before a card is waited for. */
  prepare(words: readonly string[]): (card: Card) => Promise<unknown>;
};

const TRUST_USAGE = '[csca=FILE]... [master-list=FILE] [crl=FILE]...';

export const chipVerbs: Readonly<Record<'emrtd' | 'licence' | 'script', ChipVerb>> = {
  emrtd: {
    summary: 'reads a passport or identity card and says what each check came to; nothing of the holder unless asked',
    usage: `emrtd mrz=LINES|NUMBER/YYMMDD/YYMMDD|can=DIGITS [show=holder] [portrait=FILE] ${TRUST_USAGE}`,
    prepare(words) {
      const options = optionsOf(words, ['mrz', 'can', 'show', 'portrait', ...TRUST_OPTIONS]);
      const password = passwordOf(options);
      const trust = trustOf(options);
      const portrait = options.get('portrait')?.[0];
      return async ({ exchange, extendedLength }) => {
        const want = portrait === undefined ? ([11, 12] as const) : ([2, 11, 12] as const);
        const request = { password, want, trust, random: systemRandom, extendedLength };
        const { checks, isGenuine, isOriginalChip, mrz, face, ...details } = succeeded(
          await readEmrtd(exchange, request),
        );
        const { format, documentCode, issuingState, expiryDate } = mrz;
        const { personalDetails, documentDetails } = details;
        const holder = options.has('show') ? { mrz: mrz.lines, personalDetails, documentDetails } : {};
        return {
          document: { format, documentCode, issuingState, expiryDate },
          isGenuine,
          isOriginalChip,
          checks: explained(checks),
          groups: [...details.files.keys()].sort((a, b) => a - b),
          ...holder,
          ...(portrait === undefined ? {} : { portrait: await savePortrait(face, portrait) }),
        };
      };
    },
  },
  licence: {
    summary: 'reads the chip of a driving licence and checks that it is as it was signed',
    usage: `licence [show=holder] [portrait=FILE] ${TRUST_USAGE}`,
    prepare(words) {
      const options = optionsOf(words, ['show', 'portrait', ...TRUST_OPTIONS]);
      const trust = trustOf(options);
      const file = options.get('portrait')?.[0];
      return async ({ exchange, extendedLength }) => {
        const reading = succeeded(await readLicence(exchange, { trust, extendedLength }));
        const { checks, isGenuine, holder, categories, portrait } = reading;
        return {
          isGenuine,
          checks: explained(checks),
          groups: [...reading.files.keys()],
          ...(options.has('show') ? { holder, categories } : {}),
          ...(file === undefined ? {} : { portrait: await savePortrait(portrait, file) }),
        };
      };
    },
  },
  script: {
    summary:
      'runs a personalisation script: a JSON list of {"apdu": HEX, "expect": "9000"}; stops at the first refusal',
    usage: 'script FILE',
    prepare([file, ...more]) {
      if (file === undefined || more.length > 0) throw new Error('script needs one file');
      const steps = readScript(readFileSync(file, 'utf8'));
      return async ({ exchange }) => ({ steps: succeeded(await runScript(exchange, steps)) });
    },
  },
};

const TRUST_OPTIONS = ['csca', 'master-list', 'crl'] as const;

/** `name=value` words. */
function optionsOf(words: readonly string[], known: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  for (const word of words) {
    const at = word.indexOf('=');
    const name = word.slice(0, at);
    if (at < 1 || !known.includes(name)) throw new Error(`"${word}" is none of ${known.join('=, ')}=`);
    options.set(name, [...(options.get(name) ?? []), word.slice(at + 1)]);
  }
  return options;
}

function passwordOf(options: ReadonlyMap<string, readonly string[]>): EmrtdPassword {
  const can = options.get('can')?.[0];
  if (can !== undefined) {
    if (!/^\d{6}$/.test(can)) throw new Error('a card access number has six digits');
    return { can: Uint8Array.from(Buffer.from(can, 'ascii')) };
  }
  const mrz = options.get('mrz')?.join('');
  if (mrz === undefined) throw new Error('emrtd needs mrz=… or can=…');
  return { mrz: keyFieldsOf(mrz) };
}

/** The whole lines, or number, birth and expiry alone, which need no check digits. */
function keyFieldsOf(text: string): MrzKeyFields {
  const short = /^([A-Z0-9]{1,22})\/(\d{6})\/(\d{6})$/i.exec(text);
  const [, documentNumber, birthDate, expiryDate] = short ?? [];
  if (documentNumber && birthDate && expiryDate) {
    return { documentNumber: documentNumber.toUpperCase(), birthDate, expiryDate };
  }
  const mrz = parseMrz(text);
  if (mrz.ok) return mrz.value;
  throw new Error(`${mrz.error.field}: ${mrz.error.words} (${mrz.error.clause})`);
}

function trustOf(options: ReadonlyMap<string, readonly string[]>): Trust {
  const files = (name: (typeof TRUST_OPTIONS)[number]) => (options.get(name) ?? []).flatMap((file) => derOf(file));
  const trust: Trust = { cscas: files('csca'), crls: files('crl'), now: new Date() };
  const listed = files('master-list').flatMap((list) => succeeded(readMasterList(list, trust)));
  return { ...trust, cscas: [...trust.cscas, ...listed] };
}

/** DER, or any number of PEM blocks. */
function derOf(file: string): Uint8Array[] {
  const bytes = readFileSync(file);
  const blocks = [...bytes.toString('latin1').matchAll(/-----BEGIN [A-Z0-9 ]+-----([\sA-Za-z0-9+/=]+)-----END/g)];
  if (blocks.length === 0) return [Uint8Array.from(bytes)];
  return blocks.map(([, base64 = '']) => Uint8Array.from(Buffer.from(base64, 'base64')));
}

function readScript(text: string): { command: Uint8Array; expect: number[] }[] {
  const steps: unknown = JSON.parse(text);
  if (!Array.isArray(steps)) throw new Error('a script is a JSON list');
  return steps.map((step, index) => {
    const { apdu, expect } = step as { apdu?: unknown; expect?: unknown };
    if (typeof apdu !== 'string' || typeof expect !== 'string' || !/^[0-9A-F]{4}$/i.test(expect)) {
      throw new Error(`step ${index + 1}: {"apdu": HEX, "expect": four hexadecimal digits} belongs there`);
    }
    return { command: fromHex(apdu), expect: [Number.parseInt(expect, 16)] };
  });
}

/** JPEG as it is; JPEG 2000 as a PNG, which everything can show. */
async function savePortrait(face: FaceImage | undefined, file: string): Promise<string> {
  if (!face) return 'the chip has none';
  if (face.format === 'jpeg') {
    writeFileSync(file, face.bytes, { mode: 0o600 });
    return `JPEG, ${face.bytes.length} bytes, in ${file}`;
  }
  const { width, height, rgba } = succeeded(await decodeJpeg2000(face.bytes));
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba);
  writeFileSync(file, PNG.sync.write(png), { mode: 0o600 });
  return `JPEG 2000, ${width} x ${height}, as PNG in ${file}`;
}

function explained(checks: readonly Check[]): Record<string, string> {
  return Object.fromEntries(checks.map(({ name, state, words, clause }) => [name, `${state}: ${words} (${clause})`]));
}

function succeeded<T>(result: Result<T, DeviceError | ChipProblem>): T {
  if (result.ok) return result.value;
  const { error } = result;
  if ('deviceWords' in error) throw new Error(error.deviceWords);
  throw new Error(`${error.check}: ${error.words} (${error.clause})`);
}
