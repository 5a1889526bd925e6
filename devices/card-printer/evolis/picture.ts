import type { Log } from '../../../common/log.ts';
import { type CardPrinterEvent, type CardPrinterStatus, type DeviceError, deviceError } from '../../contract/index.ts';
import { exitEvent } from './exit-events.ts';
import type { EvolisOptions } from './options.ts';
import { conditionOf, type PrinterState } from './states.ts';
import { type Contact, reduceStatus, type Supplies } from './status.ts';
import { isNowhere, type Place } from './wire.ts';

/** A line that garbles this often in succession is a fault, less often an accident. */
const STRIKES = 3;

/** What is known of the printer, as far as it was last told, and the events that its changes are. */
export class Picture {
  readonly #options: EvolisOptions;
  readonly #log: Log;
  readonly #emit: (event: CardPrinterEvent) => void;
  #contact: Contact = { state: 'starting' };
  #printer: PrinterState | undefined;
  #place: Place | undefined;
  #supplies: Supplies | undefined;
  #lostInside = false;
  #strikes = 0;
  #saidError = '';
  #shown: CardPrinterStatus;

  constructor(options: EvolisOptions, log: Log, emit: (event: CardPrinterEvent) => void) {
    this.#options = options;
    this.#log = log;
    this.#emit = emit;
    this.#shown = this.#reduced();
  }

  get status(): CardPrinterStatus {
    return this.#shown;
  }

  get inContact(): boolean {
    return this.#contact.state === 'ready';
  }

  get cardAtExit(): boolean {
    return this.inContact && this.#place?.exit === true;
  }

  get suppliesKnown(): boolean {
    return this.#supplies !== undefined;
  }

  /**
   * A movement ended in a jam and no sensor has seen the card since: it is between the sensors, whatever
   * they say, until one of them sees a card or somebody has opened the cover.
   */
  get lostInside(): boolean {
    return this.#lostInside;
  }

  sawState(state: PrinterState): void {
    this.#printer = state;
    if (conditionOf(state).error === 'coverOpen') this.#lostInside = false;
    if (this.inContact) this.show();
  }

  sawSupplies(supplies: Supplies): void {
    this.#supplies = supplies;
    if (supplies.coverClosed === false) this.#lostInside = false;
  }

  /** Whether this look would be an event: then it is worth a second one. */
  isNews(place: Place): boolean {
    return exitEvent(this.#place, place) !== undefined;
  }

  /** A look at the sensors while nothing of ours moves a card: changes at the exit are a person's. */
  observe(place: Place): void {
    const event = exitEvent(this.#place, place);
    if (event === 'undecided') return;
    this.#sawPlace(place);
    if (event) this.#emit({ event });
  }

  /** What is at the exit when the printer comes back was not put there by anybody's hand. */
  cameBack(place: Place): void {
    const event = exitEvent(this.#place, place);
    this.#sawPlace(place);
    if (event === 'mediaTaken') this.#emit({ event });
  }

  /** After a command: it has said itself what happened, only the new place is remembered. */
  afterCommand(place: Place, error: DeviceError | undefined): void {
    this.#sawPlace(place);
    if (error?.errorCode === 'mediaJammed' && isNowhere(place)) this.#lostInside = true;
  }

  setContact(contact: Contact): void {
    const changed = JSON.stringify(contact) !== JSON.stringify(this.#contact);
    this.#contact = contact;
    if (contact.state === 'ready') this.#supplies = undefined;
    if (!changed) return;
    const words = 'words' in contact ? contact.words : '';
    this.#log(contact.state === 'ready' ? 'cardPrinter.reached' : 'cardPrinter.notReached', {
      state: contact.state,
      words,
    });
    this.show();
  }

  /** A line that only garbles or dawdles is given a few chances; one that is cut is lost at once. */
  lineFailed({ completionCode, deviceWords }: DeviceError): void {
    if (completionCode === 'canceled') return;
    this.#strikes = completionCode === 'deviceNotReady' ? STRIKES : this.#strikes + 1;
    if (this.#strikes < STRIKES) return;
    this.setContact({ state: completionCode === 'hardwareError' ? 'unusable' : 'lost', words: deviceWords });
  }

  lineWorks(): void {
    this.#strikes = 0;
  }

  /** Says the status when it has changed. */
  show(): void {
    const status = this.#reduced();
    if (JSON.stringify(status) === JSON.stringify(this.#shown)) return;
    this.#shown = status;
    this.#emit({ event: 'statusChanged', status });
    this.#sayError(status);
  }

  #sawPlace(place: Place): void {
    this.#place = place;
    if (!isNowhere(place)) this.#lostInside = false;
  }

  #reduced(): CardPrinterStatus {
    return reduceStatus(
      {
        contact: this.#contact,
        printer: this.#printer,
        place: this.#place,
        supplies: this.#supplies,
        lostInside: this.#lostInside,
      },
      this.#options,
    );
  }

  /** Something that needs somebody is said once, when it begins. */
  #sayError(status: CardPrinterStatus): void {
    const { error, action = 'none' } = this.#printer ? conditionOf(this.#printer) : {};
    const words = error && action !== 'none' && this.inContact ? status.deviceWords : '';
    if (words === this.#saidError) return;
    this.#saidError = words;
    if (words && error) this.#emit({ event: 'error', error: deviceError(error, words, { action }) });
  }
}
