/** A document vault's body for tests of the core: the path of the printer's model, with numbered slots before it. */
import type { Clock } from '../../../common/clock.ts';
import { Emitter } from '../../../common/emitter.ts';
import { err, ok } from '../../../common/result.ts';
import {
  type CardReader,
  type CardReaderEvent,
  type CardReaderStatus,
  type DocumentVault,
  type DocumentVaultStatus,
  deviceError,
} from '../../../devices/contract/index.ts';
import { type PrinterCommand, PrinterModel } from './printer-model.ts';

export class VaultModel {
  /** Slots, shutter and retain unit are its hopper, bezel and bins; a booklet counts as printed from the start. */
  readonly path = new PrinterModel(0);
  readonly slots = new Set<number>();
  readonly #readerEvents = new Emitter<CardReaderEvent>();
  #isReaderThere = true;

  load(slot: number): void {
    this.slots.add(slot);
    this.path.hopper = this.slots.size;
  }

  get retained(): number {
    return this.path.rejectBin + this.path.retainBin;
  }

  /** The chip reader at its exit. */
  plugReader(isThere: boolean): void {
    this.#isReaderThere = isThere;
    this.#readerEvents.emit({ event: 'statusChanged', status: this.#readerStatus() });
  }

  reader(alive: () => boolean): Pick<CardReader, 'status' | 'onEvent'> {
    return {
      status: () => this.#readerStatus(),
      onEvent: (listener) => this.#readerEvents.on((event) => alive() && listener(event)),
    };
  }

  #readerStatus(): CardReaderStatus {
    const device = this.#isReaderThere ? 'online' : 'noDevice';
    return { device, deviceWords: '', media: 'unknown', chipPower: 'unknown' };
  }

  status(): DocumentVaultStatus {
    const { device, deviceWords, media, cardsFed = 0 } = this.path.status();
    return {
      device,
      deviceWords,
      media,
      shutter: media === 'exit' ? 'open' : 'closed',
      cabinetDoor: 'closed',
      slots: Array.from({ length: 6 }, (_, index) => (this.slots.has(index + 1) ? 'present' : 'empty')),
      storage: [],
      mediaDispensed: cardsFed,
    };
  }

  driver(clock: Clock, alive: () => boolean, step: (command: PrinterCommand) => void = () => {}): DocumentVault {
    const { path, slots } = this;
    const printer = path.driver(clock, alive, step);
    const unread = async () => err(deviceError('unsupportedCommand', 'the model has no camera'));
    return {
      open: printer.open,
      close: printer.close,
      status: () => this.status(),
      refresh: async () => ok(this.status()),
      capabilities: () => ({ slots: 6, mrzReader: false, retainCapacity: 5 }),
      information: () => ({ modelName: 'model' }),
      onEvent: (listener) =>
        printer.onEvent((event) => {
          if (event.event === 'statusChanged') listener({ event: 'statusChanged', status: this.status() });
          else if (event.event !== 'printProgress') listener(event);
        }),
      dispense: async (slot) => {
        if (!slots.has(slot)) return err(deviceError('storageEmpty', `slot ${slot}`));
        path.onFed = () => {
          slots.delete(slot);
          path.isPrinted = true;
        };
        return printer.feed();
      },
      readMrz: unread,
      scanSlot: unread,
      present: printer.present,
      retract: printer.retract,
      reject: printer.reject,
      mediaPosition: printer.mediaPosition,
      reset: printer.reset,
    };
  }
}
