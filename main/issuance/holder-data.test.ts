/** Who a document is for: in the journal for whoever must settle it, sealed, and gone when the time is over. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLog } from '../../common/log.ts';
import { startRetention } from '../journal/index.ts';
import { atSite, program, site } from './testing/at-site.ts';

const DAY_ms = 24 * 3_600_000;
const CIVIL_ID = '280010112345';

atSite({ take_ms: 5_000 });

async function fulfil(resident: 'takes' | 'leaves'): Promise<string> {
  const ended = program.fulfil('o1');
  for (let turn = 0; turn < 200; turn++) {
    await site.clock.advance(200);
    if (resident === 'takes') site.printer.take();
  }
  return (await ended).end;
}

const sealed = () => program.journal.entries().filter(({ hasSealed }) => hasSealed);
const opened = () => sealed().map(({ sequence }) => program.journal.unseal(sequence));

it('is sealed with every claim, each under a key of its own, and in the clear nowhere', async () => {
  site.printer.upset('print', { kind: 'jam' });
  expect(await fulfil('takes')).toBe('issued');
  const name = { surname: 'X', otherNames: 'Y' };
  const holder = { civilId: CIVIL_ID, name: { ar: name, en: name } };
  expect(sealed().map(({ body }) => body)).toMatchObject([{ step: 'claim' }, { step: 'claim' }]);
  expect(opened()).toEqual([
    { ok: true, value: holder },
    { ok: true, value: holder },
  ]);
  const [first, second] = sealed();
  expect(program.journal.shred([first?.issuanceId ?? ''])).toEqual({ ok: true, value: 1 });
  expect(program.journal.unseal(second?.sequence ?? 0)).toMatchObject({ ok: true });
  for (const file of ['journal.db', 'journal.db-wal'])
    expect(readFileSync(join(site.directory, file)).includes(CIVIL_ID)).toBe(false);
});

it('is sealed once when a claim is asked for again', async () => {
  site.service.outages = ['answerLost'];
  const first = program.fulfil('o1');
  await site.clock.advance(1_000);
  expect(await first).toMatchObject({ end: 'released' });
  expect(await fulfil('takes')).toBe('issued');
  const claims = program.journal.entries({ kinds: ['issuance.intent'] }).filter(({ body }) => {
    return 'step' in body && body.step === 'claim';
  });
  expect(new Set(claims.map(({ issuanceId }) => issuanceId)).size).toBe(1);
  expect(claims.map(({ hasSealed }) => hasSealed)).toEqual([true, false]);
});

it('of a document that was not taken stays until the retain bin was emptied, and the time after it', async () => {
  expect(await fulfil('leaves')).toBe('retained');
  await site.clock.advance(60_000);
  const { journal, desk } = program;
  const stop = startRetention({ journal, days: 30, clock: site.clock, log: silentLog });
  await site.clock.advance(40 * DAY_ms);
  expect(opened()).toMatchObject([{ ok: true }]);
  expect(desk.stocktaking.empty({ bin: 'retainBin', counted: 1, by: 'K. Alsayer' })).toMatchObject({ ok: true });
  await site.clock.advance(32 * DAY_ms);
  expect(opened()).toMatchObject([{ ok: false, error: { code: 'shredded' } }]);
  stop();
});
