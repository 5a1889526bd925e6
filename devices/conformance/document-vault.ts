/**
 * What every document vault driver must do, whatever it drives: run over its simulator always, over hardware where an
 * environment variable names one. Cases that need a person in front of it need a `hand`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DocumentVault,
  type DocumentVaultEvent,
  documentVaultEventSchema,
  documentVaultStatusSchema,
} from '../contract/index.ts';
import { fail, succeed } from './outcome.ts';

export type DocumentVaultBench = {
  /** Not opened yet; booklets in slots 1, 2 and 3, none in the last one, none outside of the slots. */
  readonly device: DocumentVault;
  /** What stands in the booklets of slots 1, 2 and 3; left out where only the camera knows. */
  readonly texts?: readonly string[];
  /** A person; left out where nobody stands in front of the machine. */
  readonly hand?: {
    take(): void;
    pushBack(): void;
    openDoor(): void;
    closeDoor(): void;
    emptySlot(slot: number): void;
    power(on: boolean): void;
  };
  /** Where booklets really are, from the machine's side. */
  truth?(): { readonly slots: number; readonly retain: number; readonly taken: number };
  /** Called after the device was closed. */
  close(): Promise<void> | void;
};

/** How long the slowest reaction may take: hardware turns for seconds, a simulator is paced. */
type Limits = { readonly reaction_ms: number; readonly case_ms: number };

export function documentVaultConformance(
  name: string,
  setUp: () => Promise<DocumentVaultBench>,
  { reaction_ms, case_ms }: Limits = { reaction_ms: 6_000, case_ms: 20_000 },
  withoutHand = false,
): void {
  describe(`document vault: ${name}`, { timeout: case_ms }, () => {
    let bench: DocumentVaultBench;
    let device: DocumentVault;
    let events: DocumentVaultEvent[];
    const named = (wanted: DocumentVaultEvent['event']) => events.filter(({ event }) => event === wanted).length;
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
      device.onEvent((event) => events.push(documentVaultEventSchema.parse(event)));
      await device.open();
      await eventually(() => device.status()).toMatchObject({
        device: 'online',
        slots: expect.arrayContaining(['present']),
      });
    });

    afterEach(async () => {
      await device.close();
      await bench.close();
    });

    const where = async () => {
      const position = await device.mediaPosition();
      return position.ok ? position.value : position.error;
    };
    const lastSlot = () => device.capabilities().slots;

    it('says who it is, what it can do and how it is, in the words of the contract', async () => {
      expect(device.information().modelName).not.toBe('');
      expect(await device.refresh()).toMatchObject({ ok: true });
      expect(documentVaultStatusSchema.safeParse(device.status()).success).toBe(true);
      expect(device.status()).toMatchObject({ media: 'notPresent', shutter: 'closed', cabinetDoor: 'closed' });
      expect(device.status().slots).toHaveLength(lastSlot());
      expect([...device.status().slots.slice(0, 3), device.status().slots.at(-1)]).toEqual([
        'present',
        'present',
        'present',
        'empty',
      ]);
      expect(device.status().storage.map(({ type }) => type)).toEqual(['dispense', 'retain']);
    });

    it('refuses what needs a booklet while there is none, and moves nothing', async () => {
      await fail(device.present(), 'noMediaPresent');
      await fail(device.retract(), 'noMediaPresent');
      await fail(device.reject(), 'noMediaPresent');
      if (device.capabilities().mrzReader) await fail(device.readMrz(), 'noMediaPresent');
      await fail(device.dispense(lastSlot()), 'storageEmpty');
      await fail(device.dispense(lastSlot() + 1), 'invalidData');
      expect(await where()).toBe('notPresent');
    });

    it('brings one booklet behind the closed shutter, never a second one, and keeps it when it is not to go out', async () => {
      const before = device.status().mediaDispensed ?? 0;
      await succeed(device.dispense(2));
      expect(device.status()).toMatchObject({ media: 'transport', shutter: 'closed' });
      expect(device.status().slots[1]).toBe('empty');
      await fail(device.dispense(1), 'mediaPresent');
      expect(await where()).toBe('transport');
      await succeed(device.reject());
      expect(await where()).toBe('notPresent');
      expect(named('mediaPresented')).toBe(0);
      if (device.status().mediaDispensed !== undefined) expect(device.status().mediaDispensed).toBe(before + 1);
      if (bench.truth) expect(bench.truth()).toMatchObject({ slots: 2, retain: 1, taken: 0 });
    });

    it('reads what stands in a booklet, in its slot and at the exit', async () => {
      if (!device.capabilities().mrzReader) return fail(device.readMrz(), 'unsupportedCommand');
      const scanned = await device.scanSlot(3);
      await fail(device.scanSlot(lastSlot()), 'storageEmpty');
      expect(await where()).toBe('notPresent');
      await succeed(device.dispense(3));
      const read = await device.readMrz();
      expect(read).toMatchObject({ ok: true });
      expect(read).toEqual(scanned);
      if (bench.texts) expect(read).toEqual({ ok: true, value: bench.texts[2] });
      await succeed(device.reject());
    });

    it('presents a booklet and takes it back when nobody does', async () => {
      await succeed(device.dispense(1));
      await succeed(device.present());
      expect(named('mediaPresented')).toBe(1);
      expect(await where()).toBe('exit');
      expect(device.status().shutter).toBe('open');
      await fail(device.present(), 'sequenceError');
      await fail(device.reject(), 'sequenceError');
      await fail(device.dispense(2), 'mediaPresent');
      await succeed(device.retract());
      expect(device.status()).toMatchObject({ media: 'notPresent', shutter: 'closed' });
      expect([named('mediaTaken'), named('mediaInserted')]).toEqual([0, 0]);
      if (bench.truth) expect(bench.truth()).toMatchObject({ slots: 2, retain: 1, taken: 0 });
    });

    it('lets a technician turn it, and lay a booklet back into its slot', async () => {
      const { service } = device;
      if (!service) return;
      await succeed(service.home());
      await succeed(service.turnTo(2));
      await succeed(device.dispense(2));
      await fail(service.returnToSlot(1), 'sequenceError');
      await succeed(service.returnToSlot(2));
      expect(device.status().slots[1]).toBe('present');
      expect(await where()).toBe('notPresent');
      expect((await service.counters()).ok).toBe(true);
    });

    it('runs commands in their order, one at a time', async () => {
      const [picked, shown, kept] = await Promise.all([device.dispense(1), device.present(), device.retract()]);
      expect([picked.ok, shown.ok, kept.ok]).toEqual([true, true, true]);
    });

    it('ends a canceled command and stays usable', async () => {
      await fail(device.dispense(1, { signal: AbortSignal.abort() }), 'canceled');
      const controller = new AbortController();
      const picking = device.dispense(1, { signal: controller.signal });
      controller.abort();
      expect(await picking).toMatchObject({ ok: false, error: { completionCode: 'canceled' } });
      const position = await where();
      expect(['notPresent', 'transport']).toContain(position);
      if (position === 'transport') await succeed(device.reject());
      await succeed(device.dispense(2));
      await succeed(device.reject());
    });

    it('ends a command at its time limit and says no more than it knows', async () => {
      const late = await device.dispense(1, { timeout_ms: 40 });
      expect(late).toMatchObject({ ok: false, error: { completionCode: 'timeOut' } });
      const position = await where();
      // What it began goes on to its end.
      if (!late.ok && late.error.effect === 'none') expect(position).toBe('notPresent');
      expect(['notPresent', 'transport']).toContain(position);
      if (position === 'transport') await succeed(device.reject());
      await succeed(device.dispense(2));
    });

    byHand('tells that the presented booklet was taken, once, and closes behind it', async () => {
      await succeed(device.dispense(1));
      await succeed(device.present());
      hand().take();
      await eventually(() => named('mediaTaken')).toBe(1);
      expect(await where()).toBe('notPresent');
      await fail(device.retract(), 'noMediaPresent');
      await eventually(() => device.status().shutter).toBe('closed');
      expect([named('mediaPresented'), named('mediaTaken'), named('mediaInserted')]).toEqual([1, 1, 0]);
    });

    byHand('tells that a taken booklet was pushed back in, and can keep it', async () => {
      await succeed(device.dispense(1));
      await succeed(device.present());
      hand().take();
      hand().pushBack();
      await eventually(() => named('mediaInserted')).toBe(1);
      expect(events.map(({ event }) => event).filter((event) => event.startsWith('media'))).toEqual([
        'mediaPresented',
        'mediaTaken',
        'mediaInserted',
      ]);
      expect(await where()).toBe('exit');
      await succeed(device.retract());
      expect(await where()).toBe('notPresent');
    });

    byHand('sees that a slot was emptied', async () => {
      hand().emptySlot(2);
      await eventually(() => device.status().slots[1]).toBe('empty');
      await fail(device.dispense(2), 'storageEmpty');
    });

    byHand('moves nothing with the door open', async () => {
      hand().openDoor();
      await eventually(() => device.status()).toMatchObject({ cabinetDoor: 'open', device: 'userError' });
      await fail(device.dispense(1), 'coverOpen');
      hand().closeDoor();
      await eventually(() => device.status()).toMatchObject({ cabinetDoor: 'closed', device: 'online' });
      await succeed(device.dispense(1));
      await succeed(device.reject());
    });

    byHand(
      'is powerOff while it has no power, and itself again afterwards, with the booklet where it was',
      async () => {
        await succeed(device.dispense(1));
        hand().power(false);
        await eventually(() => device.status().device).toBe('powerOff');
        await fail(device.present(), 'deviceNotReady');
        hand().power(true);
        await eventually(() => device.status()).toMatchObject({ device: 'online', media: 'transport' });
        await succeed(device.present());
        await succeed(device.retract());
      },
    );

    it('tells changes only', async () => {
      await succeed(device.dispense(1));
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
      await fail(device.dispense(1), 'deviceNotReady');
    });
  });
}
