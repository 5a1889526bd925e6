/** Nothing of a holder stays in what the session remembers, however their visit ended. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../common/result.ts';
import { civilId, Kiosk, known, name } from './testing/kiosk.ts';
import { TypedDigits } from './typed-digits.ts';

/** All that could tell who was there. */
const traces = [civilId, name.en.surname, name.ar.surname, 'data:face', 'data:front', '482913', '246810', 'c-1', '417'];

function expectForgotten(kiosk: Kiosk): void {
  const remembered = kiosk.remembered();
  expect(remembered).toContain('KWT-0117');
  for (const trace of traces) expect(remembered).not.toContain(trace);
  expect(kiosk.context?.typed.length).toBe(0);
}

describe('the session remembers nothing of a holder', () => {
  it('who has collected a document and gone', async () => {
    const kiosk = new Kiosk();
    await kiosk.toMaking();
    expect(kiosk.remembered()).toContain(civilId);
    kiosk.end({ end: 'issued', issuanceId: 'i-1', at_ms: kiosk.clock.now_ms() });
    await kiosk.clock.advance(1);
    await kiosk.do({ type: 'receipt-none' });
    await kiosk.clock.advance(8_000);
    expect(kiosk.screen.name).toBe('attract');
    expectForgotten(kiosk);
  });

  it('who left in the middle of a code, of a PIN, and of the number of a document', async () => {
    for (const [start, tap] of [
      [{ kind: 'collection-code', phoneEnding: '417', triesLeft: 3 }, known],
      [{ kind: 'chip-pin' }, known],
      [{ kind: 'chip-pin' }, { kind: 'key-wanted', profile: 'icao', keys: ['can'] }],
    ] as const) {
      const kiosk = new Kiosk();
      kiosk.start = ok({ outcome: 'second-factor', collectionId: 'c-1', ...start });
      kiosk.tap = tap;
      await kiosk.tapCard();
      for (const digit of '24681') await kiosk.do({ type: 'digit', digit });
      expect(kiosk.context?.typed.length).toBe(5);
      await kiosk.clock.advance(61_000);
      expect(kiosk.screen.name).toBe('attract');
      expectForgotten(kiosk);
    }
  });

  it('nor what was typed once it was used', async () => {
    const kiosk = new Kiosk();
    await kiosk.tapCard();
    await kiosk.type('482913');
    expect(kiosk.screen.name).toBe('documents');
    expect(kiosk.context?.typed.length).toBe(0);
  });
});

describe('typed digits', () => {
  it('are overwritten one by one and all at once, and given away as a copy', () => {
    const memory = new Uint8Array(8);
    const typed = new TypedDigits(memory);
    for (const digit of '123') typed.add(digit);
    typed.removeLast();
    expect([typed.length, typed.last]).toEqual([2, '2']);
    expect([...memory]).toEqual([0x31, 0x32, 0, 0, 0, 0, 0, 0]);
    const copy = typed.copy();
    typed.wipe();
    expect([typed.length, typed.last]).toEqual([0, undefined]);
    expect([...memory]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(Buffer.from(copy).toString()).toBe('12');
    for (let i = 0; i < 10; i++) typed.add('7');
    expect(typed.length).toBe(8);
  });
});
