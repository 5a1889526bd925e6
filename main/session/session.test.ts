import { describe, expect, it } from 'vitest';
import { err, ok } from '../../common/result.ts';
import { deviceError } from '../../devices/contract/index.ts';
import type { DocumentData, ServiceError } from '../backoffice/index.ts';
import type { FulfilEnd } from '../issuance/index.ts';
import { civilId, Kiosk, known, licence, refused } from './testing/kiosk.ts';

describe('a resident collects a licence', () => {
  it('from the tap to thank you, and nothing of them stays', async () => {
    const kiosk = new Kiosk();
    expect(kiosk.screen.name).toBe('attract');
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'code', phoneEnding: '417', entered: 0, triesLeft: 3 });
    await kiosk.type('482913');
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-1', preview: { front: 'data:front' } });
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(kiosk.screen).toMatchObject({ name: 'confirm', portrait: 'data:face' });
    await kiosk.do({ type: 'confirm' });
    expect(kiosk.screen).toMatchObject({ name: 'making', step: 'claiming' });
    kiosk.progress({
      kind: 'making',
      way: 'print-with-chip',
      step: 'printing-front',
      attempt: 1,
      remaining_ms: 30_400,
      done: 0.3,
    });
    expect(kiosk.screen).toMatchObject({ way: 'print-with-chip', step: 'printing-front', remaining_s: 31, done: 0.3 });
    kiosk.progress({ kind: 'presented', takeBefore_ms: kiosk.clock.now_ms() + 40_000, total_ms: 40_000 });
    expect(kiosk.screen).toMatchObject({ name: 'take', remaining_s: 40, urgent: false });
    await kiosk.clock.advance(30_000);
    expect(kiosk.screen).toMatchObject({ remaining_s: 10, urgent: true });
    await kiosk.do({ type: 'more-time' });
    expect(kiosk.extended).toEqual([30_000]);
    kiosk.end({ end: 'issued', issuanceId: 'i-1', at_ms: kiosk.clock.now_ms() });
    await kiosk.clock.advance(1);
    expect(kiosk.screen.name).toBe('receipt');
    await kiosk.do({ type: 'receipt-print' });
    expect(kiosk.screen).toMatchObject({ name: 'thanks', collected: 1 });
    await kiosk.clock.advance(8_000);
    expect(kiosk.screen.name).toBe('attract');
    expect(JSON.stringify(kiosk.view)).not.toMatch(/Noura|417|data:/);
    expect(kiosk.audit.map((event) => event.kind)).toEqual(['session.started', 'session.identified', 'session.ended']);
    expect(JSON.stringify(kiosk.audit)).not.toMatch(new RegExp(`${civilId}|Noura|482913`));
  });

  it('shows the digit just typed for a second, then never again, and never the number itself', async () => {
    const kiosk = new Kiosk();
    await kiosk.tapCard();
    await kiosk.do({ type: 'digit', digit: '4' }, { type: 'digit', digit: '8' });
    expect(kiosk.screen).toMatchObject({ entered: 2, lastDigit: '8' });
    await kiosk.clock.advance(1_000);
    expect(kiosk.screen).toMatchObject({ entered: 2, lastDigit: undefined });
    await kiosk.do({ type: 'delete-digit' });
    expect(kiosk.screen).toMatchObject({ entered: 1 });
    expect(kiosk.view.allowed).not.toContain('submit-code');
  });

  it('keeps the step when the language or the display changes', async () => {
    const kiosk = new Kiosk();
    await kiosk.tapCard();
    await kiosk.do(
      { type: 'digit', digit: '4' },
      { type: 'open-languages' },
      { type: 'choose-language', language: 'en' },
    );
    expect(kiosk.view).toMatchObject({ language: 'en', overlay: undefined, screen: { name: 'code', entered: 1 } });
    await kiosk.do({ type: 'set-display', contrast: 'high' }, { type: 'choose-language', language: 'xx' });
    expect(kiosk.view).toMatchObject({ language: 'en', display: { contrast: 'high', textSize: 'normal' } });
  });

  it('goes on to the next document when there is one', async () => {
    const kiosk = new Kiosk();
    kiosk.orders = [licence(), licence({ orderId: 'order-2' })];
    await kiosk.toMaking();
    kiosk.end({ end: 'issued', issuanceId: 'i-1', at_ms: 0 });
    await kiosk.clock.advance(1);
    await kiosk.do({ type: 'receipt-none' });
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-2' });
    expect(kiosk.screen).toMatchObject({
      orders: [{ status: { state: 'collected' } }, { status: { state: 'ready' } }],
    });
  });

  it('asks for a damaged document before a new one is made', async () => {
    const kiosk = new Kiosk();
    kiosk.orders = [licence({ reason: 'damaged-replacement' })];
    await kiosk.toMaking();
    expect(kiosk.screen.name).toBe('return-old');
    await kiosk.do({ type: 'old-returned' });
    expect(kiosk.screen.name).toBe('making');
    expect(kiosk.audit.some((event) => event.kind === 'session.oldDocumentReturned')).toBe(true);
  });

  it('shows the receipt as a code when paper fails', async () => {
    const kiosk = new Kiosk();
    kiosk.receiptPrinted = err('paper out');
    await kiosk.toMaking();
    kiosk.end({ end: 'issued', issuanceId: 'i-1', at_ms: 0 });
    await kiosk.clock.advance(1);
    await kiosk.do({ type: 'receipt-print' });
    expect(kiosk.screen).toMatchObject({
      name: 'receipt-code',
      becausePrinterFailed: true,
      url: 'https://r/TS-7F42-19K8',
    });
  });
});

describe('a session that goes another way', () => {
  it('tells a wrong code, with the tries left, and locks', async () => {
    const kiosk = new Kiosk();
    kiosk.code = () => ok({ outcome: 'wrong', triesLeft: 2 });
    await kiosk.tapCard();
    await kiosk.type('000000');
    expect(kiosk.screen).toMatchObject({ name: 'code', state: 'wrong', triesLeft: 2, entered: 0 });
    kiosk.code = () => ok({ outcome: 'locked', reference: 'TS-1' });
    await kiosk.type('000000');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'code-locked', reference: 'TS-1' });
  });

  it('never makes a document of another person', async () => {
    const kiosk = new Kiosk();
    kiosk.data = ok({ documentType: 'driving-licence', civilId: '288020122596' } as DocumentData);
    await kiosk.tapCard();
    await kiosk.type('482913');
    await kiosk.do({ type: 'choose-order', orderId: 'order-1' });
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'data-problem' });
    expect(kiosk.audit).toContainEqual(
      expect.objectContaining({ kind: 'session.dataRefused', code: 'holderMismatch' }),
    );
    expect(kiosk.requests).toEqual([]);
  });

  it('does not offer to make what is held, not ready or unavailable here', async () => {
    const kiosk = new Kiosk();
    kiosk.orders = [licence({ status: { state: 'held', reason: 'unpaid-fines' } })];
    await kiosk.tapCard();
    await kiosk.type('482913');
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: undefined });
    expect(kiosk.view.allowed).not.toContain('choose-order');
  });

  it('asks before it times out, takes a touch for an answer, and ends silently', async () => {
    const kiosk = new Kiosk();
    await kiosk.tapCard();
    await kiosk.clock.advance(40_000);
    expect(kiosk.view.overlay).toMatchObject({ kind: 'still-there', remaining_s: 20 });
    await kiosk.clock.advance(5_000);
    expect(kiosk.view.overlay).toMatchObject({ kind: 'still-there', remaining_s: 15 });
    await kiosk.do({ type: 'more-time' });
    expect(kiosk.view.overlay).toBeUndefined();
    expect(kiosk.screen.name).toBe('code');
    await kiosk.clock.advance(61_000);
    expect(kiosk.screen.name).toBe('attract');
    expect(kiosk.audit.at(-1)).toMatchObject({ kind: 'session.ended', how: 'timed-out' });
  });

  it('does not time out while a document is being made', async () => {
    const kiosk = new Kiosk();
    await kiosk.toMaking();
    await kiosk.clock.advance(600_000);
    expect(kiosk.screen.name).toBe('making');
    expect(kiosk.view.overlay).toBeUndefined();
  });

  it('offers another try after a stop, and runs it', async () => {
    const kiosk = new Kiosk();
    await kiosk.toMaking();
    const error = deviceError('mediaJammed', 'ERR_MECHANICAL');
    kiosk.end({ end: 'released', cause: { kind: 'device', error }, mayRetryHere: true });
    await kiosk.clock.advance(1);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'making-stopped', reference: 'TS-7F42-19K8' });
    await kiosk.do({ type: 'retry' });
    expect(kiosk.screen.name).toBe('making');
    expect(kiosk.requests).toHaveLength(2);
  });

  it.each([
    [{ end: 'retained', issuanceId: 'i' }, 'retained'],
    [{ end: 'unresolved', issuanceId: 'i' }, 'unresolved'],
    [{ end: 'refused', reason: 'in-progress-elsewhere', where: 'Gate 2' }, 'being-made-elsewhere'],
    [{ end: 'refused', reason: 'already-issued' }, 'already-collected'],
    [{ end: 'released', cause: { kind: 'artwork' }, mayRetryHere: false }, 'data-problem'],
    [{ end: 'released', cause: { kind: 'journal', words: 'diskFull' }, mayRetryHere: false }, 'cannot-make-here'],
  ] as [FulfilEnd, string][])('says what became of the document: %j', async (end, kind) => {
    const kiosk = new Kiosk();
    await kiosk.toMaking();
    kiosk.end(end);
    await kiosk.clock.advance(1);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind });
    expect(kiosk.view.allowed).not.toContain('retry');
  });

  it('says when the network is away, at the tap and later', async () => {
    const down = err<ServiceError>({ code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' });
    const kiosk = new Kiosk();
    kiosk.start = down;
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'no-network' });
    const later = new Kiosk();
    later.code = () => down;
    await later.tapCard();
    await later.type('482913');
    expect(later.screen).toMatchObject({ name: 'notice', kind: 'no-network' });
  });

  it('lets the next tap follow a tap that was not read, without waiting', async () => {
    const kiosk = new Kiosk();
    kiosk.tap = refused('card-removed-early', 'removedEarly');
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'card-removed-early' });
    kiosk.tap = known;
    await kiosk.tapCard();
    expect(kiosk.screen.name).toBe('code');
  });

  it('serves nobody while it is closed, and forgets a language chosen by someone who left', async () => {
    const kiosk = new Kiosk();
    await kiosk.do({ type: 'choose-language', language: 'en' });
    await kiosk.clock.advance(40_001);
    expect(kiosk.view.language).toBe('ar');
    kiosk.session.setServiceability({ state: 'closed', code: 'P1', backAt: undefined });
    expect(kiosk.screen).toMatchObject({ name: 'out-of-service', code: 'P1' });
    await kiosk.tapCard();
    expect(kiosk.screen.name).toBe('out-of-service');
  });
});
