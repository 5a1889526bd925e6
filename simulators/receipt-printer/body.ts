/** The machine behind the interface: a roll, a head, a cutter, a presenter; it takes time and can fail. */
import type { Pace } from '../machine/index.ts';
import { type Order, TEXT_LINE_dots } from './commands.ts';
import type { ReceiptFaults } from './faults.ts';
import type { Model } from './models.ts';
import { Paper } from './paper.ts';

export type Ticket = {
  readonly id: number;
  png: Uint8Array;
  /** False when it ended before the cut: torn off, jammed or out of paper. */
  complete: boolean;
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

export class Body {
  readonly model: Model;
  readonly faults: ReceiptFaults;
  readonly tickets: Ticket[] = [];
  roll_mm = ROLL_mm;
  powered = true;
  coverOpen = false;
  jammed = false;
  cutterStuck = false;
  #paper: Paper | undefined;
  #nextId = 1;
  readonly #pace: Pace;
  readonly #changed: () => void;

  constructor(model: Model, faults: ReceiptFaults, pace: Pace, changed: () => void) {
    this.model = model;
    this.faults = faults;
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

  /** Cut and reachable from outside. */
  get presented(): Ticket | undefined {
    return this.tickets.find(({ place }) => place === 'presenter');
  }

  get waitingInside(): Ticket | undefined {
    return this.tickets.find(({ place, complete }) => place === 'paperPath' && complete);
  }

  /** Does one order; false when the machine stopped in the middle of it. */
  async do(order: Order): Promise<boolean> {
    switch (order.do) {
      case 'init':
      case 'automaticStatus':
      case 'answerPaper':
        return true;
      case 'raster':
        return this.#print(order.lines, (line) =>
          order.data.subarray(line * order.width_bytes, (line + 1) * order.width_bytes),
        );
      case 'feed':
        return this.#print(order.dots, () => new Uint8Array(0));
      case 'text':
        return this.#print(TEXT_LINE_dots, textRow(order.characters));
      case 'cut':
        return this.#cut(order.feed_dots);
      case 'present':
        return this.#present(order.steps);
      case 'eject':
        return this.#eject();
      case 'retract':
        return this.#retract();
    }
  }

  /** What is under the head is torn off and lost for reading. */
  spoilTicket(): void {
    if (!this.#paper) return;
    this.#finish(false, 'paperPath');
    this.#changed();
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
    this.spoilTicket();
    this.#changed();
  }

  async #print(lines: number, row: (line: number) => Uint8Array): Promise<boolean> {
    for (let line = 0; line < lines; line++) {
      if (line % STRIP_lines === 0 && !(await this.#strip(Math.min(STRIP_lines, lines - line)))) return false;
      this.#paper ??= new Paper(this.model.width_dots);
      this.#paper.row(row(line));
    }
    return true;
  }

  async #strip(lines: number): Promise<boolean> {
    const { dotsPer_mm, speed_mm_s } = this.model;
    const printed_mm = (this.#paper?.height_dots ?? 0) / dotsPer_mm;
    if (this.faults.strikes('paperEnds', printed_mm)) this.roll_mm = 0;
    if (this.faults.strikes('paperJam', printed_mm)) this.jammed = true;
    if (this.stopped) {
      this.spoilTicket();
      return false;
    }
    this.roll_mm -= lines / dotsPer_mm;
    await this.#pace.wait((lines / dotsPer_mm / speed_mm_s) * 1000);
    return this.powered;
  }

  async #cut(feed_dots: number): Promise<boolean> {
    if (!(await this.#print(feed_dots + HEAD_TO_CUTTER_dots, () => new Uint8Array(0)))) return false;
    if (this.faults.strikes('cutterJam')) this.cutterStuck = true;
    if (this.stopped) {
      this.spoilTicket();
      return false;
    }
    await this.#pace.wait(CUT_ms);
    if (!this.powered) return false;
    this.#finish(true, this.model.presenter ? 'paperPath' : 'presenter');
    this.#changed();
    return true;
  }

  async #present(steps: number): Promise<boolean> {
    const ticket = this.waitingInside;
    if (!ticket || !this.model.presenter) return true;
    await this.#pace.wait(Math.min(PRESENT_ms, 50 * steps + 100));
    if (!this.powered) return false;
    ticket.place = 'presenter';
    this.#changed();
    return true;
  }

  async #eject(): Promise<boolean> {
    const ticket = this.waitingInside ?? this.presented;
    if (!ticket || !this.model.presenter) return true;
    await this.#pace.wait(PRESENT_ms);
    // Thrown out: whoever is there catches it.
    ticket.place = 'taken';
    this.#changed();
    return true;
  }

  async #retract(): Promise<boolean> {
    const ticket = this.presented ?? this.waitingInside;
    if (!ticket || !this.model.presenter) return true;
    await this.#pace.wait(RETRACT_ms);
    if (!this.powered) return false;
    if (ticket.place !== 'taken') ticket.place = 'retracted';
    this.#changed();
    return true;
  }

  #finish(complete: boolean, place: Ticket['place']): void {
    if (!this.#paper) return;
    this.tickets.push({ id: this.#nextId++, png: this.#paper.png(), complete, place });
    this.#paper = undefined;
  }
}

/** Letters of the built-in font as boxes: enough to see that somebody prints text. */
function textRow(characters: number): (line: number) => Uint8Array {
  return (line) => {
    const row = new Uint8Array(Math.ceil((characters * 12) / 8));
    if (line < 3 || line > 26) return row;
    for (let x = 0; x < characters * 12; x++) {
      const isEdge = line === 3 || line === 26 || x % 12 === 1 || x % 12 === 10;
      if (isEdge && x % 12 >= 1 && x % 12 <= 10) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    return row;
  };
}
