import { describe, expect, it } from 'vitest';
import { err, ok } from '../../common/result.ts';
import type { PhoneAnswer } from '../backoffice/index.ts';
import { Kiosk, licence, name } from './testing/kiosk.ts';

async function waiting(): Promise<Kiosk> {
  const kiosk = new Kiosk();
  const start = { outcome: 'second-factor', collectionId: 'c-1', kind: 'mobile-id' } as const;
  kiosk.start = ok({ ...start, phoneEnding: '417', waitAtMost_s: 90 });
  await kiosk.tapCard();
  return kiosk;
}

const codes = (kiosk: Kiosk) =>
  kiosk.audit.flatMap((event) => (event.kind === 'session.cardRefused' ? event.code : []));

describe('a holder who approves on the phone', () => {
  it('sees how long the machine waits, and then the documents', async () => {
    const kiosk = await waiting();
    expect(kiosk.screen).toEqual({ name: 'phone', phoneEnding: '417', remaining_s: 90, total_s: 90 });
    await kiosk.clock.advance(30_000);
    expect(kiosk.screen).toMatchObject({ name: 'phone', remaining_s: 60 });
    kiosk.phone = ok({ outcome: 'accepted', holder: name, orders: [licence()] });
    await kiosk.clock.advance(2_000);
    expect(kiosk.screen).toMatchObject({ name: 'documents', highlighted: 'order-1' });
    expect(kiosk.audit).toContainEqual(
      expect.objectContaining({ kind: 'session.identified', secondFactor: 'mobile-id' }),
    );
  });

  it('is not asked whether they are still there while they look at the phone', async () => {
    const kiosk = await waiting();
    await kiosk.clock.advance(70_000);
    expect(kiosk.view.overlay).toBeUndefined();
    expect(kiosk.screen).toMatchObject({ name: 'phone', remaining_s: 20 });
  });

  it.each([
    [{ outcome: 'declined' }, 'phone-declined', 'phoneDeclined'],
    [{ outcome: 'timed-out' }, 'phone-timed-out', 'phoneTimedOut'],
    [{ outcome: 'locked', reference: 'TS-1' }, 'code-locked', 'locked'],
  ] as [PhoneAnswer, string, string][])(
    'hears what became of it: %j, and may tap again',
    async (answer, kind, code) => {
      const kiosk = await waiting();
      kiosk.phone = ok(answer);
      await kiosk.clock.advance(2_000);
      expect(kiosk.screen).toMatchObject({ name: 'notice', kind });
      expect(codes(kiosk)).toEqual([code]);
      kiosk.phone = ok({ outcome: 'waiting' });
      await kiosk.tapCard();
      expect(kiosk.screen.name).toBe('phone');
    },
  );

  it('is not waited for longer than the service said, even when it says nothing', async () => {
    const kiosk = await waiting();
    await kiosk.clock.advance(93_000);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'phone-timed-out' });
    expect(kiosk.asked).toBeLessThanOrEqual(47);
    const { asked } = kiosk;
    await kiosk.clock.advance(20_000);
    expect(kiosk.asked).toBe(asked);
  });

  it('has a way out, after which nobody is asked any more', async () => {
    const kiosk = await waiting();
    await kiosk.do({ type: 'finish' });
    expect(kiosk.screen.name).toBe('attract');
    const { asked } = kiosk;
    await kiosk.clock.advance(30_000);
    expect(kiosk.asked).toBeLessThanOrEqual(asked + 1);
  });

  it('is waited for through a moment without network, but not without end', async () => {
    const kiosk = await waiting();
    kiosk.phone = err({ code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' });
    await kiosk.clock.advance(20_000);
    expect(kiosk.screen.name).toBe('phone');
    await kiosk.clock.advance(75_000);
    expect(kiosk.screen).toMatchObject({ name: 'notice', kind: 'no-network' });
  });
});
