/** A ready booklet goes from its slot to its holder, or stays inside: read before the shutter opens, counted at every step. */
import { describe, expect, it } from 'vitest';
import { err } from '../../common/result.ts';
import { atSite, fulfilled, program, restart, site } from './testing/at-site.ts';

atSite();

const take = () => site.vault.path.take();
const eventsOf = (order: string) =>
  [...site.service.issuances.values()]
    .filter(({ orderId }) => orderId === order)
    .map(({ events }) => events.map(({ kind }) => kind));

describe('a passport that lies in the vault', () => {
  it('is fetched, read behind the shutter, presented and taken', async () => {
    site.loadBooklet(program, 3, 'p1');
    expect(program.desk.holds('p1')).toBe(true);
    expect(program.desk.readiness().passport).toEqual({ available: true });
    expect(await fulfilled('p1', take)).toMatchObject({ end: 'issued' });
    expect(eventsOf('p1')).toEqual([['medium-bound', 'verified', 'presented', 'issued']]);
    expect(site.vault.path.told.filter((command) => command !== 'mediaPosition')).toEqual(['feed', 'present']);
    expect(program.desk.stock()).toMatchObject({ bookletsLoaded: 1, slots: 0, vaultIssued: 1, vaultExit: 0 });
    // Blanks are another matter.
    expect(program.desk.stock()).toMatchObject({ loaded: 20, hopper: 20, issued: 0 });
    expect(program.desk.holds('p1')).toBe(false);
  });

  it('tells of its own steps only, and of a time that has no printing in it', async () => {
    site.loadBooklet(program, 1, 'p1');
    await fulfilled('p1', take);
    const steps = program.progress.flatMap((told) => (told.kind === 'making' ? [told.step] : []));
    expect(steps).toEqual(['claiming', 'fetching', 'checking', 'presenting']);
    const [first] = program.progress;
    expect(first).toMatchObject({ kind: 'making', done: 0 });
    expect(first?.kind === 'making' && first.remaining_ms).toBeLessThan(20_000);
  });

  it('stays inside when it is not what the order says: the order lives, staff is told why', async () => {
    site.loadBooklet(program, 3, 'p1');
    site.inspection = err({ code: 'mrz-mismatch', words: 'another document number' });
    const end = await fulfilled('p1', take);
    expect(end).toMatchObject({ end: 'released', mayRetryHere: false, cause: { kind: 'attempts-exhausted' } });
    expect(eventsOf('p1')).toEqual([['medium-bound', 'spoiled']]);
    expect(site.vault).toMatchObject({ retained: 1 });
    expect(site.vault.path.told).not.toContain('present');
    expect(program.desk.stock()).toMatchObject({ vaultRetain: 1, vaultIssued: 0, slots: 0 });
    expect(program.journal.entries({ kinds: ['issuance.ended'] }).at(-1)?.body).toMatchObject({ note: 'mrz-mismatch' });
    expect(program.journal.entries({ kinds: ['device.trouble'] }).map(({ body }) => body)).toEqual([
      { device: 'documentVault', code: 'mrz-mismatch', words: 'another document number' },
    ]);
  });

  it('goes to the retain unit when nobody takes it', async () => {
    site.loadBooklet(program, 2, 'p1');
    expect(await fulfilled('p1')).toMatchObject({ end: 'retained' });
    expect(program.desk.stock()).toMatchObject({ vaultRetain: 1, vaultExit: 0, vaultTransport: 0 });
    expect(eventsOf('p1')).toEqual([['medium-bound', 'verified', 'presented', 'retained']]);
  });

  it('is not claimed when its slot turns out to be empty', async () => {
    site.loadBooklet(program, 2, 'p1');
    site.vault.slots.delete(2);
    expect(program.desk.holds('p1')).toBe(false);
    expect(await fulfilled('p1')).toMatchObject({ end: 'released', mayRetryHere: false });
    expect(eventsOf('p1')).toEqual([]);
  });

  it('is not promised when it lies elsewhere', async () => {
    site.loadBooklet(program, 2, 'p1');
    expect(program.desk.holds('p2')).toBe(false);
    expect(await fulfilled('p2')).toMatchObject({ end: 'released' });
    expect(eventsOf('p2')).toEqual([]);
  });

  it('does not wait for a card that is stuck in the printer', async () => {
    site.loadBooklet(program, 1, 'p1');
    site.printer.upset('print', { kind: 'jam', stuck: true });
    expect(await fulfilled('o1')).toMatchObject({ end: 'unresolved' });
    expect(program.desk.readiness().drivingLicence).toMatchObject({ available: false });
    expect(program.desk.readiness().passport).toEqual({ available: true });
    expect(await fulfilled('p1', take)).toMatchObject({ end: 'issued' });
  });

  it('is not fetched where nobody could read its chip', async () => {
    site.loadBooklet(program, 1, 'p1');
    let changes = 0;
    program.desk.onChange(() => {
      changes += 1;
    });
    site.vault.plugReader(false);
    expect(changes).toBe(1);
    expect(program.desk.readiness().passport).toEqual({ available: false, reason: 'vault-trouble' });
    expect(await fulfilled('p1', take)).toMatchObject({ end: 'released', mayRetryHere: false });
    expect(eventsOf('p1')).toEqual([]);
    site.vault.plugReader(true);
    expect(await fulfilled('p1', take)).toMatchObject({ end: 'issued' });
  });

  it('is taken back at once when the shutter does not open', async () => {
    site.loadBooklet(program, 1, 'p1');
    site.vault.path.upset('present', { kind: 'shutter' });
    expect(await fulfilled('p1')).toMatchObject({ end: 'retained' });
    expect(eventsOf('p1')).toEqual([['medium-bound', 'verified', 'retained']]);
    expect(program.progress.map(({ kind }) => kind)).not.toContain('presented');
    expect(program.desk.stock()).toMatchObject({ vaultRetain: 1, vaultExit: 0, vaultTransport: 0 });
  });

  it('is still known after a restart', async () => {
    site.loadBooklet(program, 5, 'p1');
    restart();
    expect(program.desk.stocktaking.booklets()).toEqual([{ slot: 5, orderId: 'p1', reference: 'TS-0000-0001' }]);
    expect(await fulfilled('p1', take)).toMatchObject({ end: 'issued' });
  });
});

describe('the vault in the books', () => {
  const by = 'Fahad, card 7';

  it('takes no second booklet into a slot, none of an order that has one, none that was handed over', async () => {
    site.loadBooklet(program, 1, 'p1');
    const { stocktaking } = program.desk;
    const load = (slot: number, orderId: string) => stocktaking.loadBooklet({ slot, orderId, reference: 'r', by });
    expect(load(1, 'p2')).toMatchObject({ error: { code: 'not-possible', words: 'slot 1 is taken' } });
    expect(load(2, 'p1')).toMatchObject({ error: { words: 'the booklet of this order lies in slot 1' } });
    await fulfilled('p1', take);
    expect(load(2, 'p1')).toMatchObject({ error: { words: 'this order was handed over' } });
  });

  it('has a booklet taken out under a name and with a reason, and still balances', () => {
    site.loadBooklet(program, 4, 'p1');
    const { stocktaking } = program.desk;
    expect(stocktaking.unloadBooklet({ slot: 4, by, why: '' })).toMatchObject({ ok: false });
    expect(stocktaking.unloadBooklet({ slot: 3, by, why: 'not collected' })).toMatchObject({ ok: false });
    expect(stocktaking.unloadBooklet({ slot: 4, by, why: 'not collected for 60 days' })).toMatchObject({
      ok: true,
      value: { counts: { slots: 0, vaultTakenOut: 1, bookletsLoaded: 1 } },
    });
    expect(stocktaking.booklets()).toEqual([]);
  });

  it('empties the retain unit and tells a difference', async () => {
    site.loadBooklet(program, 4, 'p1');
    await fulfilled('p1');
    const emptied = program.desk.stocktaking.empty({ bin: 'vaultRetain', counted: 2, by });
    expect(emptied).toMatchObject({ ok: true, value: { difference: 1, counts: { vaultRetain: 0, vaultTakenOut: 1 } } });
    expect(program.journal.entries({ kinds: ['stock.alarm'] })).toHaveLength(1);
  });
});
