/**
 * A card printer's body for tests of the core: one card path with a hopper, a tray and two bins, that time and a
 * person's hand act on. It outlives the kiosk's program, as the real one does.
 */
import { type Clock, sleep } from '../../../common/clock.ts';
import { Emitter } from '../../../common/emitter.ts';
import { err, ok } from '../../../common/result.ts';
import {
  type CardPosition,
  type CardPrinter,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type CardStation,
  type Completion,
  type DeviceError,
  deviceError,
  type ErrorCode,
} from '../../../devices/contract/index.ts';

export type PrinterCommand = 'feed' | 'moveTo' | 'print' | 'present' | 'retract' | 'reject' | 'mediaPosition' | 'reset';

/** What happens to one command instead of its success. */
export type Upset =
  /** It surely does nothing. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly action?: DeviceError['action'] }
  /** It is done, and the answer never comes back. */
  | { readonly kind: 'answerLost' }
  /** Nothing is done, and nobody can know. */
  | { readonly kind: 'requestLost' }
  /** The card stops on its way; the rollers free it at the next reset, or only a person does. */
  | { readonly kind: 'jam'; readonly stuck?: boolean }
  /** Of a vault: it stops half way, so that a hand might reach what is behind it. */
  | { readonly kind: 'shutter' };

export class PrinterModel {
  hopper: number;
  rejectBin = 0;
  retainBin = 0;
  taken = 0;
  position: CardPosition = 'notPresent';
  isPrinted = false;
  /** Where in the transport the card is; a moved card has left the encoder's field. */
  station: CardStation = 'print';
  isChipWritten = false;
  /** Only the printed, and how often: what the outside world ends up with. */
  takenPrinted = 0;
  /** Of those, how many had a chip that was written. */
  takenWithChip = 0;
  powered = true;
  cannotTell = false;
  cardsFed = 0;
  /** Called when one has come into the path. */
  onFed: () => void = () => {};
  readonly told: PrinterCommand[] = [];
  readonly #upsets: { command: PrinterCommand; upset: Upset }[] = [];
  readonly #events = new Emitter<CardPrinterEvent>();
  #stuck = false;

  constructor(hopper = 20) {
    this.hopper = hopper;
  }

  upset(command: PrinterCommand, upset: Upset): void {
    this.#upsets.push({ command, upset });
  }

  take(): void {
    if (this.position !== 'exit') return;
    this.#leave();
    this.#events.emit({ event: 'mediaTaken' });
  }

  pushBack(): void {
    if (this.position !== 'exit') return;
    this.position = 'transport';
    this.#events.emit({ event: 'mediaInserted' });
  }

  power(on: boolean): void {
    this.powered = on;
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }

  /** A technician opens the cover, takes the card out and destroys it. */
  clearJam(): void {
    this.#stuck = false;
    this.position = 'notPresent';
    this.isPrinted = false;
    this.rejectBin += 1;
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }

  status(): CardPrinterStatus {
    return {
      device: this.powered ? 'online' : 'powerOff',
      deviceWords: '',
      media: this.position,
      toner: 'full',
      cover: 'closed',
      storage: [],
      cardsFed: this.cardsFed,
    };
  }

  /** The driver that a program holds; a new program gets a new one. `cut` never answers again. */
  driver(clock: Clock, alive: () => boolean, step: (command: PrinterCommand) => void = () => {}): CardPrinter {
    const run = async (command: PrinterCommand, work: () => DeviceError | undefined): Completion<void> => {
      if (!alive()) return new Promise(() => {});
      step(command);
      if (!alive()) return new Promise(() => {});
      this.told.push(command);
      const answer = this.#act(command, work);
      await sleep(clock, 100);
      if (!alive()) return new Promise(() => {});
      // Both ends of a command are places where the power may go.
      step(command);
      if (!alive()) return new Promise(() => {});
      return answer ? err(answer) : ok();
    };
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.status(),
      refresh: async () => ok(this.status()),
      capabilities: () => ({
        duplex: true,
        contactStation: false,
        contactlessStation: true,
        bezel: true,
        retainUnit: true,
      }),
      information: () => ({ modelName: 'model' }),
      onEvent: (listener) => this.#events.on((event) => alive() && listener(event)),
      feed: () => run('feed', () => this.#feed()),
      moveTo: (station) => run('moveTo', () => this.#moveTo(station)),
      print: () => run('print', () => this.#print()),
      present: () => run('present', () => this.#present()),
      retract: () => run('retract', () => this.#retract()),
      reject: () => run('reject', () => this.#reject()),
      mediaPosition: async () => {
        const asked = await run('mediaPosition', () => undefined);
        return asked.ok ? ok(this.cannotTell ? 'unknown' : this.position) : asked;
      },
      reset: () =>
        run('reset', () => {
          if (this.position === 'jammed' && !this.#stuck) this.position = 'transport';
          return undefined;
        }),
    };
  }

  #act(command: PrinterCommand, work: () => DeviceError | undefined): DeviceError | undefined {
    if (!this.powered) return deviceError('deviceNotReady', 'no power');
    const index = this.#upsets.findIndex((one) => one.command === command);
    const upset = index < 0 ? undefined : this.#upsets.splice(index, 1)[0]?.upset;
    switch (upset?.kind) {
      case undefined:
        return work();
      case 'refused':
        return deviceError(upset.code, 'refused', upset.action && { action: upset.action });
      case 'requestLost':
        return deviceError('timeOut', 'no answer', { effect: 'unknown' });
      case 'answerLost':
        work();
        return deviceError('timeOut', 'no answer', { effect: 'unknown' });
      case 'shutter':
        this.position = 'exit';
        return deviceError('shutterFail', 'stopped', { action: 'maintenance' });
      case 'jam':
        if (command === 'feed') this.#feed();
        this.position = 'jammed';
        this.#stuck = upset.stuck ?? false;
        return deviceError('mediaJammed', 'ERR_MECHANICAL', { effect: 'unknown', action: 'clear' });
    }
  }

  #feed(): DeviceError | undefined {
    if (this.position !== 'notPresent') return deviceError('mediaPresent', this.position);
    if (this.hopper === 0) return deviceError('storageEmpty', 'empty');
    this.hopper -= 1;
    this.cardsFed += 1;
    this.position = 'transport';
    this.station = 'print';
    this.isPrinted = false;
    this.isChipWritten = false;
    this.onFed();
    return undefined;
  }

  #moveTo(station: CardStation): DeviceError | undefined {
    if (this.position !== 'transport') return deviceError('noMediaPresent', this.position);
    this.station = station;
    return undefined;
  }

  #print(): DeviceError | undefined {
    if (this.position !== 'transport') return deviceError('noMediaPresent', this.position);
    if (this.station !== 'print') return deviceError('sequenceError', this.station);
    this.isPrinted = true;
    return undefined;
  }

  #present(): DeviceError | undefined {
    if (this.position !== 'transport') return deviceError('noMediaPresent', this.position);
    this.position = 'exit';
    this.#events.emit({ event: 'mediaPresented' });
    return undefined;
  }

  #retract(): DeviceError | undefined {
    if (this.position === 'jammed') return deviceError('mediaJammed', 'jammed');
    if (this.position === 'notPresent') return deviceError('noMediaPresent', 'nothing there');
    this.position = 'notPresent';
    this.retainBin += 1;
    return undefined;
  }

  #reject(): DeviceError | undefined {
    if (this.position === 'jammed') return deviceError('mediaJammed', 'jammed');
    if (this.position !== 'transport') return deviceError('noMediaPresent', this.position);
    this.position = 'notPresent';
    this.rejectBin += 1;
    return undefined;
  }

  #leave(): void {
    this.position = 'notPresent';
    this.taken += 1;
    if (this.isPrinted) this.takenPrinted += 1;
    if (this.isPrinted && this.isChipWritten) this.takenWithChip += 1;
  }
}
