/** The whole matrix, played: order, cards, books, screens, words and codes, for every fault at every step. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsDocument } from './document.ts';
import { devices, elsewhere, rows } from './matrix.ts';
import { type Cell, isOutcome } from './row.ts';
import { play } from './scene.ts';
import { codeOf, residentWords, root, spoken, technicianWords } from './words.ts';

describe.each(devices.map(({ name }) => name))('%s', (name) => {
  it.each(rows.filter(({ device }) => device.name === name))('$name', async ({ scene, expected }) => {
    const { parting, unstruck, afterwards, ...seen } = await play(scene);
    expect(seen).toEqual(expected);
    // A fault that never came proves nothing.
    expect(unstruck).toBe(0);
    // A machine opens again when somebody has done what its code asks for.
    expect(afterwards).toBe('attract');
    const code = codeOf(expected);
    if (code !== undefined) expect(technicianWords(code)).toMatch(/\S/);
    if (parting?.name === 'out-of-service') expect(technicianWords(parting.code)).toMatch(/\S/);
    // A case that needs staff has a reference on the screen that staff know.
    if (parting?.name === 'notice' && ['retained', 'unresolved', 'cannot-make-here'].includes(parting.kind)) {
      expect(parting.reference).toBe('TS-0-0');
    }
  });
});

describe('the matrix', () => {
  it('has a cell for each step of each fault: what it comes to, or why it cannot be', () => {
    for (const { name, steps, faults } of devices) {
      for (const { cause, cells } of faults) {
        expect(Object.keys(cells), `${name}: ${cause}`).toEqual(Object.keys(steps));
        const cannot = Object.values<Cell>(cells).flatMap((cell) => (isOutcome(cell) ? [] : [cell.cannot]));
        expect(cannot.every((why) => why.length > 10)).toBe(true);
        expect(cannot.length, `${name}: ${cause} never happens`).toBeLessThan(Object.keys(steps).length);
      }
    }
  });

  it.each(rows)('has words for it in both languages: $name', ({ expected, device: { document } }) => {
    for (const language of spoken) {
      const words = residentWords(language, expected, document);
      expect(words.length).toBeGreaterThan(0);
      for (const { title, next } of words) expect([title, next].join().length).toBeGreaterThan(1);
    }
    expect(residentWords('ar', expected, document)).toHaveLength(residentWords('en', expected, document).length);
    for (const { title } of residentWords('ar', expected, document)) expect(title).toMatch(/[\u0600-\u06FF]/);
  });

  it('names a test that exists for each fault that needs more than the core', () => {
    for (const { file } of elsewhere) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('is what docs/faults.md says (npm run docs:faults writes it)', () => {
    expect(readFileSync(join(root, 'docs/faults.md'), 'utf8')).toBe(faultsDocument());
  });
});

describe('before a resident starts', () => {
  const lacking = rows.filter(({ device, step }) => device.name === 'Supplies' && step === 'open');

  it.each(lacking)('the service is withdrawn: $cause', async ({ scene }) => {
    const { screens, media, journal, order } = await play(scene);
    expect(screens).toMatch(/^out of service P[1-4]$/);
    expect({ media, journal, order }).toEqual({ media: 'none', journal: 'nothing', order: 'ready' });
  });

  it('covers each supply that a document needs', () => {
    const codes = lacking.map(({ expected }) => codeOf(expected));
    expect(codes).toEqual(['P1', 'P2', 'P3', 'P4']);
  });
});

describe('a spoilt blank', () => {
  const spoil = (times: number) => ({
    strikes: Array.from({ length: times }, () => ({
      at: 'start',
      befall: ({ kiosk }: import('./scene.ts').Stage) => kiosk.printer.arm('print', 'refused'),
    })),
  });

  it('is followed by a fresh one without a touch', async () => {
    const { screens, media } = await play(spoil(1));
    expect(screens).toContain('making > making again > take');
    expect(media).toBe('reject bin, resident');
  });

  it('is the last when the limit is reached: the order waits, and the resident is told so', async () => {
    const { screens, media, order, parting } = await play(spoil(2));
    expect(screens).toMatch(/making > making again > notice cannot-make-here$/);
    expect({ media, order }).toEqual({ media: 'reject bin, reject bin', order: 'ready' });
    expect(parting).toMatchObject({ kind: 'cannot-make-here', reference: 'TS-0-0' });
  });

  it('is the last when the printer cannot make another: no second blank is wasted', async () => {
    const { media, machine } = await play({
      strikes: [{ at: 'start', befall: ({ kiosk }) => kiosk.printer.arm('print', 'tonerOut') }],
    });
    expect({ media, machine }).toEqual({ media: 'reject bin', machine: 'out of service P2' });
  });

  it('can be tried again here when nothing was spoilt', async () => {
    const { screens, media, order } = await play({
      strikes: [{ at: 'start', befall: ({ kiosk }) => kiosk.printer.arm('feed', 'refused') }],
      manner: { triesAgain: true },
    });
    expect(screens).toContain('making > notice making-stopped > making > take');
    expect({ media, order }).toEqual({ media: 'resident', order: 'issued' });
  });
});
