/** A resident's way to a passport, which lies ready in one machine's vault. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BilingualName, PassportData } from '../../common/document.ts';
import { ok } from '../../common/result.ts';
import { deviceError } from '../../devices/contract/index.ts';
import type { Order } from '../backoffice/index.ts';
import type { FulfilEnd } from '../issuance/index.ts';
import type { Serviceability } from './index.ts';
import { civilId, Kiosk, licence, name } from './testing/kiosk.ts';

const photo = readFileSync(new URL('../../renderer/gallery/fixtures/portrait.png', import.meta.url));
const here = { kioskId: 'KWT-0117', where: 'The Avenues, Gate 4' };
const there = { kioskId: 'KWT-0042', where: 'Souq Al-Bahar, Gate 2' };
const daughter: BilingualName = {
  ar: { surname: 'المرجان', otherNames: 'سارة' },
  en: { surname: 'Almarjan', otherNames: 'Sara' },
};

const passport = (change: Partial<Order> = {}): Order => ({
  ...licence(),
  documentType: 'passport',
  fee: { amount: '20.000', currency: 'KWD', paid: true },
  vault: here,
  ...change,
});

const data: PassportData = {
  documentType: 'passport',
  name,
  birthDate: '1991-03-14',
  sex: 'F',
  issueDate: '2026-11-10',
  expiryDate: '2036-11-09',
  civilId,
  passportNumber: 'P05512837',
  nationality: 'KWT',
  issuingState: 'KWT',
  portrait: photo.toString('base64'),
};

const both: Serviceability = {
  state: 'open',
  offers: [
    { documentType: 'driving-licence', available: true },
    { documentType: 'passport', available: true },
  ],
};
const vaultStopped = (reason: string): Serviceability => ({
  state: 'open',
  offers: [
    { documentType: 'driving-licence', available: true },
    { documentType: 'passport', available: false, reason },
  ],
});

function kioskWith(orders: Order[], held: readonly string[] = ['order-1']): Kiosk {
  const kiosk = new Kiosk();
  kiosk.session.setServiceability(both);
  kiosk.orders = orders;
  kiosk.data = ok(data);
  for (const orderId of held) kiosk.vault.add(orderId);
  return kiosk;
}

async function toDocuments(kiosk: Kiosk): Promise<void> {
  await kiosk.tapCard();
  await kiosk.type('482913');
}

async function ended(kiosk: Kiosk, end: FulfilEnd): Promise<void> {
  kiosk.end(end);
  await kiosk.clock.advance(1);
}

const issued: FulfilEnd = { end: 'issued', issuanceId: 'i-1', at_ms: 0 };
const released = (cause: Extract<FulfilEnd, { end: 'released' }>['cause']): FulfilEnd => ({
  end: 'released',
  cause,
  mayRetryHere: false,
});

describe('a resident collects a passport', () => {
  it('from the list to the receipt, with their photograph and without a picture of the booklet', async () => {
    const kiosk = kioskWith([passport()]);
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-1', preview: undefined });
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(kiosk.screen).toMatchObject({
      name: 'confirm',
      portrait: `data:image/png;base64,${data.portrait}`,
      preview: undefined,
    });
    await kiosk.do({ type: 'confirm' });
    expect(kiosk.requests).toMatchObject([{ order: { orderId: 'order-1' }, holderCivilId: civilId }]);
    expect(await kiosk.requests[0]?.work).toEqual({ kind: 'dispense', passport: data });
    for (const step of ['fetching', 'checking', 'presenting'] as const) {
      kiosk.progress({ kind: 'making', way: 'dispense', step, attempt: 1, remaining_ms: 9_000, done: 0.3 });
      expect(kiosk.screen).toMatchObject({ name: 'making', documentType: 'passport', step, preview: undefined });
    }
    kiosk.progress({ kind: 'presented', takeBefore_ms: kiosk.clock.now_ms() + 40_000, total_ms: 40_000 });
    expect(kiosk.screen).toMatchObject({ name: 'take', documentType: 'passport', remaining_s: 40 });
    kiosk.vault.clear();
    await ended(kiosk, issued);
    expect(kiosk.screen).toMatchObject({ name: 'receipt', moreToCollect: false });
    await kiosk.do({ type: 'receipt-print' });
    expect(kiosk.screen).toMatchObject({ name: 'thanks', collected: 1 });
    await kiosk.clock.advance(8_000);
    expect(JSON.stringify(kiosk.view)).not.toMatch(/Noura|P0551|data:/);
  });

  it('says nothing of them anywhere but on their own screens', async () => {
    const kiosk = kioskWith([passport()]);
    await toDocuments(kiosk);
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(JSON.stringify(kiosk.view)).not.toMatch(new RegExp(`Almarjan|${data.passportNumber}|${civilId}`));
    expect(JSON.stringify(kiosk.audit)).not.toMatch(new RegExp(`Almarjan|${data.passportNumber}|${civilId}`));
  });

  it('after a licence, in the same visit', async () => {
    const kiosk = kioskWith([licence(), passport({ orderId: 'order-2' })], ['order-2']);
    kiosk.data = ok({ documentType: 'driving-licence', civilId } as never);
    await kiosk.toMaking();
    await ended(kiosk, issued);
    expect(kiosk.screen).toMatchObject({ name: 'receipt', moreToCollect: true });
    kiosk.data = ok(data);
    await kiosk.do({ type: 'receipt-none' });
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-2' });
    await kiosk.do({ type: 'choose-order', orderId: 'order-2' }, { type: 'confirm' });
    expect(kiosk.screen).toMatchObject({ name: 'making', documentType: 'passport' });
    await ended(kiosk, issued);
    await kiosk.do({ type: 'receipt-none' });
    expect(kiosk.screen).toMatchObject({ name: 'thanks', documents: ['driving-licence', 'passport'] });
  });

  it('of their child, where the service says that they may, and looks at the child’s number', async () => {
    const kiosk = kioskWith([passport({ name: daughter, collectAs: 'guardian' })]);
    kiosk.data = ok({ ...data, name: daughter, civilId: '317050104176' });
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ orders: [{ forAnother: true, status: { collectable: true } }] });
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(kiosk.screen).toMatchObject({ name: 'confirm', civilIdMasked: expect.stringContaining('4176') });
    await kiosk.do({ type: 'confirm' });
    expect(kiosk.screen.name).toBe('making');
  });
});

describe('a passport that is not to be had', () => {
  it.each([
    ['lies in another machine', passport({ vault: there }), [], 'in-another-machine'],
    [
      'lies in another machine, whatever this one believes',
      passport({ vault: there }),
      ['order-1'],
      'in-another-machine',
    ],
    ['is on its way to a machine', passport({ vault: undefined }), [], 'not-loaded'],
    ['should lie here and does not', passport(), [], 'booklet-missing'],
  ] as const)('because it %s', async (_, order, held, reason) => {
    const kiosk = kioskWith([order], held);
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({
      highlighted: undefined,
      orders: [{ status: { state: 'ready', collectable: false, reason } }],
    });
    expect(kiosk.view.allowed).not.toContain('choose-order');
  });

  it('says at which other machine it lies', async () => {
    const kiosk = kioskWith([passport({ vault: there })], []);
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ orders: [{ status: { where: there.where } }] });
  });

  it.each(['vault-trouble', 'vault-starting', 'vault-retain-full'])('because of the vault: %s', async (reason) => {
    const kiosk = kioskWith([passport()]);
    kiosk.session.setServiceability(vaultStopped(reason));
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ orders: [{ status: { state: 'ready', collectable: false, reason } }] });
  });

  it('can be had as soon as it was loaded, before the service has heard of it', async () => {
    const kiosk = kioskWith([passport({ vault: undefined })]);
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ highlighted: 'order-1' });
  });

  it('because it is a child’s and held, in the service’s own words', async () => {
    const held = { state: 'held', reason: 'minor-needs-guardian' } as const;
    const kiosk = kioskWith([passport({ name: daughter, status: held })]);
    await toDocuments(kiosk);
    expect(kiosk.screen).toMatchObject({ highlighted: undefined, orders: [{ forAnother: true, status: held }] });
  });

  it.each([
    ['it is somebody else’s, and nobody gave a right', {}, { ...data, civilId: '288020122596' }, 'holderMismatch'],
    ['it is not the child’s that the order names', { collectAs: 'guardian', name: daughter }, data, 'holderMismatch'],
    ['it is another document', {}, { documentType: 'driving-licence', civilId } as never, 'documentMismatch'],
    ['its photograph is none', {}, { ...data, portrait: 'AAAA' }, 'cannotBeDrawn'],
  ] as const)('because %s', async (_, change, answered, code) => {
    const kiosk = kioskWith([passport(change)]);
    kiosk.data = ok(answered);
    await toDocuments(kiosk);
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'data-problem', documentType: 'passport' });
    expect(kiosk.audit).toContainEqual(expect.objectContaining({ kind: 'session.dataRefused', code }));
    expect(kiosk.requests).toEqual([]);
  });
});

describe('what becomes of a passport that was not taken', () => {
  const jam = deviceError('mediaJammed', 'E21');
  it.each([
    ['failed its check', released({ kind: 'holder-mismatch' }), 'cannot-make-here'],
    ['could not be fetched', released({ kind: 'attempts-exhausted', error: jam }), 'cannot-make-here'],
    ['stayed in the exit', { end: 'retained', issuanceId: 'i' }, 'retained'],
    ['may be anywhere', { end: 'unresolved', issuanceId: 'i' }, 'unresolved'],
    ['lies elsewhere after all', { end: 'refused', reason: 'not-ready', where: there.where }, 'order-held'],
  ] as [string, FulfilEnd, string][])('it %s', async (_, end, kind) => {
    const kiosk = kioskWith([passport()]);
    await kiosk.toMaking();
    kiosk.vault.clear();
    await ended(kiosk, end);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind, documentType: 'passport', reference: 'TS-7F42-19K8' });
    expect(kiosk.view.allowed).not.toContain('retry');
    expect(kiosk.view.allowed).not.toContain('collect-another');
  });

  it('leaves the way open to another document that can be had', async () => {
    const kiosk = kioskWith([passport(), licence({ orderId: 'order-2' })]);
    await kiosk.toMaking();
    kiosk.vault.clear();
    await ended(kiosk, released({ kind: 'holder-mismatch' }));
    await kiosk.do({ type: 'collect-another' });
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-2' });
    expect(kiosk.screen).toMatchObject({ orders: [{ status: { reason: 'booklet-missing' } }, {}] });
  });
});
