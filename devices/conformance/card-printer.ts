/**
 * What every card printer driver must do, whatever it drives: run over its simulator always, over hardware
 * where an environment variable names one. Cases that need a person in front of it need a `hand`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CARD_HEIGHT_px,
  CARD_WIDTH_px,
  type CardPrinter,
  type CardPrinterEvent,
  type CardPrintJob,
  cardPrinterEventSchema,
  cardPrinterStatusSchema,
} from '../contract/index.ts';
import { fail, succeed } from './outcome.ts';

export type CardPrinterBench = {
  /** Not opened yet; at least three blanks in the hopper, no card anywhere else. */
  readonly device: CardPrinter;
  /** A person; left out where nobody stands in front of the machine. */
  readonly hand?: {
    take(): void;
    pushBack(): void;
    openCover(): void;
    closeCover(): void;
    emptyHopper(): void;
    loadHopper(count: number): void;
    power(on: boolean): void;
  };
  /** Where cards really are, from the machine's side; left out where only the machine's own sensors know. */
  truth?(): { readonly rejectBin: number; readonly retainBin: number; readonly taken: number };
  /** Called after the device was closed. */
  close(): Promise<void> | void;
};

/** How long the slowest reaction may take: hardware prints for minutes, a simulator is paced. */
type Limits = { readonly reaction_ms: number; readonly case_ms: number };

export function cardPrinterConformance(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  { reaction_ms, case_ms }: Limits = { reaction_ms: 6_000, case_ms: 20_000 },
  withoutHand = false,
): void {
  describe(`card printer: ${name}`, () => {
    let bench: CardPrinterBench;
    let device: CardPrinter;
    let events: CardPrinterEvent[];
    const named = (wanted: CardPrinterEvent['event']) => events.filter(({ event }) => event === wanted).length;
    const eventually = (what: () => unknown) => expect.poll(what, { timeout: reaction_ms, interval: 10 });
    const byHand = withoutHand ? it.skip : it;
    const hand = () => {
      if (!bench.hand) throw new Error('this case needs a hand');
      return bench.hand;
    };

    beforeEach(async () => {
      bench = await setUp();
      device = bench.device;
      events = [];
      device.onEvent((event) => events.push(cardPrinterEventSchema.parse(event)));
      await device.open();
      await eventually(() => device.status().device).toBe('online');
    });

    afterEach(async () => {
      await device.close();
      await bench.close();
    });

    const where = async () => {
      const position = await device.mediaPosition();
      return position.ok ? position.value : position.error;
    };

    it('says who it is, what it can do and how it is, in the words of the contract', async () => {
      expect(device.information().modelName).not.toBe('');
      const status = await device.refresh();
      expect(status).toMatchObject({ ok: true });
      expect(cardPrinterStatusSchema.safeParse(device.status()).success).toBe(true);
      expect(device.status()).toMatchObject({ media: 'notPresent', cover: 'closed' });
      expect(device.status().storage.map(({ type }) => type)).toContain('dispense');
    });

    it(
      'refuses what needs a card while there is none, and moves nothing',
      async () => {
        await fail(device.moveTo('contact'), 'noMediaPresent');
        await fail(device.print(plainJob()), 'noMediaPresent');
        await fail(device.present(), 'noMediaPresent');
        await fail(device.retract(), 'noMediaPresent');
        await fail(device.reject(), 'noMediaPresent');
        expect(await where()).toBe('notPresent');
      },
      case_ms,
    );

    it(
      'takes one blank through the stations to the reject bin, and never a second one',
      async () => {
        const before = device.status().cardsFed ?? 0;
        await succeed(device.feed());
        await fail(device.feed(), 'mediaPresent');
        expect(await where()).toBe('transport');
        await succeed(device.moveTo('contact'));
        await succeed(device.moveTo('contactless'));
        await succeed(device.moveTo('print'));
        await succeed(device.reject());
        expect(await where()).toBe('notPresent');
        if (device.status().cardsFed !== undefined) expect(device.status().cardsFed).toBe(before + 1);
        if (bench.truth) expect(bench.truth().rejectBin).toBe(1);
      },
      case_ms,
    );

    it(
      'prints both faces, says the steps in order and keeps the card inside',
      async () => {
        await succeed(device.feed());
        await succeed(device.print(plainJob()));
        const steps = events.flatMap((event) => (event.event === 'printProgress' ? [event.step] : []));
        expect(steps[0]).toBe('front');
        expect(steps.at(-1)).toBe('finish');
        expect(steps).toEqual(['front', 'flip', 'back', 'finish'].filter((step) => (steps as string[]).includes(step)));
        expect(await where()).toBe('transport');
        await succeed(device.reject());
      },
      case_ms,
    );

    it(
      'presents a card and takes it back when nobody does',
      async () => {
        await succeed(device.feed());
        await succeed(device.present());
        expect(named('mediaPresented')).toBe(1);
        expect(await where()).toBe('exit');
        await fail(device.present(), 'sequenceError');
        await fail(device.feed(), 'mediaPresent');
        await succeed(device.retract());
        expect(await where()).toBe('notPresent');
        expect(named('mediaTaken')).toBe(0);
        if (bench.truth) {
          const { retainBin, rejectBin } = bench.truth();
          expect([retainBin, rejectBin]).toEqual(device.capabilities().retainUnit ? [1, 0] : [0, 1]);
        }
      },
      case_ms,
    );

    it('runs commands in their order, one at a time', async () => {
      const [fed, moved, rejected] = await Promise.all([device.feed(), device.moveTo('contact'), device.reject()]);
      expect([fed.ok, moved.ok, rejected.ok]).toEqual([true, true, true]);
    });

    it('ends a canceled command and stays usable', async () => {
      await fail(device.feed({ signal: AbortSignal.abort() }), 'canceled');
      const controller = new AbortController();
      const feeding = device.feed({ signal: controller.signal });
      controller.abort();
      const result = await feeding;
      expect(result).toMatchObject({ ok: false, error: { completionCode: 'canceled' } });
      const position = await where();
      expect(['notPresent', 'transport']).toContain(position);
      if (position === 'transport') await succeed(device.reject());
      await succeed(device.feed());
      await succeed(device.reject());
    });

    it('ends a command at its time limit and says that it may have acted', async () => {
      await succeed(device.feed());
      const result = await device.print(plainJob(), { timeout_ms: 60 });
      expect(result).toMatchObject({ ok: false, error: { completionCode: 'timeOut' } });
      expect(await where()).toBe('transport');
      await succeed(device.reject());
    });

    byHand('tells that the presented card was taken, once', async () => {
      await succeed(device.feed());
      await succeed(device.present());
      hand().take();
      await eventually(() => named('mediaTaken')).toBe(1);
      expect(await where()).toBe('notPresent');
      await fail(device.retract(), 'noMediaPresent');
      expect([named('mediaTaken'), named('mediaInserted')]).toEqual([1, 0]);
    });

    byHand('tells that the presented card was pushed back in, and finishes a retraction', async () => {
      await succeed(device.feed());
      await succeed(device.present());
      hand().pushBack();
      await eventually(() => named('mediaInserted')).toBe(1);
      expect(named('mediaTaken')).toBe(0);
      expect(await where()).toBe('transport');
      await succeed(device.retract());
      expect(await where()).toBe('notPresent');
    });

    byHand('tells that a taken card was put into the exit again', async () => {
      await succeed(device.feed());
      await succeed(device.present());
      hand().take();
      await eventually(() => named('mediaTaken')).toBe(1);
      hand().pushBack();
      await eventually(() => named('mediaInserted')).toBe(1);
      expect(await where()).toBe('exit');
    });

    byHand('feeds from a filled hopper only', async () => {
      hand().emptyHopper();
      await fail(device.feed(), 'storageEmpty');
      await eventually(() => device.status().storage.find(({ type }) => type === 'dispense')?.replenishmentStatus).toBe(
        'empty',
      );
      hand().loadHopper(20);
      await eventually(() => device.status().storage.find(({ type }) => type === 'dispense')?.replenishmentStatus).toBe(
        'ok',
      );
      await succeed(device.feed());
    });

    byHand('does nothing with the cover open', async () => {
      hand().openCover();
      await eventually(() => device.status().cover).toBe('open');
      await fail(device.feed(), 'coverOpen');
      hand().closeCover();
      await eventually(() => device.status()).toMatchObject({ cover: 'closed', device: 'online' });
      await succeed(device.feed());
    });

    byHand('is powerOff while it has no power, and itself again afterwards', async () => {
      hand().power(false);
      await eventually(() => device.status().device).toBe('powerOff');
      await fail(device.feed(), 'deviceNotReady');
      hand().power(true);
      await eventually(() => device.status().device).toBe('online');
      await succeed(device.feed());
      await succeed(device.print(plainJob()));
      expect(await where()).toBe('transport');
    });

    it('tells changes only', async () => {
      await succeed(device.feed());
      await succeed(device.reject());
      await device.refresh();
      await device.refresh();
      const statuses = events.flatMap((event) =>
        event.event === 'statusChanged' ? [JSON.stringify(event.status)] : [],
      );
      expect(statuses.filter((status, index) => status === statuses[index - 1])).toEqual([]);
      expect(statuses.at(-1)).toBe(JSON.stringify(device.status()));
    });

    it('refuses commands after it was closed', async () => {
      await device.close();
      await fail(device.feed(), 'deviceNotReady');
    });
  });
}

/** A grey card with a black band on both sides. */
function plainJob(): CardPrintJob {
  const face = {
    color: new Uint8Array(CARD_WIDTH_px * CARD_HEIGHT_px * 3).fill(0x80),
    resin: new Uint8Array((CARD_WIDTH_px / 8) * CARD_HEIGHT_px).fill(0xff, 0, (CARD_WIDTH_px / 8) * 40),
    overlay: 'full' as const,
  };
  return { front: face, back: face };
}
