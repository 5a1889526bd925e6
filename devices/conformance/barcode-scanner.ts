/** What every barcode scanner driver must do, over its simulator always, over hardware where a variable names one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BarcodeScanner,
  type BarcodeScannerEvent,
  barcodeScannerEventSchema,
  barcodeScannerStatusSchema,
} from '../contract/index.ts';
import { fail } from './outcome.ts';

/** A name in both scripts, as a slip may carry it. */
const SLIP = 'TS-7F42-19K8 تسليم';
/** TD3 specimen of Doc 9303-4, appendix A. */
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
/** TD1 specimen of Doc 9303-5, appendix A. */
const IDENTITY_CARD = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
];

/** Between two times that somebody holds it there; longer than all lines of a zone take. */
const AGAIN_ms = 100;

export type BarcodeScannerBench = {
  /** Not opened yet. */
  readonly device: BarcodeScanner;
  /** A person with something to show; false when the beam was off. */
  readonly hand: {
    showCode(text: string): Promise<boolean>;
    showMrz(lines: readonly string[]): Promise<boolean>;
    power(on: boolean): void;
  };
  close(): Promise<void> | void;
};

export function barcodeScannerConformance(name: string, setUp: () => Promise<BarcodeScannerBench>): void {
  describe(`barcode scanner: ${name}`, () => {
    let bench: BarcodeScannerBench;
    let device: BarcodeScanner;
    let events: BarcodeScannerEvent[];
    const eventually = (what: () => unknown) => expect.poll(what, { timeout: 6_000, interval: 5 });

    beforeEach(async () => {
      bench = await setUp();
      device = bench.device;
      events = [];
      device.onEvent((event) => events.push(barcodeScannerEventSchema.parse(event)));
      await device.open();
      await eventually(() => device.status().device).toBe('online');
    });

    afterEach(async () => {
      await device.close();
      await bench.close();
    });

    /** Shows it again and again until it was read, as a person does. */
    const readWhileShown = async (show: () => Promise<boolean>) => {
      let isOver = false;
      const reading = device.read().finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await show();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_ms));
      }
      return reading;
    };

    it('says who it is and how it is, in the words of the contract', async () => {
      expect(device.information().modelName).not.toBe('');
      expect((await device.refresh()).ok).toBe(true);
      expect(barcodeScannerStatusSchema.safeParse(device.status()).success).toBe(true);
      expect(device.status().scanner).toBe(device.capabilities().beam ? 'off' : 'on');
    });

    it('reads a code that is shown to it, in any script, and switches its beam off again', async () => {
      expect(await readWhileShown(() => bench.hand.showCode(SLIP))).toEqual({
        ok: true,
        value: { symbology: 'qr', text: SLIP },
      });
      await eventually(() => device.status().scanner).toBe(device.capabilities().beam ? 'off' : 'on');
    });

    it.each([
      ['passport', PASSPORT],
      ['identity card', IDENTITY_CARD],
    ])('reads all lines of the zone of a %s as one', async (_document, lines) => {
      expect(await readWhileShown(() => bench.hand.showMrz(lines))).toEqual({
        ok: true,
        value: { symbology: 'mrz', text: lines.join('\n') },
      });
    });

    it('throws away what is shown while nobody waits', async () => {
      const wasLooking = await bench.hand.showCode('before');
      if (wasLooking) await eventually(() => device.trace?.().length).toBeGreaterThan(0);
      expect(await readWhileShown(() => bench.hand.showCode('asked for'))).toMatchObject({
        ok: true,
        value: { text: 'asked for' },
      });
    });

    it('ends a reading that is canceled or late, and reads the next code', async () => {
      await fail(device.read({ signal: AbortSignal.abort() }), 'canceled');
      await fail(device.read({ timeout_ms: 20 }), 'timeOut');
      const controller = new AbortController();
      const canceled = device.read({ signal: controller.signal });
      controller.abort();
      await fail(canceled, 'canceled');
      expect(await readWhileShown(() => bench.hand.showCode('after'))).toMatchObject({
        ok: true,
        value: { text: 'after' },
      });
    });

    it('ends a reading at once when its power goes, and comes back with it', async () => {
      const reading = device.read();
      await eventually(() => device.status().scanner).toBe('on');
      bench.hand.power(false);
      await fail(reading, 'deviceNotReady');
      await eventually(() => device.status()).toMatchObject({ device: 'offline', scanner: 'unknown' });
      bench.hand.power(true);
      await eventually(() => device.status().device).toBe('online');
      expect(await readWhileShown(() => bench.hand.showCode('again'))).toMatchObject({
        ok: true,
        value: { text: 'again' },
      });
    });

    it('keeps what a code says out of its trace', async () => {
      await readWhileShown(() => bench.hand.showCode('289051401232'));
      expect(JSON.stringify(device.trace?.() ?? [])).not.toContain('289051401232');
    });

    it('tells changes only, and refuses commands after it was closed', async () => {
      await device.refresh();
      await device.refresh();
      const statuses = events.map((event) => JSON.stringify(event.status));
      expect(statuses.every((status, at) => status !== statuses[at - 1])).toBe(true);
      await device.close();
      await fail(device.read(), 'deviceNotReady');
    });
  });
}
