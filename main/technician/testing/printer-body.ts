/** A card printer's body for a technician's visits: as much of one as a document needs on its way, and what a test asks. */
import { type Clock, sleep } from '../../../common/clock.ts';
import { Emitter } from '../../../common/emitter.ts';
import { err, ok } from '../../../common/result.ts';
import {
  type CardPosition,
  type CardPrinter,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type Completion,
  deviceError,
} from '../../../devices/contract/index.ts';

const COMMAND_ms = 100;

export class PrinterBody {
  position: CardPosition = 'notPresent';
  /** The next question for the medium is refused. */
  refusesPosition = false;
  /** Every command that it was given, in order. */
  readonly told: string[] = [];
  readonly #events = new Emitter<CardPrinterEvent>();
  #powered = true;
  #cardsFed = 0;

  power(on: boolean): void {
    this.#powered = on;
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }

  /** A person takes the card out of the exit. */
  take(): void {
    this.position = 'notPresent';
    this.#events.emit({ event: 'mediaTaken' });
  }

  status(): CardPrinterStatus {
    return {
      device: this.#powered ? 'online' : 'powerOff',
      deviceWords: '',
      media: this.position,
      toner: 'full',
      cover: 'closed',
      storage: [],
      cardsFed: this.#cardsFed,
    };
  }

  driver(clock: Clock): CardPrinter {
    const run = async (command: string, act: () => void): Completion<void> => {
      this.told.push(command);
      if (!this.#powered) return err(deviceError('deviceNotReady', 'no power'));
      await sleep(clock, COMMAND_ms);
      act();
      return ok();
    };
    const to = (command: string, position: CardPosition) => () =>
      run(command, () => {
        this.position = position;
      });
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.status(),
      refresh: async () => ok(this.status()),
      capabilities: () => ({
        ...{ duplex: true, contactStation: false, contactlessStation: true },
        ...{ bezel: true, retainUnit: true },
      }),
      information: () => ({ modelName: 'printer body', serialNumber: 'P-1' }),
      onEvent: (listener) => this.#events.on(listener),
      feed: () =>
        run('feed', () => {
          this.position = 'transport';
          this.#cardsFed += 1;
        }),
      moveTo: () => run('moveTo', () => {}),
      print: () => run('print', () => {}),
      present: to('present', 'exit'),
      retract: to('retract', 'notPresent'),
      reject: to('reject', 'notPresent'),
      mediaPosition: async () => {
        const asked = await run('mediaPosition', () => {});
        if (!asked.ok) return asked;
        const isRefused = this.refusesPosition;
        this.refusesPosition = false;
        return isRefused ? err(deviceError('feedFailed', 'refused')) : ok(this.position);
      },
      reset: () => run('reset', () => {}),
    };
  }
}
