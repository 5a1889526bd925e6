/**
 * One answer of a card changed, whichever and however: nothing hangs, nothing throws, nothing else is accepted than what
 * the untouched card is. A few hundred by default;
 * `TASLEEM_FUZZ_ANSWERS=200000 npx vitest run e2e/chip-fuzz` for as many for each application.
 */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { type AppletName, applets } from './applets.ts';
import { fuzz, inOneLine } from './run.ts';

const wished = Number(process.env['TASLEEM_FUZZ_ANSWERS'] ?? 0);
const COUNT = wished || 300;
const SEED = Number(process.env['TASLEEM_FUZZ_SEED'] ?? 20_261_124);
const LIMIT_ms = wished ? 24 * 3_600_000 : 60_000;
/** Far above what a session takes on a busy machine, far below what a person waits. */
const SLOWEST_ms = 10_000;
const MOST_KEPT = 5_000;
/** An untouched passport takes about forty; a card that keeps 61xx up is given up after 300. */
const MOST_COMMANDS = 1_000;

/** What verifying came to is kept by everything that went in: most sessions verify the very signatures of the one before. */
vi.mock('../../devices/chip/crypto/signature.ts', async (original) => {
  const real = await original<{ checkSignature(...given: unknown[]): unknown }>();
  const known = new Map<string, unknown>();
  const plain = (_: string, value: unknown) =>
    typeof value === 'bigint'
      ? `${value}n`
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('base64')
        : value;
  const checkSignature = (...given: unknown[]) => {
    const name = createHash('sha256').update(JSON.stringify(given, plain)).digest('hex');
    if (!known.has(name)) {
      if (known.size > MOST_KEPT) known.clear();
      known.set(name, real.checkSignature(...given));
    }
    return known.get(name);
  };
  return { ...real, checkSignature };
});

describe('a changed answer', () => {
  it.each(Object.keys(applets) as AppletName[])(
    'of a card with %s is refused, or is what the card is',
    { timeout: LIMIT_ms },
    async (applet) => {
      const tally = await fuzz(applet, COUNT, SEED);
      const report = process.env['TASLEEM_FUZZ_REPORT'];
      if (report) appendFileSync(report, `${inOneLine(tally)}\n`);
      expect(tally.acceptedWrongly).toEqual([]);
      expect(tally.thrown).toEqual([]);
      expect(tally.mutations).toBe(COUNT);
      expect(tally.refused).toBeGreaterThan(COUNT / 4);
      expect(tally.mostCommands).toBeLessThan(MOST_COMMANDS);
      expect(tally.slowest_ms).toBeLessThan(SLOWEST_ms);
    },
  );
});
