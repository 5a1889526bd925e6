/** The machine behind the interface: a roll, a head, a cutter, a presenter; it takes time and can fail. */
import type { Pace } from '../machine/index.ts';
import type { ReceiptFaults } from './faults.ts';
import type { Model } from './models.ts';
import type { Order } from './order.ts';
import { Page } from './page.ts';
import { Paper } from './paper.ts';

export type Ticket = {
  readonly id: number;
  readonly png: Uint8Array;
  /** Its text, where it was sent as text; a line each. */
  readonly text: string;
  /** False when it is not all that was meant to be on it, from its beginning to the cut. */
  readonly complete: boolean;
  place: 'paperPath' | 'presenter' | 'taken' | 'retracted';
};

const ROLL_mm = 80_000;
/** The near-end sensor sits this far before the end. */
const NEAR_END_mm = 3_000;
const CUT_ms = 350;
const PRESENT_ms = 600;
const RETRACT_ms = 900;
/** Lines printed between two looks at what may have gone wrong. */
const STRIP_lines = 24;
/** From the head to the cutter: a cut without feed cuts here. */
const HEAD_TO_CUTTER_dots = 96;
/** Older tickets are swept up. */
const MOST_TICKETS = 200;

export class Body {
  readonly model: Model;
  readonly faults: ReceiptFaults;
  readonly tickets: Ticket[] = [];
  roll_mm: number;
  powered = true;
  coverOpen = false;
  jammed = false;
  cutterStuck = false;
  #page: Page;
  #paper: Paper | undefined;
  /** An order that was stopped, and the rows of it that are not printed. */
  #stopped: { readonly order: Order; readonly rows: readonly Uint8Array[] } | undefined;
  /** What comes next continues a ticket whose beginning went away. */
  #isTorn = false;
  #clearings = 0;
  #nextId = 1;
  readonly #pace: Pace;
  readonly #changed: () => void;

  constructor(model: Model, paper_mm: number | undefined, faults: ReceiptFaults, pace: Pace, changed: () => void) {
    this.model = model;
    this.roll_mm = paper_mm ?? ROLL_mm;
    this.faults = faults;
    this.#page = new Page(model.width_dots);
    this.#pace = pace;
    this.#changed = changed;
  }

  get paperOut(): boolean {
    return this.roll_mm <= 0 || this.faults.holds('paperOut');
  }

  get paperLow(): boolean {
    return this.roll_mm <= NEAR_END_mm || this.faults.holds('paperLow');
  }

  get headHot(): boolean {
    return this.faults.holds('headHot');
  }

  /** Stands still until somebody helps. */
  get stopped(): boolean {
    return !this.powered || this.coverOpen || this.jammed || this.cutterStuck || this.paperOut || this.headHot;
  }

  /** There is something under the head that is not cut yet. */
  get isPrinting(): boolean {
    return this.#paper !== undefined;
  }

  /** Cut and reachable from outside. */
  get presented(): Ticket | undefined {
    return this.tickets.find(({ place }) => place === 'presenter');
  }

  get waitingInside(): Ticket | undefined {
    return this.tickets.find(({ place, complete }) => place === 'paperPath' && complete);
  }

  /** Does one order; false when the machine stopped in the middle of it: the same order then goes on where it stopped. */
  async do(order: Order): Promise<boolean> {
    if (this.#stopped?.order === order) return this.#print(order, this.#stopped.rows);
    switch (order.do) {
      case 'cut':
        return this.#cut(order);
      case 'present':
        return this.#present(order.steps);
      case 'eject':
        return this.#eject();
      case 'retract':
        return this.#retract();
      default: {
        const print = this.#page.take(order);
        if (!print) return true;
        this.#sheet().note(print.text);
        return this.#print(order, print.rows);
      }
    }
  }

  /** What is under the head is torn off, wherever it was. */
  spoilTicket(): void {
    if (!this.#paper) return;
    this.#finish(false, 'paperPath');
    this.#isTorn = true;
    this.#changed();
  }

  /** Nothing that was received is printed any more. */
  forgetOrders(): void {
    this.#clearings += 1;
    this.#stopped = undefined;
    this.#page = new Page(this.model.width_dots);
    // What is under the head stays a piece; what was torn off has no continuation any more.
    this.#isTorn = this.#paper !== undefined;
  }

  take(): Ticket | undefined {
    const ticket = this.presented;
    if (ticket) ticket.place = 'taken';
    this.#changed();
    return ticket;
  }

  loadPaper(): void {
    this.roll_mm = ROLL_mm;
    this.faults.clear('paperOut');
    this.faults.clear('paperLow');
    this.clearPath();
  }

  /** A person takes out whatever hangs inside. */
  clearPath(): void {
    this.spoilTicket();
    for (const ticket of this.tickets) if (ticket.place === 'paperPath') ticket.place = 'taken';
    this.#changed();
  }

  #printed_mm(): number {
    return (this.#paper?.height_dots ?? 0) / this.model.dotsPer_mm;
  }

  #sheet(): Paper {
    this.#paper ??= new Paper(this.model.width_dots);
    return this.#paper;
  }

  async #print(order: Order, rows: readonly Uint8Array[]): Promise<boolean> {
    this.#stopped = undefined;
    const clearings = this.#clearings;
    for (let at = 0; at < rows.length; at += STRIP_lines) {
      const strip = rows.slice(at, at + STRIP_lines);
      const isPrinted = await this.#strip(strip);
      // Cleared while it was printed: it has ended, as far as it came.
      if (clearings !== this.#clearings) return true;
      if (!isPrinted) {
        this.#stopped = { order, rows: rows.slice(at) };
        return false;
      }
    }
    return true;
  }

  async #strip(rows: readonly Uint8Array[]): Promise<boolean> {
    const { dotsPer_mm, speed_mm_s } = this.model;
    const printed_mm = this.#printed_mm();
    if (this.faults.strikes('paperEnds', printed_mm)) this.roll_mm = 0;
    if (this.faults.strikes('paperJam', printed_mm)) this.jammed = true;
    if (this.stopped) {
      this.spoilTicket();
      return false;
    }
    this.roll_mm -= rows.length / dotsPer_mm;
    await this.#pace.wait((rows.length / dotsPer_mm / speed_mm_s) * 1000);
    if (!this.powered) return false;
    for (const row of rows) this.#sheet().row(row);
    return true;
  }

  async #cut(order: Extract<Order, { do: 'cut' }>): Promise<boolean> {
    const feed = Array.from({ length: order.feed_dots + HEAD_TO_CUTTER_dots }, () => new Uint8Array(0));
    if (!(await this.#print(order, feed))) {
      // The knife has not moved: the order starts anew.
      this.#stopped = undefined;
      return false;
    }
    if (this.faults.strikes('cutterJam', this.#printed_mm())) this.cutterStuck = true;
    if (this.stopped) {
      this.spoilTicket();
      return false;
    }
    await this.#pace.wait(CUT_ms);
    if (!this.powered) return false;
    this.#finish(!this.#isTorn, this.model.presenter ? 'paperPath' : 'presenter');
    this.#isTorn = false;
    this.#changed();
    return true;
  }

  async #present(steps: number): Promise<boolean> {
    const ticket = this.#inPath();
    if (!ticket || !this.model.presenter) return true;
    if (this.faults.strikes('presenterJam')) {
      this.jammed = true;
      this.#changed();
      return false;
    }
    await this.#pace.wait(Math.min(PRESENT_ms, 50 * steps + 100));
    if (!this.powered) return false;
    ticket.place = 'presenter';
    this.#changed();
    return true;
  }

  async #eject(): Promise<boolean> {
    const ticket = this.#inPath() ?? this.presented;
    if (!ticket || !this.model.presenter) return true;
    await this.#pace.wait(PRESENT_ms);
    // Thrown out: whoever is there catches it.
    ticket.place = 'taken';
    this.#changed();
    return true;
  }

  async #retract(): Promise<boolean> {
    const ticket = this.presented ?? this.#inPath();
    if (!ticket || !this.model.presenter) return true;
    await this.#pace.wait(RETRACT_ms);
    if (!this.powered) return false;
    if (ticket.place !== 'taken') ticket.place = 'retracted';
    this.#changed();
    return true;
  }

  /** Cut, whole or not, and not outside yet. */
  #inPath(): Ticket | undefined {
    return this.tickets.findLast(({ place }) => place === 'paperPath');
  }

  #finish(complete: boolean, place: Ticket['place']): void {
    if (!this.#paper) return;
    const { text } = this.#paper;
    this.tickets.push({ id: this.#nextId++, png: this.#paper.png(), text, complete, place });
    if (this.tickets.length > MOST_TICKETS) this.tickets.shift();
    this.#paper = undefined;
  }
}
