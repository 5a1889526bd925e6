/**
 * What every receipt printer driver must do, whatever it drives: run over its simulator always, over hardware where an
 * environment variable names one. Cases that need a person in front of it need a `hand`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ReceiptPrinter,
  type ReceiptPrinterEvent,
  type ReceiptTicket,
  receiptPrinterEventSchema,
  receiptPrinterStatusSchema,
} from '../contract/index.ts';
import { fail } from './outcome.ts';

export type ReceiptPrinterBench = {
  /** Not opened yet; paper in it, no ticket anywhere. */
  readonly device: ReceiptPrinter;
  /** A person; left out where nobody stands in front of the machine. */
  readonly hand?: {
    take(): void;
    openCover(): void;
    closeCover(): void;
    takeOutPaper(): void;
    loadPaper(): void;
    power(on: boolean): void;
  };
  /** What really came out, from the machine's side: rows of dots, and where the ticket is. */
  tickets?(): readonly { readonly complete: boolean; readonly place: string; readonly png: Uint8Array }[];
  close(): Promise<void> | void;
};

export function receiptPrinterConformance(
  name: string,
  setUp: () => Promise<ReceiptPrinterBench>,
  { reaction_ms, case_ms } = { reaction_ms: 6_000, case_ms: 20_000 },
  withoutHand = false,
): void {
  describe(`receipt printer: ${name}`, () => {
    let bench: ReceiptPrinterBench;
    let device: ReceiptPrinter;
    let events: ReceiptPrinterEvent[];
    const named = (wanted: ReceiptPrinterEvent['event']) => events.filter(({ event }) => event === wanted).length;
    const eventually = (what: () => unknown) => expect.poll(what, { timeout: reaction_ms, interval: 10 });
    const byHand = withoutHand ? it.skip : it;
    const hand = () => {
      if (!bench.hand) throw new Error('this case needs a hand');
      return bench.hand;
    };
    const clear = async () => {
      if (device.capabilities().presenter) await device.retract();
      else bench.hand?.take();
    };

    beforeEach(async () => {
      bench = await setUp();
      device = bench.device;
      events = [];
      device.onEvent((event) => events.push(receiptPrinterEventSchema.parse(event)));
      await device.open();
      await eventually(() => device.status().device).toBe('online');
    });

    afterEach(async () => {
      await device.close();
      await bench.close();
    });

    it('says who it is, what it can do and how it is, in the words of the contract', async () => {
      expect(device.information().modelName).not.toBe('');
      expect((await device.refresh()).ok).toBe(true);
      expect(receiptPrinterStatusSchema.safeParse(device.status()).success).toBe(true);
      expect(device.status()).toMatchObject({ paper: 'full', cover: 'closed', cutter: 'ok' });
      expect(device.status().media).toBe(device.capabilities().presenter ? 'notPresent' : undefined);
    });

    it(
      'prints all dots, cuts, presents, and says so when it is done',
      async () => {
        expect(await device.print(ticket(device))).toMatchObject({ ok: true });
        expect(named('mediaPresented')).toBe(device.capabilities().presenter ? 1 : 0);
        if (device.capabilities().presenter) expect(device.status().media).toBe('present');
        if (bench.tickets)
          expect(bench.tickets().map(({ complete, place }) => [complete, place])).toEqual([[true, 'presenter']]);
        await clear();
      },
      case_ms,
    );

    it('refuses what is wider than its head, and prints nothing', async () => {
      const wide = { width_dots: 1016, height_dots: 8, raster: new Uint8Array(127 * 8) };
      await fail(device.print(wide), 'invalidData', 'none');
      if (bench.tickets) expect(bench.tickets()).toEqual([]);
    });

    it(
      'takes a ticket back that nobody wants, and does not call that taken',
      async () => {
        if (!device.capabilities().presenter) return fail(device.retract(), 'unsupportedCommand', 'none');
        await fail(device.retract(), 'noMediaPresent', 'none');
        expect((await device.print(ticket(device))).ok).toBe(true);
        expect(await device.retract()).toMatchObject({ ok: true });
        expect(device.status().media).toBe('notPresent');
        expect(named('mediaTaken')).toBe(0);
        if (bench.tickets) expect(bench.tickets().map(({ place }) => place)).toEqual(['retracted']);
      },
      case_ms,
    );

    it('ends a command that is canceled or late, and stays usable', async () => {
      await fail(device.print(ticket(device), { signal: AbortSignal.abort() }), 'canceled', 'none');
      const late = await device.print(ticket(device, 1_500), { timeout_ms: 1 });
      expect(late).toMatchObject({ ok: false, error: { completionCode: 'timeOut' } });
      await eventually(async () => (await device.refresh()).ok).toBe(true);
    });

    it('tells changes only, and refuses commands after it was closed', async () => {
      await device.refresh();
      await device.refresh();
      const statuses = events.flatMap((event) =>
        event.event === 'statusChanged' ? [JSON.stringify(event.status)] : [],
      );
      expect(statuses.filter((status, index) => status === statuses[index - 1])).toEqual([]);
      await device.close();
      await fail(device.print(ticket(device)), 'deviceNotReady', 'none');
    });

    byHand(
      'tells that a presented ticket was taken, once',
      async () => {
        expect((await device.print(ticket(device))).ok).toBe(true);
        hand().take();
        if (!device.capabilities().presenter) return;
        await eventually(() => named('mediaTaken')).toBe(1);
        expect(device.status().media).toBe('notPresent');
        await fail(device.retract(), 'noMediaPresent', 'none');
      },
      case_ms,
    );

    byHand('does nothing with the cover open', async () => {
      hand().openCover();
      await eventually(() => device.status().cover).toBe('open');
      await fail(device.print(ticket(device)), 'coverOpen', 'none');
      hand().closeCover();
      await eventually(() => device.status()).toMatchObject({ cover: 'closed', device: 'online' });
    });

    byHand('does nothing without paper', async () => {
      hand().takeOutPaper();
      await eventually(() => device.status().paper).toBe('out');
      await fail(device.print(ticket(device)), 'paperOut', 'none');
      hand().loadPaper();
      await eventually(() => device.status().paper).toBe('full');
      expect((await device.print(ticket(device))).ok).toBe(true);
      await clear();
    });

    byHand('is offline while it has no power, and itself again afterwards', async () => {
      hand().power(false);
      await eventually(() => device.status().device).toBe('offline');
      await fail(device.print(ticket(device)), 'deviceNotReady', 'none');
      hand().power(true);
      await eventually(() => device.status().device).toBe('online');
      expect((await device.print(ticket(device))).ok).toBe(true);
      await clear();
    });
  });
}

/** A black frame as wide as the head. */
function ticket(device: ReceiptPrinter, height_dots = 400): ReceiptTicket {
  const { width_dots } = device.capabilities();
  const width_bytes = width_dots / 8;
  const raster = new Uint8Array(width_bytes * height_dots);
  for (let y = 0; y < height_dots; y++) {
    const isEdge = y < 8 || y >= height_dots - 8;
    raster.fill(isEdge ? 0xff : 0, y * width_bytes, (y + 1) * width_bytes);
    raster[y * width_bytes] = 0xff;
    raster[(y + 1) * width_bytes - 1] = 0xff;
  }
  return { width_dots, height_dots, raster };
}
