import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCard } from '../../simulators/cards/index.ts';
import { AT_MOST_ms, IDLE_ms, Place, RIGHT } from './testing/place.ts';

let place: Place;

beforeEach(async () => {
  place = new Place();
  await place.start();
});
afterEach(() => place.dispose());

const supervisor = () => place.card('T-0003', { unit: 'supervisor' });
const attendant = () => place.card('T-0017', { unit: 'attendant' });
const left = () => place.written('technician.left').map(({ how, into }) => ({ how, into }));

async function intoService(): Promise<void> {
  await place.ask({ ask: 'back-in-service' });
  await place.clock.advance(5_000);
}

describe('the technician’s mode', () => {
  it('is asked for during a resident’s visit, and shown when the resident is gone', async () => {
    await place.lay(createCard(place.pki, { kind: 'genuine', civilId: '288020122596' }));
    expect(place.screen.name).toBe('code');
    place.reader.take();
    await place.lay(place.card());
    expect(place.screen.name).toBe('code');
    expect(place.view.allowed).not.toContain('technician');
    await place.do({ type: 'finish' });
    await place.clock.advance(10_000);
    expect(place.screen).toMatchObject({ name: 'technician-pin', state: 'typing' });
  });

  it('is not begun by the card that a resident forgot on the reader', async () => {
    await place.lay(createCard(place.pki, { kind: 'genuine', civilId: '288020122596' }));
    place.reader.take();
    await place.lay(createCard(place.pki, { kind: 'genuine', civilId: '288020122596' }));
    await place.do({ type: 'finish' });
    await place.clock.advance(10_000);
    expect(place.screen.name).toBe('attract');
    expect(place.refusals()).toEqual([]);
  });

  it('waits for a document that is under way, and nobody else is served meanwhile', async () => {
    const collected = place.collectDocument();
    await place.clock.advance(1_000);
    await place.lay(place.card());
    await place.type(RIGHT);
    expect(place.screen.name).toBe('technician-waiting');
    expect(place.core.session.view().screen).toMatchObject({ name: 'out-of-service', code: 'T1' });
    place.printer.take();
    await place.clock.advance(1_000);
    expect(await collected).toMatchObject({ end: 'issued' });
    expect(place.technician.content).toMatchObject({ page: 'overview', offers: [{ today: 1, left: 19 }] });
  });

  it('goes back to the residents when every device has proved itself, each in the journal', async () => {
    await place.enter();
    expect(place.technician.leaving).toEqual({ state: 'possible' });
    await intoService();
    expect(place.screen.name).toBe('attract');
    expect(left()).toEqual([{ how: 'left', into: 'service' }]);
    expect(place.written('technician.test').map(({ device, passed }) => [device, passed])).toEqual([
      ['cardReader', true],
      ['cardPrinter', true],
      ['receiptPrinter', true],
    ]);
    expect(place.written('technician.action').map(({ action }) => action)).toEqual(['back-in-service']);
  });

  it('keeps the technician when a device that residents need does not, and says which and why', async () => {
    await place.enter();
    place.printer.refusesPosition = true;
    await intoService();
    expect(place.technician.leaving).toEqual({ state: 'failed', device: 'cardPrinter', words: 'feedFailed: refused' });
    expect(left()).toEqual([]);
    expect(place.core.session.view().screen).toMatchObject({ name: 'out-of-service' });
    await intoService();
    expect(place.screen.name).toBe('attract');
  });

  it('does not keep anybody for a receipt printer: receipts are shown as codes', async () => {
    await place.enter();
    place.receipt = { ...place.receipt, device: 'powerOff', deviceWords: 'no answer' };
    await intoService();
    expect(place.screen.name).toBe('attract');
    expect(place.written('technician.test')).toContainEqual(
      expect.objectContaining({ device: 'receiptPrinter', passed: false, words: 'powerOff: no answer' }),
    );
  });

  it('cannot be left with a cover open or with nothing to offer', async () => {
    await place.enter();
    place.receipt = { ...place.receipt, cover: 'open' };
    await place.clock.advance(1_000);
    expect(place.technician.leaving).toEqual({ state: 'hindered', by: ['cover-open'] });
    await intoService();
    expect(place.screen.name).toBe('technician');
    place.receipt = { ...place.receipt, cover: 'closed' };
    place.printer.power(false);
    await place.clock.advance(1_000);
    expect(place.technician.leaving).toEqual({ state: 'hindered', by: ['nothing-offered'] });
  });

  it('ends by itself when nothing is touched, and residents are served again', async () => {
    await place.enter();
    expect(place.technician.locksIn_s).toBe(IDLE_ms / 1000);
    await place.clock.advance(IDLE_ms - 10_000);
    expect(place.technician.locksIn_s).toBeLessThanOrEqual(10);
    await place.ask({ ask: 'stay' });
    await place.clock.advance(IDLE_ms - 10_000);
    expect(place.screen.name).toBe('technician');
    await place.clock.advance(20_000);
    expect(place.screen.name).toBe('attract');
    expect(left()).toEqual([{ how: 'idle', into: 'service' }]);
  });

  it('ends by itself when it has lasted long enough, whatever is touched', async () => {
    await place.enter();
    for (let passed_ms = 0; passed_ms < AT_MOST_ms + 10_000; passed_ms += IDLE_ms / 2) {
      if (place.screen.name === 'technician') await place.ask({ ask: 'stay' });
      await place.clock.advance(IDLE_ms / 2);
    }
    expect(left()).toEqual([{ how: 'limit', into: 'service' }]);
  });

  it('leaves a machine closed whose technician went away from an open cover, until one comes back', async () => {
    await place.enter();
    place.receipt = { ...place.receipt, cover: 'open' };
    await place.clock.advance(IDLE_ms + 5_000);
    expect(left()).toEqual([{ how: 'idle', into: 'closed' }]);
    place.receipt = { ...place.receipt, cover: 'closed' };
    await place.clock.advance(60_000);
    expect(place.screen).toMatchObject({ name: 'out-of-service', code: 'T2' });
    place.reader.take();
    await place.enter();
    await intoService();
    expect(place.screen.name).toBe('attract');
  });

  it('leaves a machine closed when its technician wants it so, also over a restart', async () => {
    await place.enter();
    await place.ask({ ask: 'leave-closed' });
    expect(place.screen).toMatchObject({ name: 'out-of-service', code: 'T2' });
    place.end();
    await place.start();
    expect(place.screen).toMatchObject({ name: 'out-of-service', code: 'T2' });
  });

  it('ends with the power, which the journal says at the next start', async () => {
    await place.enter();
    place.end();
    await place.start();
    expect(place.screen.name).toBe('attract');
    expect(left()).toEqual([{ how: 'power', into: 'service' }]);
  });

  it('opens at a machine that is out of service', async () => {
    place.printer.power(false);
    await place.clock.advance(10_000);
    expect(place.screen.name).toBe('out-of-service');
    await place.enter();
    expect(place.technician.content).toMatchObject({ page: 'overview', offers: [{ available: false }] });
  });
});

describe('what a role may do', () => {
  it('an attendant looks at devices and prints a test receipt, and no more', async () => {
    await place.enter(attendant());
    expect(place.technician.pages).toEqual(['overview', 'devices']);
    await place.ask({ ask: 'page', page: 'journal' });
    await place.ask({ ask: 'verify-journal' });
    expect(place.technician.page).toBe('overview');
    await place.ask({ ask: 'run-test', device: 'cardPrinter', test: 'mediaPosition' });
    expect(place.written('technician.action')).toEqual([]);
    await place.ask({ ask: 'device', device: 'receiptPrinter' });
    expect(place.technician.content).toMatchObject({
      tests: [{ locked: 'role' }, { locked: 'role' }, { test: 'print-test-receipt', locked: undefined }],
    });
    await place.ask({ ask: 'run-test', device: 'receiptPrinter', test: 'print-test-receipt' });
    expect(place.tickets).toEqual([576]);
  });

  it('a technician tests every device, and the result and its history stay', async () => {
    await place.enter();
    await place.ask({ ask: 'device', device: 'cardPrinter' });
    await place.ask({ ask: 'run-test', device: 'cardPrinter', test: 'mediaPosition' });
    const last = { passed: true, words: 'notPresent' };
    const shown = () =>
      place.technician.content.page === 'device' &&
      place.technician.content.tests.find(({ test }) => test === 'mediaPosition');
    expect(shown()).toMatchObject({ running: false, locked: undefined, last });
    expect(place.written('technician.test')).toMatchObject([{ cardId: 'T-0042', test: 'mediaPosition', ...last }]);
    expect(place.printer.told.filter((command) => command !== 'mediaPosition')).toEqual([]);
    await intoService();
    place.reader.take();
    await place.enter(supervisor());
    await place.ask({ ask: 'device', device: 'cardPrinter' });
    expect(shown()).toMatchObject({ last });
  });

  it('nobody tests a device that is not there, nor something that is no test', async () => {
    await place.enter();
    await place.ask({ ask: 'device', device: 'documentVault' });
    expect(place.technician.content.page).toBe('overview');
    await place.ask({ ask: 'run-test', device: 'documentVault', test: 'mediaPosition' });
    await place.ask({ ask: 'run-test', device: 'cardPrinter', test: 'print' });
    expect(place.written('technician.action')).toEqual([]);
  });

  it('a technician reads the journal, by kind and page, and checks its chain', async () => {
    await place.enter();
    await place.ask({ ask: 'journal', kind: 'technician.pinTried' });
    expect(place.technician.content).toMatchObject({
      page: 'journal',
      entries: [{ kind: 'technician.pinTried', detail: 'cardId=T-0042' }],
      older: false,
      chain: { state: 'unchecked' },
    });
    await place.ask({ ask: 'verify-journal' });
    expect(place.technician.content).toMatchObject({ chain: { state: 'sound' } });
    expect(place.written('technician.action')).toMatchObject([{ action: 'verify-journal' }]);
    await place.ask({ ask: 'journal', kind: 'no.suchKind' });
    expect(place.technician.content).toMatchObject({ filter: { kind: 'technician.pinTried' } });
  });

  it('a technician sees who was here before, and who was turned away', async () => {
    await place.lay(place.card('T-0051', { kind: 'expired' }));
    await place.do({ type: 'finish' });
    place.reader.take();
    await place.enter();
    await place.ask({ ask: 'leave-closed' });
    place.reader.take();
    await place.enter(supervisor());
    await place.ask({ ask: 'page', page: 'access' });
    expect(place.technician.content).toMatchObject({
      page: 'access',
      visits: [
        { cardId: 'T-0003', role: 'supervisor', how: 'here', leftAt_ms: undefined },
        { cardId: 'T-0042', how: 'left', actions: 1 },
        { cardId: 'T-0051', how: 'refused', role: undefined },
      ],
    });
  });
});
