import { describe, expect, it } from 'vitest';
import type { FulfilEnd } from './desk.ts';
import { atSite, fulfilled, program, restart, site } from './testing/at-site.ts';

atSite();

const take = () => site.printer.take();
const kindsOf = (order: string) =>
  [...site.service.issuances.values()]
    .filter(({ orderId }) => orderId === order)
    .map(({ events }) => events.map(({ kind }) => kind));
const made = ['medium-bound', 'personalised', 'verified', 'presented'];

describe('an order that is fulfilled', () => {
  it('ends issued when the document is taken, and the service heard every step once', async () => {
    expect(await fulfilled('o1', take)).toMatchObject({ end: 'issued' });
    expect(kindsOf('o1')).toEqual([[...made, 'issued']]);
    expect(program.desk.stock()).toMatchObject({ loaded: 20, hopper: 19, transport: 0, tray: 0, issued: 1 });
    expect(site.printer.told.filter((command) => command !== 'mediaPosition')).toEqual(['feed', 'print', 'present']);
  });

  it('writes each intent before the device is told', async () => {
    await fulfilled('o1', take);
    const steps = program.journal
      .entries({ kinds: ['issuance.intent', 'issuance.outcome'] })
      .map((entry) => `${entry.kind.slice(9)} ${(entry.body as { step: string }).step}`);
    expect(steps).toEqual(
      ['claim', 'bind', 'personalise', 'verify', 'present'].flatMap((step) => [`intent ${step}`, `outcome ${step}`]),
    );
  });

  it('tells how far it is, never going back within one attempt', async () => {
    await fulfilled('o1', take);
    const done = program.progress.flatMap((told) => (told.kind === 'making' ? [told.done] : []));
    expect(done.length).toBeGreaterThanOrEqual(5);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const left = program.progress.flatMap((told) => (told.kind === 'making' ? [told.remaining_ms] : []));
    expect(left.every((remaining) => remaining > 0)).toBe(true);
  });

  it('is never fulfilled a second time here', async () => {
    await fulfilled('o1', take);
    expect(await fulfilled('o1', take)).toEqual({ end: 'refused', reason: 'already-issued' });
    expect(site.printer.taken).toBe(1);
  });

  it('goes to the retain bin when nobody takes it', async () => {
    expect(await fulfilled('o1')).toMatchObject({ end: 'retained' });
    expect(program.progress.at(-1)).toEqual({ kind: 'retracting' });
    expect(kindsOf('o1')).toEqual([[...made, 'retained']]);
    expect(program.desk.stock()).toMatchObject({ retainBin: 1, issued: 0 });
    expect(site.printer.retainBin).toBe(1);
  });

  it('is retained when it is pushed back in', async () => {
    expect(await fulfilled('o1', () => site.printer.pushBack())).toMatchObject({ end: 'retained' });
    expect(site.printer).toMatchObject({ retainBin: 1, taken: 0 });
  });

  it('waits longer when asked, but not for ever', async () => {
    restart({ take_ms: 10_000, takeAtMost_ms: 25_000 });
    let end: FulfilEnd | undefined;
    void program.fulfil('o1').then((value) => {
      end = value;
    });
    while (program.progress.at(-1)?.kind !== 'presented') await site.clock.advance(200);
    await site.clock.advance(9_000);
    program.desk.extendTaking(10_000);
    await site.clock.advance(9_000);
    expect(end).toBeUndefined();
    program.desk.extendTaking(60_000);
    await site.clock.advance(6_000);
    expect(end).toBeUndefined();
    await site.clock.advance(4_000);
    expect(end).toMatchObject({ end: 'retained' });
  });
});

describe('a medium that fails', () => {
  it('is rejected, and a second blank is good', async () => {
    site.printer.upset('print', { kind: 'jam' });
    expect(await fulfilled('o1', take)).toMatchObject({ end: 'issued' });
    expect(kindsOf('o1')).toEqual([
      ['medium-bound', 'spoiled'],
      [...made, 'issued'],
    ]);
    expect(program.desk.stock()).toMatchObject({ hopper: 18, rejectBin: 1, issued: 1 });
    expect(program.progress.some((told) => told.kind === 'making' && told.attempt === 2)).toBe(true);
  });

  it('costs no more than the allowed blanks; the order waits for its holder', async () => {
    site.printer.upset('print', { kind: 'jam' });
    site.printer.upset('print', { kind: 'refused', code: 'tonerOut' });
    expect(await fulfilled('o1')).toMatchObject({ end: 'released', cause: { kind: 'attempts-exhausted' } });
    expect(site.service.endsOf('o1')).toEqual(['spoiled', 'spoiled']);
    expect(program.desk.stock()).toMatchObject({ hopper: 18, rejectBin: 2 });
  });

  it.each(['print', 'present'] as const)(
    'is never handed over after a lost answer of %s without asking',
    async (command) => {
      site.printer.upset(command, { kind: 'answerLost' });
      const end = await fulfilled('o1', take);
      expect(['issued', 'unresolved', 'retained']).toContain(end.end);
      expect(site.service.doubled()).toEqual([]);
      expect(site.printer.takenPrinted).toBe(end.end === 'issued' ? 1 : 0);
    },
  );

  it('that is stuck keeps its order closed until somebody frees it', async () => {
    site.printer.upset('print', { kind: 'jam', stuck: true });
    expect(await fulfilled('o1')).toMatchObject({ end: 'unresolved' });
    expect(site.service.claimElsewhere('o1')).toBe(false);
    expect(program.desk.readiness().drivingLicence.available).toBe(false);
    site.printer.clearJam();
    await site.clock.advance(20_000);
    expect(site.service.endsOf('o1').filter((end) => end === 'spoiled' || end === 'unresolved')).toHaveLength(1);
    expect(program.desk.readiness().drivingLicence.available).toBe(true);
  });

  it('is not fed at all when the hopper is empty', async () => {
    site.printer.hopper = 0;
    expect(await fulfilled('o1')).toMatchObject({ end: 'released', cause: { error: { errorCode: 'storageEmpty' } } });
    expect(site.service.endsOf('o1')).toEqual(['released']);
    expect(program.desk.stock()).toMatchObject({ hopper: 20, rejectBin: 0 });
  });

  it('is unresolved when the printer cannot say where it is', async () => {
    site.printer.cannotTell = true;
    expect(await fulfilled('o1')).toMatchObject({ end: 'unresolved' });
    expect(site.service.endsOf('o1')).toEqual(['unresolved']);
  });

  it('is never fed when its faces cannot be drawn', async () => {
    expect(await fulfilled('o1', take, { work: Promise.resolve(undefined) })).toMatchObject({
      cause: { kind: 'artwork' },
    });
    expect(site.service.endsOf('o1')).toEqual(['released']);
    expect(site.printer.told).not.toContain('feed');
  });
});

describe('the service', () => {
  it('that refuses the claim costs no blank', async () => {
    site.service.claimElsewhere('o1');
    expect(await fulfilled('o1')).toMatchObject({ end: 'refused', reason: 'in-progress-elsewhere' });
    expect(site.printer.told).toEqual([]);
  });

  it('whose answer to the claim is lost is asked again with the same id', async () => {
    site.service.outages = ['answerLost'];
    expect(await fulfilled('o1')).toMatchObject({ end: 'released', cause: { kind: 'service' } });
    expect(await fulfilled('o1', take)).toMatchObject({ end: 'issued' });
    expect(site.service.issuances.size).toBe(1);
  });

  it('whose lost claim nobody comes back for gets it back by itself', async () => {
    site.service.outages = ['answerLost'];
    await fulfilled('o1');
    await site.clock.advance(30_000);
    expect(site.service.endsOf('o1')).toEqual(['released']);
  });

  it('that goes down after the claim has no document made that it did not acknowledge', async () => {
    let fulfilled: FulfilEnd | undefined;
    void program.fulfil('o1').then((end) => {
      fulfilled = end;
    });
    while (!site.printer.told.includes('feed')) await site.clock.advance(10);
    site.service.down = true;
    for (let i = 0; i < 500 && !fulfilled; i++) await site.clock.advance(500);
    expect(fulfilled).toMatchObject({ end: 'released', cause: { kind: 'service' } });
    expect(site.printer.told).not.toContain('print');
    expect(site.printer).toMatchObject({ rejectBin: 1, position: 'notPresent' });
    site.service.down = false;
    await site.clock.advance(400_000);
    expect(kindsOf('o1')).toEqual([['medium-bound', 'spoiled']]);
  });

  it('that gave the order away before it heard of the medium has nothing printed on it', async () => {
    let fulfilled: FulfilEnd | undefined;
    void program.fulfil('o1').then((end) => {
      fulfilled = end;
    });
    while (!site.printer.told.includes('feed')) await site.clock.advance(10);
    const [mine] = [...site.service.issuances.values()];
    if (mine) mine.lapsed = true;
    expect(site.service.claimElsewhere('o1')).toBe(true);
    for (let i = 0; i < 500 && !fulfilled; i++) await site.clock.advance(500);
    expect(fulfilled).toEqual({ end: 'refused', reason: 'in-progress-elsewhere' });
    expect(site.printer.told).not.toContain('print');
    expect(site.printer).toMatchObject({ rejectBin: 1, taken: 0 });
  });

  it('that is away after the document was verified hears everything later, in order', async () => {
    const act = () => {
      site.service.down = true;
      take();
    };
    expect(await fulfilled('o1', act)).toMatchObject({ end: 'issued' });
    site.service.down = false;
    await site.clock.advance(400_000);
    expect(kindsOf('o1')).toEqual([[...made, 'issued']]);
  });
});
