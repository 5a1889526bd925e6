/**
 * A document vault: numbered slots before a path that moves, jams and loses power as a card printer's does. A booklet is
 * finished before it comes here: all that can go wrong with it is where it is.
 */
import { err, ok } from '../../common/result.ts';
import {
  type DeviceError,
  type DocumentVault,
  type DocumentVaultStatus,
  deviceError,
} from '../../devices/contract/index.ts';
import { CardPrinterBody } from './card-printer.ts';
import type { Told } from './card-printer-mechanism.ts';
import { ExitStation } from './exit-station.ts';
import type { Life } from './life.ts';
import type { WorldTime } from './time.ts';

const SLOTS = 60;

export class VaultBody extends CardPrinterBody {
  readonly exit: ExitStation;
  /** Orders, by the slots in which their booklets lie. */
  readonly #slots = new Map<number, string>();
  #wanted = 0;

  constructor(time: WorldTime, tell: Told) {
    super(time, () => undefined, tell);
    this.exit = new ExitStation(time, () => this.cards.find(({ place }) => place === 'transport'));
  }

  get booklets(): number {
    return this.#slots.size;
  }

  put(slot: number, orderId: string): void {
    this.#slots.set(slot, orderId);
    this.load(1);
  }

  /** All that lies in the retain unit, whatever brought it there. */
  get retained(): number {
    return this.count('rejectBin') + this.count('retainBin');
  }

  /** No further booklet fits, however few are counted. */
  blockRetainUnit(): void {
    this.block('rejectBin');
    this.block('retainBin');
  }

  emptyRetainUnit(): void {
    this.empty('rejectBin');
    this.empty('retainBin');
  }

  vaultStatus(): DocumentVaultStatus {
    const { device, deviceWords, media, cover, storage, cardsFed = 0 } = this.status();
    const isFull = storage.some(
      ({ type, replenishmentStatus }) => type !== 'dispense' && replenishmentStatus === 'full',
    );
    return {
      device,
      deviceWords,
      media,
      shutter: this.isShutterJammed ? 'jammed' : media === 'exit' ? 'open' : 'closed',
      cabinetDoor: cover,
      slots: Array.from({ length: SLOTS }, (_, index) => (this.#slots.has(index + 1) ? 'present' : 'empty')),
      storage: [{ id: 'retain', type: 'retain', status: 'ok', replenishmentStatus: isFull ? 'full' : 'ok' }],
      mediaDispensed: cardsFed,
    };
  }

  vaultDriver(life: Life): DocumentVault {
    const path = this.driver(life);
    return {
      open: path.open,
      close: path.close,
      status: () => this.vaultStatus(),
      refresh: async () => ok(this.vaultStatus()),
      capabilities: () => ({ slots: SLOTS, mrzReader: true, retainCapacity: 30 }),
      information: () => ({ modelName: 'simulation' }),
      onEvent: (listener) =>
        path.onEvent((event) => {
          if (event.event === 'statusChanged') listener({ event: 'statusChanged', status: this.vaultStatus() });
          else if (event.event !== 'printProgress') listener(event);
        }),
      dispense: (slot) => {
        this.#wanted = slot;
        return path.feed();
      },
      readMrz: () => this.exit.readMrz(life),
      scanSlot: async () => err(deviceError('unsupportedCommand', 'a technician names what he loads')),
      present: path.present,
      retract: path.retract,
      reject: path.reject,
      mediaPosition: path.mediaPosition,
      reset: path.reset,
    };
  }

  protected override feed(): DeviceError | undefined {
    const order = this.#slots.get(this.#wanted);
    if (order === undefined) return deviceError('storageEmpty', `slot ${this.#wanted}`);
    const failed = super.feed();
    if (failed) return failed;
    this.#slots.delete(this.#wanted);
    return this.print(order);
  }
}
