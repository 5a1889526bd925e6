import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCard } from '../../simulators/cards/index.ts';
import { Place, RIGHT, WRONG } from './testing/place.ts';

const MINUTE_ms = 60_000;
let place: Place;

beforeEach(async () => {
  place = new Place();
  await place.start();
});
afterEach(() => place.dispose());

async function wrongTimes(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await place.type(WRONG);
}

describe('a technician at a machine that serves', () => {
  it('lays the card on the reader, types its PIN and sees the machine', async () => {
    expect(place.screen.name).toBe('attract');
    await place.lay(place.card());
    expect(place.screen).toMatchObject({ name: 'technician-pin', state: 'typing', entered: 0, triesLeft: 5 });
    await place.type(RIGHT);
    expect(place.technician).toMatchObject({ cardId: 'T-0042', role: 'technician', page: 'overview' });
    expect(place.written('technician.entered')).toMatchObject([{ cardId: 'T-0042', role: 'technician' }]);
    expect(place.written('session.cardRefused')).toEqual([]);
  });

  it('leaves nothing of the PIN behind', async () => {
    await place.enter();
    expect(place.reader.given).toHaveLength(1);
    expect(place.reader.given.every((pin) => pin.every((byte) => byte === 0))).toBe(true);
    expect(JSON.stringify([place.view, place.journal.entries()])).not.toContain(RIGHT);
  });

  it('holds the machine: nobody else can begin, and the session beneath says why', async () => {
    await place.lay(place.card());
    expect(place.core.session.view().screen).toMatchObject({ name: 'out-of-service', code: 'T1' });
    await place.do({ type: 'finish' });
    expect(place.screen.name).toBe('attract');
  });

  it('is told of a wrong PIN, with the tries left', async () => {
    await place.lay(place.card());
    await place.type(WRONG);
    expect(place.screen).toMatchObject({ name: 'technician-pin', state: 'wrong', entered: 0, triesLeft: 4 });
    expect(place.refusals()).toEqual(['pinWrong']);
  });

  it('keeps the card’s last try until its holder wants to spend it', async () => {
    await place.lay(place.card());
    await wrongTimes(4);
    expect(place.screen).toMatchObject({ state: 'last-try', triesLeft: 1 });
    expect(place.view.allowed).not.toContain('digit');
    await place.do({ type: 'use-last-try' });
    await place.type(RIGHT);
    expect(place.technician.cardId).toBe('T-0042');
  });

  it('who goes away with the card has it asked anew when it comes back', async () => {
    const card = place.card();
    await place.lay(card);
    await place.do({ type: 'digit', digit: '2' });
    place.reader.take();
    await place.clock.advance(10);
    expect(place.screen).toMatchObject({ state: 'card-missing', entered: 0 });
    await place.lay(createCard(place.pki, { kind: 'genuine', civilId: '288020122596' }));
    expect(place.screen).toMatchObject({ state: 'refused', refusal: 'other-card' });
  });

  it('may choose a language, which goes when the technician does', async () => {
    await place.enter();
    await place.do({ type: 'choose-language', language: 'en' });
    expect(place.view.language).toBe('en');
    await place.clock.advance(100_000);
    expect(place.view.language).toBe('en');
    await place.ask({ ask: 'back-in-service' });
    await place.clock.advance(5_000);
    expect(place.view).toMatchObject({ language: 'ar', screen: { name: 'attract' } });
  });

  it('goes back to the residents when nobody types', async () => {
    await place.lay(place.card());
    await place.clock.advance(31_000);
    expect(place.screen.name).toBe('attract');
  });
});

describe('a card that may not come in', () => {
  it.each([
    ['expired', 'T-0051', 'expired', 'expired'],
    ['revoked', 'T-0066', 'revoked', 'revoked'],
    ['cloned', 'T-0042', 'not-genuine', 'cloned'],
  ] as const)('is told why, and the journal too: %s', async (kind, number, refusal, code) => {
    await place.lay(place.card(number, { kind }));
    expect(place.screen).toMatchObject({ name: 'technician-pin', state: 'refused', refusal });
    expect(place.refusals()).toEqual([code]);
    await place.clock.advance(11_000);
    expect(place.screen.name).toBe('attract');
    expect(place.reader.pinsSent).toBe(0);
  });

  it('without a role is refused', async () => {
    await place.lay(place.card('T-0100', { unit: 'visitors' }));
    expect(place.screen).toMatchObject({ state: 'refused', refusal: 'no-role' });
    expect(place.refusals()).toEqual(['noRole']);
  });

  it('of another authority is a stranger’s, as for any resident', async () => {
    await place.lay(place.card('T-0042', { kind: 'wrongAuthority' }));
    expect(place.screen).toMatchObject({ name: 'notice', kind: 'card-wrong-authority' });
    expect(place.written('session.cardRefused')).toMatchObject([{ code: 'wrongAuthority' }]);
  });
});

describe('a card that is locked out', () => {
  /** A card whose own counter somebody reset elsewhere: ours goes on. */
  async function lockedOut(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      await place.lay(place.card());
      await place.type(WRONG);
      await place.do({ type: 'finish' });
      place.reader.take();
    }
  }

  it('waits a minute after five wrong PINs, and says how long', async () => {
    await lockedOut(5);
    await place.lay(place.card());
    expect(place.screen).toMatchObject({ name: 'technician-pin', state: 'locked', lockedFor_s: 60 });
    expect(place.view.allowed).not.toContain('digit');
    await place.clock.advance(5_000);
    expect(place.screen).toMatchObject({ state: 'locked', lockedFor_s: 55 });
    expect(place.refusals().at(-1)).toBe('lockedOut');
    expect(place.reader.pinsSent).toBe(5);
  });

  it('waits twice as long after each further one, also when the machine was restarted in between', async () => {
    await lockedOut(5);
    place.end();
    await place.start();
    await place.lay(place.card());
    expect(place.screen).toMatchObject({ state: 'locked' });
    await place.do({ type: 'finish' });
    place.reader.take();
    await place.clock.advance(MINUTE_ms);
    await lockedOut(1);
    await place.lay(place.card());
    expect(place.screen).toMatchObject({ state: 'locked', lockedFor_s: 120 });
    await place.do({ type: 'finish' });
    place.reader.take();
    await place.clock.advance(2 * MINUTE_ms);
    await place.enter();
    expect(place.technician.cardId).toBe('T-0042');
  });

  it('does not keep another one out', async () => {
    await lockedOut(5);
    await place.enter(place.card('T-0003', { unit: 'supervisor' }));
    expect(place.technician.role).toBe('supervisor');
  });

  it('has spent a try when it was torn away under the PIN', async () => {
    await lockedOut(4);
    place.reader.tearsAtPin = true;
    await lockedOut(1);
    place.reader.tearsAtPin = false;
    await place.lay(place.card());
    expect(place.screen).toMatchObject({ state: 'locked' });
  });
});
