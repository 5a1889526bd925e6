/**
 * What every card reader driver must do, whatever it drives: run over each simulator always, over the real
 * pcscd where it is installed. Cases need hands (`CardReaderBench`) to put cards on the reader.
 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../common/bytes.ts';
import type { CardReader, CardReaderEvent, CardReaderStatus } from '../contract/index.ts';

/**
 * genuine, genuineP384, genuineRsa: PIV cards; foreign: another smart card; mute: no answer to reset; slow: PIV
 * card of 50 ms an exchange; silent: answers to reset and never again.
 */
export type ConformanceCard = 'genuine' | 'genuineP384' | 'genuineRsa' | 'foreign' | 'mute' | 'slow' | 'silent';

export type CardReaderBench = {
  /** Not opened yet. */
  readonly device: CardReader;
  insert(card: ConformanceCard): Promise<void> | void;
  remove(): Promise<void> | void;
  unplug?(): Promise<void> | void;
  plug?(): Promise<void> | void;
  stopService?(): Promise<void> | void;
  startService?(): Promise<void> | void;
  /** Called after the device was closed. */
  close(): Promise<void> | void;
};

/** What a set-up cannot do, so that its cases are shown as skipped. */
export type BenchLimit = 'unplug' | 'service' | 'silent' | 'mute';

const REACTION_ms = 6_000;

/** Everything the device says, and waiting for it. */
class Witness {
  readonly events: CardReaderEvent[] = [];
  readonly #device: CardReader;
  #wake: () => void = () => {};

  constructor(device: CardReader) {
    this.#device = device;
    device.onEvent((event) => {
      this.events.push(event);
      this.#wake();
    });
  }

  names(): string[] {
    return this.events.map(({ event }) => event).filter((name) => name !== 'statusChanged');
  }

  /** Resolves when `isSo`, looked at after each event; fails the case after `REACTION_ms`. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    const end = Date.now() + REACTION_ms;
    while (!isSo()) {
      const left_ms = end - Date.now();
      if (left_ms <= 0)
        throw new Error(`not within ${REACTION_ms} ms: ${what}; ${JSON.stringify(this.#device.status())}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left_ms, 20));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  media(media: CardReaderStatus['media'], count?: number): Promise<void> {
    const name = media === 'present' ? 'mediaDetected' : 'mediaRemoved';
    return this.until(
      `media ${media}`,
      () => this.#device.status().media === media && (count === undefined || this.count(name) >= count),
    );
  }

  device(device: CardReaderStatus['device']): Promise<void> {
    return this.until(`device ${device}`, () => this.#device.status().device === device);
  }

  count(name: string): number {
    return this.names().filter((other) => other === name).length;
  }
}

export function cardReaderConformance(
  name: string,
  setUp: () => Promise<CardReaderBench> | CardReaderBench,
  without: readonly BenchLimit[] = [],
): void {
  describe(`card reader conformance: ${name}`, () => {
    let bench: CardReaderBench;
    let device: CardReader;
    let witness: Witness;

    beforeEach(async () => {
      bench = await setUp();
      device = bench.device;
      witness = new Witness(device);
    });

    afterEach(async () => {
      expectChangeOnly(witness.events);
      await device.close();
      await bench.close();
    });

    const openWith = async (card?: ConformanceCard) => {
      await device.open();
      await witness.device('online');
      if (card === undefined) return;
      await bench.insert(card);
      await witness.media('present');
    };

    it('is starting before it is opened, then online and empty', async () => {
      expect(device.status().device).toBe('starting');
      await openWith();
      await witness.media('notPresent');
      expect(device.status()).toMatchObject({ device: 'online', media: 'notPresent', chipPower: 'noCard' });
      expect(device.information().modelName).not.toBe('');
      const refreshed = await device.refresh();
      expect(refreshed).toEqual({ ok: true, value: device.status() });
    });

    it('tells a card that comes and goes, once each', async () => {
      await openWith('genuine');
      await witness.media('present', 1);
      await bench.remove();
      await witness.media('notPresent', 1);
      expect(witness.names()).toEqual(['mediaDetected', 'mediaRemoved']);
      const [detected] = witness.events.filter((event) => event.event === 'mediaDetected');
      expect(detected?.atr[0]).toBe(0x3b);
    });

    it('tells a card that lay there before it was opened', async () => {
      await bench.insert('genuine');
      await device.open();
      await witness.media('present', 1);
      expect((await evidence()).ok).toBe(true);
    });

    it.each(['genuine', 'genuineP384', 'genuineRsa'] as const)('reads evidence of a card: %s', async (card) => {
      await openWith(card);
      const challenge = newChallenge();
      const result = await device.readEvidence({ profiles: ['piv'], challenge });
      if (!result.ok || result.value.profile !== 'piv') throw new Error(JSON.stringify(result));
      expect(toHex(result.value.challenge)).toBe(toHex(challenge));
      const { publicKey } = new X509Certificate(result.value.certificate);
      const hash = card === 'genuineP384' ? 'sha384' : 'sha256';
      expect(verify(hash, challenge, publicKey, result.value.signature)).toBe(true);
    });

    it('exchanges APDUs and gives the whole answer, however the card splits it', async () => {
      await openWith('genuine');
      const selected = await device.chipIO(fromHex('00A404000BA00000030800001000010000'));
      expect(selected.ok && toHex(selected.value)).toMatch(/^61.*9000$/);
      const object = await device.chipIO(fromHex('00CB3FFF055C035FC10100'));
      expect(object.ok && object.value.length).toBeGreaterThan(300);
      expect(object.ok && toHex(object.value)).toMatch(/^5382.*9000$/);
      const missing = await device.chipIO(fromHex('00CB3FFF055C035FC10A00'));
      expect(missing.ok && toHex(missing.value)).toBe('6A82');
    });

    it('refuses bytes that are no command', async () => {
      await openWith('genuine');
      const result = await device.chipIO(fromHex('00A404000B00'));
      expect(result).toMatchObject({ ok: false, error: { completionCode: 'invalidData', effect: 'none' } });
      expect((await evidence()).ok).toBe(true);
    });

    it('says that there is no card', async () => {
      await openWith();
      await witness.media('notPresent');
      expect(await evidence()).toMatchObject({ ok: false, error: { errorCode: 'noMedia', effect: 'none' } });
    });

    it('says that a card is foreign, and reads the next one', async () => {
      await openWith('foreign');
      expect(await evidence()).toMatchObject({ ok: false, error: { errorCode: 'invalidMedia' } });
      await bench.remove();
      await witness.media('notPresent', 1);
      await bench.insert('genuine');
      await witness.media('present', 2);
      expect((await evidence()).ok).toBe(true);
    });

    it.skipIf(without.includes('mute'))('says that a card does not answer to reset', async () => {
      await openWith('mute');
      expect(await evidence()).toMatchObject({ ok: false, error: { errorCode: 'atrNotObtained' } });
      await bench.remove();
      await witness.media('notPresent', 1);
    });

    it('says that a card was taken away too early, and is ready for the next', async () => {
      await openWith('slow');
      const reading = evidence();
      await witness.until('chip online', () => device.status().chipPower === 'online');
      await bench.remove();
      expect(await reading).toMatchObject({ ok: false, error: { errorCode: 'mediaRemoved', effect: 'unknown' } });
      await witness.media('notPresent', 1);
      await bench.insert('genuine');
      await witness.media('present', 2);
      expect((await evidence()).ok).toBe(true);
    });

    it('takes quick taps one after the other', async () => {
      await openWith();
      for (let tap = 1; tap <= 5; tap++) {
        await bench.insert('genuine');
        await witness.media('present', tap);
        expect((await evidence()).ok, `tap ${tap}`).toBe(true);
        await bench.remove();
        await witness.media('notPresent', tap);
      }
      expect(witness.names()).toEqual(Array.from({ length: 5 }, () => ['mediaDetected', 'mediaRemoved']).flat());
    });

    it('runs one command at a time, in the order they were given', async () => {
      await openWith('slow');
      const ended: number[] = [];
      const commands = [0, 1, 2].map(async (i) => {
        const result = await evidence();
        ended.push(i);
        return result.ok;
      });
      expect(await Promise.all(commands)).toEqual([true, true, true]);
      expect(ended).toEqual([0, 1, 2]);
    });

    it('ends a command that takes too long, and stays usable', async () => {
      await openWith('slow');
      const late = await device.readEvidence({ profiles: ['piv'], challenge: newChallenge() }, { timeout_ms: 30 });
      expect(late).toMatchObject({ ok: false, error: { completionCode: 'timeOut', effect: 'unknown' } });
      expect((await evidence()).ok).toBe(true);
    });

    it('ends a command that is canceled, before and while it runs, and stays usable', async () => {
      await openWith('slow');
      const before = await device.readEvidence(
        { profiles: ['piv'], challenge: newChallenge() },
        { signal: AbortSignal.abort() },
      );
      expect(before).toMatchObject({ ok: false, error: { completionCode: 'canceled', effect: 'none' } });
      const controller = new AbortController();
      const running = device.readEvidence(
        { profiles: ['piv'], challenge: newChallenge() },
        { signal: controller.signal },
      );
      await witness.until('chip online', () => device.status().chipPower === 'online');
      controller.abort();
      expect(await running).toMatchObject({ ok: false, error: { completionCode: 'canceled' } });
      expect((await evidence()).ok).toBe(true);
    });

    it('resets and lets go of the chip', async () => {
      await openWith('genuine');
      expect(await device.chipPower('warm')).toEqual({ ok: true, value: undefined });
      expect(device.status().chipPower).toBe('online');
      expect(await device.chipPower('off')).toEqual({ ok: true, value: undefined });
      expect(device.status().chipPower).toBe('poweredOff');
      expect((await evidence()).ok).toBe(true);
    });

    it.skipIf(without.includes('silent'))('gives up on a card that never answers, and reads the next one', async () => {
      await openWith('silent');
      const result = await device.readEvidence({ profiles: ['piv'], challenge: newChallenge() }, { timeout_ms: 50 });
      expect(result).toMatchObject({ ok: false, error: { completionCode: 'timeOut' } });
      await bench.remove();
      await witness.media('notPresent', 1);
      await bench.insert('genuine');
      await witness.media('present', 2);
      expect((await evidence()).ok).toBe(true);
    });

    it.skipIf(without.includes('unplug'))(
      'tells a reader that is unplugged with a card in it, and comes back',
      async () => {
        await openWith('genuine');
        await bench.unplug?.();
        await witness.device('powerOff');
        expect(witness.names()).toEqual(['mediaDetected', 'mediaRemoved']);
        expect(await evidence()).toMatchObject({ ok: false, error: { completionCode: 'deviceNotReady' } });
        await bench.plug?.();
        await witness.media('present', 2);
        expect((await evidence()).ok).toBe(true);
      },
    );

    it.skipIf(without.includes('service'))(
      'survives the end of the PC/SC service, with a card in the reader',
      async () => {
        await openWith('genuine');
        expect((await evidence()).ok).toBe(true);
        await bench.stopService?.();
        await witness.device('offline');
        expect(await evidence()).toMatchObject({ ok: false, error: { completionCode: 'deviceNotReady' } });
        await bench.startService?.();
        await witness.media('present', 2);
        expect((await evidence()).ok).toBe(true);
      },
    );

    it('says nothing more once it is closed', async () => {
      await openWith('genuine');
      await device.close();
      const said = witness.events.length;
      await bench.remove();
      await device.refresh();
      expect(witness.events.length).toBe(said);
    });

    function evidence() {
      return device.readEvidence({ profiles: ['piv'], challenge: newChallenge() });
    }
  });
}

let challenges = 0;

function newChallenge() {
  challenges += 1;
  return Uint8Array.from(createHash('sha256').update(`challenge ${challenges}`).digest());
}

/** No status is told twice, and cards come and go in turn. */
function expectChangeOnly(events: readonly CardReaderEvent[]): void {
  const statuses = events
    .filter((event) => event.event === 'statusChanged')
    .map(({ status }) => JSON.stringify(status));
  expect(statuses.filter((status, i) => status === statuses[i - 1])).toEqual([]);
  const media = events.map(({ event }) => event).filter((name) => name !== 'statusChanged');
  expect(media.filter((name, i) => name !== (i % 2 === 0 ? 'mediaDetected' : 'mediaRemoved'))).toEqual([]);
}
