/** The vault's books against the service's: each way in which they differ has a name, and taking out is told to both. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../common/result.ts';
import type { UnloadingVerdict, VaultContents } from '../backoffice/index.ts';
import { atSite, program, site } from './testing/at-site.ts';
import { compareVault, lookOverVault, takeOutBooklet } from './vault-comparison.ts';

atSite();

const booklet = (slot: number, orderId: string) => ({ slot, orderId, reference: `TS-${orderId}` });
const order = (slot: number, orderId: string, standing: 'waiting' | 'to-return' = 'waiting') => ({
  ...booklet(slot, orderId),
  documentNumber: 'P00000001',
  standing,
});
const told = (booklets: Parameters<typeof compareVault>[0], orders: VaultContents['orders']) =>
  compareVault(booklets, orders).map(({ slot, orderId, state }) => `${slot} ${orderId} ${state}`);

describe('a vault that is held against the service', () => {
  it('has what waits for its holder, and what is to go back', () => {
    expect(told([booklet(1, 'a'), booklet(2, 'b')], [order(2, 'b', 'to-return'), order(1, 'a')])).toEqual([
      '1 a waiting',
      '2 b to-return',
    ]);
  });

  it('has what the service does not know, and lacks what it sends people here for', () => {
    expect(told([booklet(3, 'a')], [order(3, 'b')])).toEqual(['3 a unknown-to-service', '3 b not-in-books']);
  });

  it('has a booklet in another slot than the service, to return or not', () => {
    expect(compareVault([booklet(3, 'a')], [order(7, 'a', 'to-return')])).toEqual([
      { slot: 3, orderId: 'a', reference: 'TS-a', state: 'other-slot', serviceSlot: 7, isToReturn: true },
    ]);
  });

  it('is empty on both sides', () => {
    expect(compareVault([], [])).toEqual([]);
  });

  it('is asked about at the service, which may not answer', async () => {
    site.loadBooklet(program, 1, 'p1');
    const { booklets } = program.desk.stocktaking;
    const asked: string[] = [];
    const service = {
      vaultOrders: async ({ kioskId }: { kioskId: string }) => {
        asked.push(kioskId);
        return ok({ orders: [order(1, 'p1')] });
      },
    };
    const looked = await lookOverVault({ service, booklets, kioskId: 'KWT-0117' });
    expect(looked).toMatchObject({ ok: true, value: [{ slot: 1, orderId: 'p1', state: 'waiting' }] });
    expect(asked).toEqual(['KWT-0117']);
    const error = { code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' } as const;
    const silent = { vaultOrders: async () => err(error) };
    expect(await lookOverVault({ service: silent, booklets, kioskId: 'KWT-0117' })).toEqual(err(error));
  });
});

describe('a booklet that a person takes out', () => {
  const tellingTo = (
    answer: Awaited<ReturnType<Parameters<typeof takeOutBooklet>[0]['service']['recordUnloading']>>,
  ) => {
    const heard: string[] = [];
    const service = {
      recordUnloading: async ({ orderId }: { orderId: string }) => {
        heard.push(orderId);
        return answer;
      },
    };
    return { heard, parts: { service, stocktaking: program.desk.stocktaking, kioskId: 'KWT-0117' } };
  };
  const removed = ok<UnloadingVerdict>({ outcome: 'removed' });
  const act = { slot: 1, by: 'Fahad', why: 'not collected in time' };

  it('is out of the books, and the service is told whose it was', async () => {
    site.loadBooklet(program, 1, 'p1');
    const { heard, parts } = tellingTo(removed);
    expect(await takeOutBooklet(parts, act)).toMatchObject({ ok: true, value: { difference: 0, told: removed } });
    expect(heard).toEqual(['p1']);
    expect(program.desk.holds('p1')).toBe(false);
    expect(program.journal.entries({ kinds: ['vault.unloaded'] })).toMatchObject([
      { body: { slot: 1, orderId: 'p1', by: 'Fahad', why: 'not collected in time' } },
    ]);
  });

  it('is gone for the books also when the service cannot be told, and is found by the next comparison', async () => {
    site.loadBooklet(program, 1, 'p1');
    const { parts } = tellingTo(err({ code: 'timeOut', effect: 'unknown', words: 'no answer' }));
    expect(await takeOutBooklet(parts, act)).toMatchObject({ ok: true, value: { told: { ok: false } } });
    expect(told(program.desk.stocktaking.booklets(), [order(1, 'p1', 'to-return')])).toEqual(['1 p1 not-in-books']);
  });

  it('that nobody signs for stays in the books, and the service hears nothing', async () => {
    site.loadBooklet(program, 1, 'p1');
    const { heard, parts } = tellingTo(removed);
    expect(await takeOutBooklet(parts, { ...act, why: ' ' })).toMatchObject({
      ok: false,
      error: { code: 'not-possible' },
    });
    expect(await takeOutBooklet(parts, { ...act, slot: 9 })).toMatchObject({ ok: false });
    expect(heard).toEqual([]);
    expect(program.desk.holds('p1')).toBe(true);
  });
});
