import { parseMrz } from '../../common/mrz.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk, ok } from '../../common/result.ts';
import { readEmrtd } from '../../devices/chip/index.ts';
import { createPassportCard, createTestPki } from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { type Row, summed } from './measure.ts';

const ROUNDS = 30;
const MOST_MORE_APDUS = 3;
const MOST_CPU_ms = 120;
/** What one answer carries under secure messaging when the card takes extended length fields. */
const BLOCK_bytes = 2_000;

/**
 * Processor time of the reader alone (the card lies in the same process and is taken off), from the first command to
 * the last check: PACE, COM, SOD, DG1, DG2, DG14, passive and chip authentication.
 */
export async function chipRead(): Promise<Row> {
  const now = new Date();
  const pki = createTestPki({ now });
  const holder = residents(now).flatMap(({ orders }) =>
    orders.flatMap(({ passport }) => (passport ? [passport] : [])),
  )[0];
  if (!holder) throw new Error('no resident has a passport');
  const passport = createPassportCard(pki, { holder, now, access: 'pace+bac' });
  const password = { mrz: assertOk(parseMrz(passport.mrz.join('\n')), 'the lines are right') };
  const trust = { cscas: pki.passports.authorities(), crls: pki.passports.revocationLists(), now };
  const times: number[] = [];
  let apdus = 0;
  let minimum = 0;
  for (let round = -3; round < ROUNDS; round++) {
    passport.card.powerOn();
    apdus = 0;
    let card_ms = 0;
    const exchange = async (command: Uint8Array) => {
      const asked = performance.now();
      const answer = passport.card.transmit(command);
      card_ms += performance.now() - asked;
      apdus += 1;
      if (!answer) throw new Error('the card is mute');
      return ok(answer);
    };
    const began = performance.now();
    const request = { password, want: [2] as const, trust, random: systemRandom, extendedLength: true };
    const read = assertOk(await readEmrtd(exchange, request), 'the passport is read');
    if (!read.isGenuine || !read.isOriginalChip) throw new Error(JSON.stringify(read.checks));
    if (round >= 0) times.push(performance.now() - began - card_ms);
    minimum = leastApdus([...read.files.values()].map(({ length }) => length));
  }
  const { median, p95 } = summed(times);
  return {
    name: 'chip-read',
    median_ms: median,
    p95_ms: p95,
    reference_ms: MOST_CPU_ms,
    ratio: apdus / minimum,
    goal: `<= ${minimum} + ${MOST_MORE_APDUS} APDUs (${apdus}), CPU <= ${MOST_CPU_ms} ms`,
    pass: apdus <= minimum + MOST_MORE_APDUS && median <= MOST_CPU_ms,
  };
}

/** EF.CardAccess, PACE (five), the application, chip authentication (two), COM and SOD, and each group block by block. */
function leastApdus(groups: readonly number[]): number {
  const COM_AND_SOD = 1 + 2;
  const opening = 1 + 5 + 1 + 2 + COM_AND_SOD;
  return opening + groups.reduce((sum, bytes) => sum + Math.ceil(bytes / BLOCK_bytes), 0);
}
