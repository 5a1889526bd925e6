import { describe, expect, it } from 'vitest';
import { err, ok } from '../../common/result.ts';
import { deviceError } from '../../devices/contract/index.ts';
import { Kiosk } from './testing/kiosk.ts';

function askingForPin(): Kiosk {
  const kiosk = new Kiosk();
  kiosk.start = ok({ outcome: 'second-factor', collectionId: 'c-1', kind: 'chip-pin' });
  return kiosk;
}

const codes = (kiosk: Kiosk) =>
  kiosk.audit.flatMap((event) => (event.kind === 'session.cardRefused' ? event.code : []));

describe('a holder who is asked for the PIN of the card', () => {
  it('types it while the card lies there, and sees the documents', async () => {
    const kiosk = askingForPin();
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'typing', entered: 0, tries: { left: 5, total: 5 } });
    await kiosk.type('246810');
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-1' });
    expect(kiosk.pins).toEqual([{ digits: '246810', lastTry: 'keep' }]);
    expect(kiosk.audit).toContainEqual(
      expect.objectContaining({ kind: 'session.identified', secondFactor: 'chip-pin' }),
    );
    expect(JSON.stringify([kiosk.audit, kiosk.view])).not.toContain('246810');
  });

  it('may have one of six to eight digits, and no digit is ever shown', async () => {
    const kiosk = askingForPin();
    await kiosk.tapCard();
    for (const digit of '12345') await kiosk.do({ type: 'digit', digit });
    expect(kiosk.view.allowed).not.toContain('submit-code');
    for (const digit of '6789') await kiosk.do({ type: 'digit', digit });
    expect(kiosk.screen).toMatchObject({ entered: 8 });
    expect(JSON.stringify(kiosk.screen)).not.toContain('lastDigit');
    expect(kiosk.view.allowed).toContain('submit-code');
  });

  it('is told of a wrong one, with the tries left', async () => {
    const kiosk = askingForPin();
    kiosk.pin = ok({ outcome: 'wrong', triesLeft: 4 });
    await kiosk.tapCard();
    await kiosk.type('000000');
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'wrong', entered: 0, tries: { left: 4, total: 5 } });
    expect(codes(kiosk)).toEqual(['pinWrong']);
  });

  it('is warned before the last try, and nothing is sent to the card until they want to', async () => {
    const kiosk = askingForPin();
    kiosk.pin = ok({ outcome: 'wrong', triesLeft: 1 });
    await kiosk.tapCard();
    await kiosk.type('000000');
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'last-try', tries: { left: 1, total: 5 } });
    expect(kiosk.view.allowed).not.toContain('digit');
    kiosk.pin = ok({ outcome: 'blocked' });
    await kiosk.do({ type: 'use-last-try' });
    await kiosk.type('111111');
    expect(kiosk.pins.at(-1)).toEqual({ digits: '111111', lastTry: 'spend' });
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'pin-blocked' });
    expect(codes(kiosk)).toEqual(['pinWrong', 'pinBlocked']);
  });

  it('is warned at once when the card comes with one try', async () => {
    const kiosk = askingForPin();
    kiosk.pinTries = ok({ triesLeft: 1 });
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'last-try' });
    await kiosk.do({ type: 'finish' });
    expect(kiosk.screen.name).toBe('attract');
    expect(kiosk.pins).toEqual([]);
  });

  it('is warned again when a card that was laid down anew has one try', async () => {
    const kiosk = askingForPin();
    kiosk.pinTries = ok({ triesLeft: 1 });
    await kiosk.tapCard();
    await kiosk.do({ type: 'use-last-try' });
    await kiosk.takeCard();
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'last-try' });
  });

  it('is asked for the card when it was taken away, and starts typing anew', async () => {
    const kiosk = askingForPin();
    await kiosk.tapCard();
    await kiosk.do({ type: 'digit', digit: '2' });
    await kiosk.takeCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'card-missing', entered: 0 });
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'typing', entered: 0 });
    expect(kiosk.audit.filter(({ kind }) => kind === 'session.started')).toHaveLength(1);
  });

  it('is asked for the card when it left while the PIN was checked', async () => {
    const kiosk = askingForPin();
    kiosk.pin = err(deviceError('mediaRemoved', '0 bytes', { effect: 'unknown' }));
    await kiosk.tapCard();
    await kiosk.type('246810');
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'card-missing' });
    expect(codes(kiosk)).toEqual(['removedEarly']);
  });

  it('cannot use the PIN of another card', async () => {
    const kiosk = askingForPin();
    kiosk.pinIsOf = '288020122596';
    await kiosk.tapCard();
    await kiosk.type('246810');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'other-card' });
    expect(codes(kiosk)).toEqual(['otherCard']);
  });

  it.each([
    ['is blocked', ok({ triesLeft: 0 }), 'pin-blocked', 'pinBlocked'],
    ['has no PIN that it counts', ok({}), 'pin-not-possible', 'noPin'],
    ['is no PIV card any more', err(deviceError('invalidMedia', 'SW 6A82')), 'pin-not-possible', 'invalidMedia'],
  ] as const)('hears at once that the card %s, and the next tap begins anew', async (_what, tries, kind, code) => {
    const kiosk = askingForPin();
    kiosk.pinTries = tries;
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind });
    expect(codes(kiosk)).toEqual([code]);
    kiosk.pinTries = ok({ triesLeft: 5 });
    await kiosk.tapCard();
    expect(kiosk.screen).toMatchObject({ name: 'pin', state: 'typing' });
  });

  it('hears when the network is away, or the order was locked meanwhile', async () => {
    const kiosk = askingForPin();
    kiosk.proof = err({ code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' });
    await kiosk.tapCard();
    await kiosk.type('246810');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'no-network' });
    kiosk.proof = ok({ outcome: 'locked', reference: 'TS-1' });
    await kiosk.tapCard();
    await kiosk.type('246810');
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'code-locked', reference: 'TS-1' });
  });

  it('is asked whether they are still there, and nothing of the PIN stays when they are not', async () => {
    const kiosk = askingForPin();
    await kiosk.tapCard();
    await kiosk.do({ type: 'digit', digit: '2' });
    await kiosk.clock.advance(40_000);
    expect(kiosk.view.overlay).toMatchObject({ kind: 'still-there' });
    await kiosk.clock.advance(21_000);
    expect(kiosk.screen.name).toBe('attract');
  });
});
