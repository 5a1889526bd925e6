import { describe, expect, it } from 'vitest';
import { ok } from '../../common/result.ts';
import { Kiosk, known, refused } from './testing/kiosk.ts';

const icao = { ...known, profile: 'icao', secondFactors: ['collection-code', 'mobile-id'] } as const;

function withDocument(): Kiosk {
  const kiosk = new Kiosk();
  kiosk.tap = { kind: 'key-wanted', profile: 'icao', keys: ['can', 'mrz'] };
  kiosk.opening = () => icao;
  return kiosk;
}

const wrongKey = () => refused('document-locked', 'wrongKey', 'icao');
const codes = (kiosk: Kiosk) =>
  kiosk.audit.flatMap((event) => (event.kind === 'session.cardRefused' ? `${event.profile} ${event.code}` : []));

describe('a holder of an ICAO document', () => {
  it('types its number, leaves it there, and goes on as after any tap', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'document-key', state: 'typing', entered: 0, tries: { left: 3 } });
    expect(kiosk.view.allowed).not.toContain('submit-code');
    await kiosk.type('482910');
    expect(kiosk.keys).toEqual(['482910']);
    expect(kiosk.screen).toMatchObject({ name: 'code', entered: 0 });
    expect(kiosk.audit.filter(({ kind }) => kind === 'session.started')).toHaveLength(1);
    expect(JSON.stringify([kiosk.audit, kiosk.view])).not.toContain('482910');
  });

  it('may lift it to read the number; then it is wanted back, and read as soon as it lies there', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    await kiosk.takeCard();
    expect(kiosk.screen).toMatchObject({ name: 'document-key', state: 'typing' });
    await kiosk.type('482910');
    expect(kiosk.screen).toMatchObject({ name: 'document-key', state: 'lay', entered: 6 });
    expect(kiosk.keys).toEqual([]);
    await kiosk.tapCard();
    expect(kiosk.keys).toEqual(['482910']);
    expect(kiosk.screen.name).toBe('code');
  });

  it('may change the number instead of laying it down', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    await kiosk.takeCard();
    await kiosk.type('482911');
    await kiosk.do({ type: 'back' });
    expect(kiosk.screen).toMatchObject({ state: 'typing', entered: 6 });
    await kiosk.do({ type: 'delete-digit' }, { type: 'digit', digit: '0' }, { type: 'submit-code' });
    await kiosk.tapCard();
    expect(kiosk.keys).toEqual(['482910']);
  });

  it('need not type again when it left while it was read', async () => {
    const kiosk = withDocument();
    kiosk.opening = () => refused('card-removed-early', 'removedEarly', 'icao');
    await kiosk.tapCard();
    await kiosk.type('482910');
    expect(kiosk.screen).toMatchObject({ name: 'document-key', state: 'left-early', entered: 6 });
    expect(codes(kiosk)).toEqual(['icao removedEarly']);
    kiosk.opening = () => icao;
    await kiosk.tapCard();
    expect(kiosk.keys).toEqual(['482910', '482910']);
    expect(kiosk.screen.name).toBe('code');
  });

  it('hears that a number does not open it, and how many tries are left', async () => {
    const kiosk = withDocument();
    kiosk.opening = wrongKey;
    await kiosk.tapCard();
    await kiosk.type('111111');
    expect(kiosk.screen).toMatchObject({ state: 'wrong', entered: 0, tries: { left: 2, total: 3 } });
    await kiosk.do({ type: 'digit', digit: '4' });
    expect(kiosk.screen).toMatchObject({ state: 'typing', entered: 1, tries: { left: 2 } });
    kiosk.opening = () => icao;
    await kiosk.type('82910');
    expect(kiosk.screen.name).toBe('code');
    expect(codes(kiosk)).toEqual(['icao keyWrong']);
  });

  it('hears what is wrong with it once it is open', async () => {
    const kiosk = withDocument();
    kiosk.opening = () => refused('card-not-genuine', 'cloned', 'icao');
    await kiosk.tapCard();
    await kiosk.type('482910');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'card-not-genuine' });
    expect(codes(kiosk)).toEqual(['icao cloned']);
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'document-key', entered: 0 });
  });

  it('is not asked for a PIN, whatever the service wants: such a document has none', async () => {
    const kiosk = withDocument();
    kiosk.start = ok({ outcome: 'second-factor', collectionId: 'c-1', kind: 'chip-pin' });
    await kiosk.tapCard();
    await kiosk.type('482910');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'service-trouble' });
  });

  it('is asked whether they are still there, and nothing of the number stays when they are not', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    await kiosk.do({ type: 'digit', digit: '4' });
    await kiosk.clock.advance(40_000);
    expect(kiosk.view.overlay).toMatchObject({ kind: 'still-there' });
    await kiosk.clock.advance(21_000);
    expect(kiosk.screen.name).toBe('attract');
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'document-key', entered: 0 });
  });
});

describe('too many wrong numbers', () => {
  async function threeWrong(kiosk: Kiosk): Promise<void> {
    kiosk.opening = wrongKey;
    await kiosk.tapCard();
    for (const number of ['111111', '222222', '333333']) await kiosk.type(number);
  }

  it('end the visit, and for a minute no document is opened; other cards are read as ever', async () => {
    const kiosk = withDocument();
    await threeWrong(kiosk);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'document-locked' });
    expect(codes(kiosk)).toEqual(['icao keyWrong', 'icao keyWrong', 'icao keyWrong', 'icao keyLocked']);
    await kiosk.clock.advance(25_000);
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'document-locked' });
    const { tap } = kiosk;
    kiosk.tap = known;
    await kiosk.tapCard();
    expect(kiosk.screen.name).toBe('code');
    await kiosk.do({ type: 'finish' });
    kiosk.tap = tap;
    await kiosk.clock.advance(35_000);
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'document-key', tries: { left: 3 } });
  });

  it('lock for twice as long each time, until a number is right', async () => {
    const kiosk = withDocument();
    const isLockedAfter = async (ms: number) => {
      await kiosk.clock.advance(ms);
      await kiosk.tapCard();
      const { name } = kiosk.screen;
      await kiosk.do({ type: 'finish' });
      return name === 'notice';
    };
    await threeWrong(kiosk);
    await kiosk.clock.advance(60_000);
    await threeWrong(kiosk);
    expect(await isLockedAfter(110_000)).toBe(true);
    expect(await isLockedAfter(15_000)).toBe(false);
    kiosk.opening = () => icao;
    await kiosk.tapCard();
    await kiosk.type('482910');
    await kiosk.do({ type: 'finish' });
    await threeWrong(kiosk);
    expect(await isLockedAfter(61_000)).toBe(false);
  });
});

describe('a key from a scanner', () => {
  const mrz = { kind: 'mrz', documentNumber: 'P01234567', birthDate: '910314', expiryDate: '341119' } as const;

  it('opens the document that lies there, without a digit', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    await kiosk.deliver(mrz);
    expect(kiosk.keys).toEqual(['P01234567']);
    expect(kiosk.screen.name).toBe('code');
  });

  it('waits for a document that was lifted to be scanned', async () => {
    const kiosk = withDocument();
    await kiosk.tapCard();
    await kiosk.takeCard();
    await kiosk.deliver(mrz);
    expect(kiosk.screen).toMatchObject({ name: 'document-key', state: 'lay' });
    await kiosk.tapCard();
    expect(kiosk.keys).toEqual(['P01234567']);
  });

  it('is nothing to a screen that asks for something else', async () => {
    const kiosk = withDocument();
    await kiosk.deliver(mrz);
    expect(kiosk.screen.name).toBe('attract');
    kiosk.tap = known;
    await kiosk.tapCard();
    await kiosk.deliver(mrz);
    expect(kiosk.screen).toMatchObject({ name: 'code', entered: 0 });
    expect(kiosk.keys).toEqual([]);
  });

  it('is needed by a document that takes no number: a machine without a scanner says so at once', async () => {
    const kiosk = withDocument();
    kiosk.tap = { kind: 'key-wanted', profile: 'icao', keys: ['mrz'] };
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'document-not-opened' });
    expect(codes(kiosk)).toEqual(['icao keyNotPossible']);
  });
});
