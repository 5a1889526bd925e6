/** What lies in a vault comes into the books slot by slot, and every slot has its own outcome. */
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../common/log.ts';
import { checkDigit } from '../../common/mrz.ts';
import { err, ok } from '../../common/result.ts';
import { deviceError } from '../../devices/contract/index.ts';
import { atSite, program, site } from './testing/at-site.ts';
import { loadAtFirstStart, loadVault } from './vault-loading.ts';

atSite();

/** A passport's lines, every check digit right. */
function linesOf(number: string): string {
  const [birth, expiry, personal] = ['800101', '360101', '280010112345<<'];
  const field = (text: string) => text + checkDigit(text);
  const second = `${field(number)}KWT${field(birth)}F${field(expiry)}${field(personal)}`;
  const composite = checkDigit(second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43));
  return `${'P<KWTX<<Y'.padEnd(44, '<')}\n${second}${composite}`;
}

/** What stands in the slots; the camera reads it, or fails as it is told. */
function partsWith(texts: Readonly<Record<number, string>>) {
  const scanned: number[] = [];
  const vault = {
    status: () => site.vault.status(),
    onEvent: site.vault.driver(site.clock, () => true).onEvent,
    scanSlot: async (slot: number) => {
      scanned.push(slot);
      const text = texts[slot];
      return text === undefined ? err(deviceError('invalidMedia', 'blurred')) : ok(text);
    },
  };
  const service = {
    recordLoading: async ({ documentNumber }: { documentNumber: string }) =>
      documentNumber === 'P0000009X'
        ? ok({ outcome: 'refused', reason: 'unknown-document' } as const)
        : ok({ outcome: 'bound', orderId: `p-${documentNumber}`, reference: 'TS-0000-0001' } as const),
  };
  return { scanned, parts: { vault, service, kioskId: 'KWT-0117', log: silentLog } };
}

describe('a vault that is filled', () => {
  it('tells of every slot what became of it', async () => {
    for (const slot of [1, 2, 3, 4]) site.vault.load(slot);
    const { parts, scanned } = partsWith({ 1: linesOf('P00000001'), 2: linesOf('P0000009X'), 3: 'P<KWT' });
    const { stocktaking } = program.desk;
    expect(await loadVault({ ...parts, stocktaking }, 'Fahad')).toMatchObject([
      { slot: 1, outcome: 'loaded', orderId: 'p-P00000001' },
      { slot: 2, outcome: 'refused', reason: 'unknown-document' },
      { slot: 3, outcome: 'unreadable' },
      { slot: 4, outcome: 'failed', words: 'invalidMedia: blurred' },
    ]);
    expect(scanned).toEqual([1, 2, 3, 4]);
    expect(program.desk.stock()).toMatchObject({ slots: 1, bookletsLoaded: 1 });
    expect(program.desk.holds('p-P00000001')).toBe(true);
  });

  it('does not scan again what the books have, and names what is gone', async () => {
    site.loadBooklet(program, 1, 'p1');
    site.loadBooklet(program, 2, 'p2');
    site.vault.slots.delete(2);
    const { parts, scanned } = partsWith({});
    const { stocktaking } = program.desk;
    expect(await loadVault({ ...parts, stocktaking }, 'Fahad')).toEqual([
      { slot: 1, outcome: 'known', reference: 'TS-0000-0001' },
      { slot: 2, outcome: 'missing', reference: 'TS-0000-0001' },
    ]);
    expect(scanned).toEqual([]);
  });
});

describe('a new machine', () => {
  it('takes in what lies in its vault as soon as the vault is there, and never again', async () => {
    site.vault.load(1);
    site.vault.path.powered = false;
    const { parts } = partsWith({ 1: linesOf('P00000001') });
    const start = () => loadAtFirstStart({ ...parts, desk: program.desk, clock: site.clock });
    start();
    await site.clock.advance(1_000);
    expect(program.desk.stock().slots).toBe(0);
    site.vault.path.power(true);
    await site.clock.advance(1_000);
    expect(program.desk.stock().slots).toBe(1);
    site.vault.load(2);
    start();
    await site.clock.advance(1_000);
    expect(program.desk.stock().slots).toBe(1);
  });

  it('gives it up when its program ends before', async () => {
    site.vault.load(1);
    site.vault.path.powered = false;
    const { parts, scanned } = partsWith({});
    loadAtFirstStart({ ...parts, desk: program.desk, clock: site.clock })();
    site.vault.path.power(true);
    await site.clock.advance(1_000);
    expect(scanned).toEqual([]);
  });
});
