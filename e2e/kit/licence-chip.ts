/** A licence that somebody took, read on the desk's reader with the product's own command line tool, and held against its print. */
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { residents } from '../../simulators/residents/index.ts';
import { root, type WorldClient } from './world.ts';

/** What `card-reader licence show=holder --json` says; kept in memory only. */
type ChipRead = {
  readonly isGenuine: boolean;
  readonly checks: Readonly<Record<string, string>>;
  readonly holder: Readonly<Record<string, string>>;
  readonly categories: readonly Readonly<Record<string, string>>[];
};

export type ReadLicence = {
  /** The command as a person would type it, and what it answered: nothing of the holder, who was not asked for. */
  readonly words: string;
  readonly read: ChipRead;
};

const READ_LIMIT_ms = 60_000;

/** Throws with the tool's own words when the chip cannot be read. `portraitFile`: where the face on the chip is put. */
export async function readOnDesk(world: WorldClient, cardId: string, portraitFile: string): Promise<ReadLicence> {
  const trusted = [
    `csca=${join(world.directory, 'licence-authorities-TEST.pem')}`,
    `crl=${join(world.directory, 'licence-revocations-TEST.pem')}`,
  ];
  const line = ['card-reader', 'licence', `portrait=${relative(root, portraitFile)}`, ...trusted];
  const reader = [`--config=${join(world.directory, 'desk.yaml')}`, '--extension=out/simulators/host-extension.js'];
  await world.hand('lay-on-desk', { cardId });
  try {
    const words = answerOf([...line, ...reader]);
    return {
      words: `$ npm run device -- ${[...line, ...reader].join(' ')}\n\n${words}`,
      read: JSON.parse(answerOf([...line, 'show=holder', ...reader, '--json'])) as ChipRead,
    };
  } finally {
    await world.hand('lift-from-desk');
  }
}

function answerOf(words: readonly string[]): string {
  const program = ['--import', 'tsx', 'devices/cli.ts', ...words];
  const done = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8', timeout: READ_LIMIT_ms });
  if (done.status !== 0) throw new Error(`card-reader licence: ${done.stderr.trim() || `ended with ${done.status}`}`);
  return done.stdout;
}

/**
 * What on the chip is not as on the card; empty when all is. The QR code on the printed back names the blank, and by
 * that the licence that was printed on it.
 */
export async function differences(
  world: WorldClient,
  cardId: string,
  { read }: ReadLicence,
): Promise<readonly string[]> {
  const number = await printedBlank(world, cardId);
  const printed = residents(new Date())
    .flatMap(({ orders }) => orders.flatMap(({ licence }) => (licence ? [licence] : [])))
    .find(({ inventoryText }) => inventoryText.replaceAll(' ', '') === number);
  if (!printed) return [`no order has ${number} printed on its blank`];
  const { surname, otherNames } = printed.name.en;
  const wanted: Record<string, string> = {
    familyName: surname,
    givenNames: otherNames,
    birthDate: digits(printed.birthDate),
    issueDate: digits(printed.issueDate),
    expiryDate: digits(printed.expiryDate),
    issuingAuthority: printed.authority,
    licenceNumber: printed.licenceNumber,
  };
  const differing = Object.keys(wanted).filter((field) => read.holder[field] !== wanted[field]);
  const rows = printed.categories.map(
    ({ category, firstIssued, validUntil }) => `${category} ${digits(firstIssued)} ${digits(validUntil)}`,
  );
  const onChip = new Set(
    read.categories.map(({ category, firstIssued, validUntil }) => `${category} ${firstIssued} ${validUntil}`),
  );
  if (onChip.size !== rows.length || rows.some((row) => !onChip.has(row))) differing.push('categories');
  return [...(read.isGenuine ? [] : ['not genuine']), ...differing];
}

async function printedBlank(world: WorldClient, cardId: string): Promise<string> {
  const { data, width, height } = PNG.sync.read(await world.picture(`/api/products/cards/${cardId}/back.png`));
  const code = jsQR(Uint8ClampedArray.from(data), width, height);
  if (!code) throw new Error(`no QR code can be read on the back of ${cardId}`);
  return decodeURIComponent(code.data.slice(code.data.lastIndexOf('/') + 1));
}

/** `2026-11-24` as `20261124`. */
function digits(isoDate: string): string {
  return isoDate.replaceAll('-', '');
}
