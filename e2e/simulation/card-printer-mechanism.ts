/**
 * A card printer's body: cards that lie in exactly one place, that time, power and hands act on. It outlives every
 * program, and knows nothing of commands on a line.
 */
import { Emitter } from '../../common/emitter.ts';
import {
  type CardPosition,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type DeviceError,
  deviceError,
} from '../../devices/contract/index.ts';
import type { WorldTime } from './time.ts';

export type CardPlace = 'hopper' | 'transport' | 'exit' | 'rejectBin' | 'retainBin' | 'person' | 'takenOut';
export type Card = {
  readonly number: number;
  readonly place: CardPlace;
  /** The order whose data are on it, from the first panel on. */
  readonly order: string | undefined;
  /** Both faces as they should be. */
  readonly complete: boolean;
  readonly taker: number | undefined;
};
type Piece = { -readonly [Key in keyof Card]: Card[Key] };

const BOOT_ms = 3_000;
const CAPACITY = { rejectBin: 30, retainBin: 15 };
type Bin = keyof typeof CAPACITY;

export type Told = (what: 'fed' | 'presented' | 'taken', card: Card) => void;

export class CardPrinterMechanism {
  protected readonly time: WorldTime;
  protected readonly events = new Emitter<CardPrinterEvent>();
  readonly #cards: Piece[] = [];
  readonly #counts: Record<CardPlace, number> = {
    hopper: 0,
    transport: 0,
    exit: 0,
    rejectBin: 0,
    retainBin: 0,
    person: 0,
    takenOut: 0,
  };
  readonly #tell: Told;
  /** The hand that stands in front of the machine; undefined when nobody does. */
  hand: (() => number | undefined) | undefined;
  #inside: Piece | undefined;
  /** The sensor sees no blank, whatever lies there. */
  #seesNoBlank = false;
  readonly #room = { ...CAPACITY };
  #jam: 'none' | 'loose' | 'stuck' = 'none';
  /** Neither open nor closed: it holds what lies behind it. */
  #isShutterJammed = false;
  #powered = true;
  #booting = false;
  #toner: CardPrinterStatus['toner'] = 'full';
  #cover: CardPrinterStatus['cover'] = 'closed';
  #cardsFed = 0;
  /** Rises when the power goes: what moved then stops where it is. */
  #powerCycles = 0;

  constructor(time: WorldTime, tell: Told) {
    this.time = time;
    this.#tell = tell;
  }

  get cards(): readonly Card[] {
    return this.#cards;
  }

  count(place: CardPlace): number {
    return this.#counts[place];
  }

  // --- hands ---

  load(blanks: number): void {
    this.#seesNoBlank = false;
    this.#counts.hopper += blanks;
    for (let count = 0; count < blanks; count++) {
      this.#cards.push({
        number: this.#cards.length + 1,
        place: 'hopper',
        order: undefined,
        complete: false,
        taker: undefined,
      });
    }
    this.changed();
  }

  /** Takes all out of a bin. */
  empty(bin: Bin): void {
    for (const card of this.#cards.filter(({ place }) => place === bin)) this.#put(card, 'takenOut');
    this.#room[bin] = CAPACITY[bin];
    this.changed();
  }

  /** No further card fits, however few are counted: one lies across. */
  block(bin: Bin): void {
    this.#room[bin] = this.count(bin);
    this.changed();
  }

  /** The hopper's sensor says empty, until somebody loads it. */
  hideBlanks(): void {
    this.#seesNoBlank = true;
    this.changed();
  }

  endRibbon(): void {
    this.#toner = 'out';
    this.changed();
  }

  openCover(): void {
    this.#cover = 'open';
    this.changed();
  }

  /** `noticed`: whether the sensor's event arrives. */
  take(taker: number, noticed = true): boolean {
    const card = this.#inside;
    if (card?.place !== 'exit' || this.#jam !== 'none' || this.#isShutterJammed) return false;
    card.taker = taker;
    this.#put(card, 'person');
    this.#tell('taken', card);
    if (noticed) this.#emit({ event: 'mediaTaken' });
    this.changed();
    return true;
  }

  pushBack(): void {
    if (this.#inside?.place !== 'exit' || !this.#powered || this.#isShutterJammed) return;
    this.#put(this.#inside, 'transport');
    this.#emit({ event: 'mediaInserted' });
    this.changed();
  }

  /**
   * A technician comes. A printer without power gets it back first, so that it can say what it holds; else the door is
   * opened: cards, covers, ribbon. A card that is inside goes into the reject bin.
   */
  mend(): void {
    if (!this.#powered) {
      this.powerOn();
      return;
    }
    if (this.#inside) this.#put(this.#inside, 'rejectBin');
    this.#jam = 'none';
    this.#isShutterJammed = false;
    this.#toner = 'full';
    this.#cover = 'closed';
    this.changed();
  }

  // --- power ---

  get isShutterJammed(): boolean {
    return this.#isShutterJammed;
  }

  get powerCycles(): number {
    return this.#powerCycles;
  }

  get isPowered(): boolean {
    return this.#powered;
  }

  get isAnswering(): boolean {
    return this.#powered && !this.#booting;
  }

  powerOff(): void {
    this.#powered = false;
    this.#booting = false;
    this.#powerCycles += 1;
    this.changed();
  }

  powerOn(ejects = false): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#booting = true;
    const cycle = this.#powerCycles;
    this.time.after(BOOT_ms, () => {
      if (cycle !== this.#powerCycles) return;
      this.#booting = false;
      if (ejects && this.#inside?.place === 'transport' && this.#jam === 'none') this.#put(this.#inside, 'exit');
      this.changed();
    });
    this.changed();
  }

  // --- what can be seen of it ---

  status(): CardPrinterStatus {
    return {
      device: !this.#powered ? 'powerOff' : this.#booting ? 'starting' : 'online',
      deviceWords: '',
      media: this.position(),
      toner: this.#toner,
      cover: this.#cover,
      storage: [
        { id: 'hopper', type: 'dispense', status: 'ok', replenishmentStatus: this.#emptyOr() },
        { id: 'reject', type: 'reject', status: 'ok', replenishmentStatus: this.#fullOr('rejectBin') },
        { id: 'retain', type: 'retain', status: 'ok', replenishmentStatus: this.#fullOr('retainBin') },
      ],
      cardsFed: this.#cardsFed,
    };
  }

  protected position(): CardPosition {
    if (this.#jam !== 'none') return 'jammed';
    if (!this.#inside) return 'notPresent';
    return this.#inside.place === 'exit' ? 'exit' : 'transport';
  }

  // --- movements: undefined when done ---

  protected feed(): DeviceError | undefined {
    if (this.#inside) return deviceError('mediaPresent', this.#inside.place);
    if (this.#cover === 'open') return deviceError('coverOpen', 'cover', { action: 'maintenance' });
    const blank = this.#cards[this.#cardsFed];
    if (!blank) return deviceError('storageEmpty', 'empty');
    this.#cardsFed += 1;
    this.#put(blank, 'transport');
    this.#tell('fed', blank);
    this.changed();
    return undefined;
  }

  protected print(order: string | undefined): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (card?.place !== 'transport') return deviceError('noMediaPresent', card?.place ?? 'nothing');
    if (this.#toner === 'out') return deviceError('tonerOut', 'no ribbon', { action: 'maintenance' });
    card.order = order;
    card.complete = true;
    return undefined;
  }

  /** The first panels are on it, and no more. */
  protected printInPart(order: string | undefined): void {
    if (this.#inside) this.#inside.order ??= order;
  }

  protected present(): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (card?.place !== 'transport') return deviceError('noMediaPresent', card?.place ?? 'nothing');
    this.#put(card, 'exit');
    this.#tell('presented', card);
    this.#emit({ event: 'mediaPresented' });
    this.changed();
    return undefined;
  }

  protected clear(bin: Bin): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (!card) return deviceError('noMediaPresent', 'nothing there');
    if (bin === 'rejectBin' && card.place !== 'transport') return deviceError('noMediaPresent', card.place);
    if (this.#fullOr(bin) === 'full')
      return deviceError(bin === 'rejectBin' ? 'rejectBinFull' : 'retainBinFull', 'full', { action: 'maintenance' });
    this.#isShutterJammed = false;
    this.#put(card, bin);
    this.changed();
    return undefined;
  }

  /** The card that is inside stops on its way: the rollers free it at the next reset, or only a person does. */
  protected jam(how: 'loose' | 'stuck'): DeviceError | undefined {
    if (!this.#inside) return deviceError('noMediaPresent', 'nothing there');
    this.#jam = how;
    this.changed();
    return undefined;
  }

  /** On its way to open: what is behind it is not surely out of reach. On its way to close: nothing changed. */
  shutterJams(): DeviceError {
    if (this.#inside?.place === 'transport') this.#put(this.#inside, 'exit');
    this.#isShutterJammed = true;
    this.changed();
    return deviceError('shutterFail', 'shutter', { action: 'maintenance' });
  }

  protected freeRollers(): undefined {
    if (this.#jam !== 'loose') return;
    this.#jam = 'none';
    this.changed();
  }

  protected changed(): void {
    this.events.emit({ event: 'statusChanged', status: this.status() });
  }

  #emit(event: CardPrinterEvent): void {
    if (this.#powered) this.events.emit(event);
  }

  #put(card: Piece, place: CardPlace): void {
    this.#counts[card.place] -= 1;
    this.#counts[place] += 1;
    card.place = place;
    if (place === 'transport' || place === 'exit') this.#inside = card;
    else if (this.#inside === card) this.#inside = undefined;
  }

  #fullOr(bin: Bin): 'full' | 'ok' {
    return this.count(bin) >= this.#room[bin] ? 'full' : 'ok';
  }

  #emptyOr(): 'empty' | 'ok' {
    return this.count('hopper') === 0 || this.#seesNoBlank ? 'empty' : 'ok';
  }
}

function jammed(): DeviceError {
  return deviceError('mediaJammed', 'still jammed', { action: 'clear' });
}
