import { describe, expect, it } from 'vitest';
import type { Entry } from '../../journal/index.ts';
import { lockOutOf } from './lock-out.ts';

const MINUTE_ms = 60_000;
const at = (time_ms: number, kind: string, body: object) => ({ kind, body, time_ms }) as unknown as Entry;
const tried = (time_ms: number, cardId = 'T-0042') => at(time_ms, 'technician.pinTried', { cardId });
const refused = (time_ms: number, code: string, cardId = 'T-0042') =>
  at(time_ms, 'technician.refused', { cardId, code });
const entered = (time_ms: number, cardId = 'T-0042') => at(time_ms, 'technician.entered', { cardId });
const wrong = (times: number, cardId = 'T-0042') =>
  Array.from({ length: times }, () => [tried(0, cardId), refused(0, 'pinWrong', cardId)]).flat();

describe('a card whose PIN was wrong', () => {
  it.each([
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [11, 64],
    [40, 64],
  ])('%d times in a row is locked out for %d minutes', (times, minutes) => {
    expect(lockOutOf('T-0042', wrong(times), 0)).toEqual({ wrong: times, left_ms: minutes * MINUTE_ms });
  });

  it('is free again when the time is over, and is locked longer at the next wrong one', () => {
    expect(lockOutOf('T-0042', wrong(5), MINUTE_ms).left_ms).toBe(0);
    expect(lockOutOf('T-0042', [...wrong(5), tried(MINUTE_ms)], MINUTE_ms).left_ms).toBe(2 * MINUTE_ms);
  });

  it('begins anew after a right one', () => {
    expect(lockOutOf('T-0042', [...wrong(6), tried(1), entered(1), ...wrong(4)], 0).wrong).toBe(4);
  });

  it('is not locked out for another card', () => {
    expect(lockOutOf('T-0042', [...wrong(9, 'T-0001'), ...wrong(1)], 0)).toEqual({ wrong: 1, left_ms: 0 });
  });

  it('has spent a try whose end nobody wrote down, because the power went', () => {
    expect(lockOutOf('T-0042', [...wrong(4), tried(0)], 0).left_ms).toBe(MINUTE_ms);
  });

  it('does not get that try back by whatever happens to it next', () => {
    expect(lockOutOf('T-0042', [...wrong(4), tried(0), refused(1, 'readerFault')], 0).wrong).toBe(5);
  });

  it('has spent none when nothing went to the card', () => {
    const kept = [tried(0), refused(0, 'lastTryKept'), tried(0), refused(0, 'pinNotSent')];
    expect(lockOutOf('T-0042', [...wrong(4), ...kept], 0).wrong).toBe(4);
  });

  it('waits no longer than it must after the clock was set back', () => {
    const later = Array.from({ length: 5 }, () => tried(10 * MINUTE_ms));
    expect(lockOutOf('T-0042', later, 0).left_ms).toBe(MINUTE_ms);
  });
});
