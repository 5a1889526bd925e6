/** The machine behind the line: a carousel of slots, a gripper, an exit with a shutter, a retain unit; it takes time. */
import type { Pace } from '../machine/index.ts';
import type { Booklet, Booklets } from './booklets.ts';
import type { VaultFaults } from './faults.ts';
import type { Order, Trouble } from './order.ts';

/** At real speed: a booklet is at the exit about 9 s after it was asked for. */
const times_ms = {
  boot: 4_000,
  home: 3_000,
  turn: 400,
  turnSlot: 60,
  grip: 1_500,
  carry: 2_500,
  release: 800,
  shutter: 800,
  scan: 1_200,
  /** From the moment on at which nothing is in the opening any more. */
  autoClose: 4_000,
  powerGone: 1_000,
} as const;

type Shutter = 'open' | 'closed' | 'moving' | 'jammed';

export class Mechanics {
  readonly booklets: Booklets;
  readonly faults: VaultFaults;
  readonly #pace: Pace;
  readonly #changed: () => void;
  /** What a boot does to the line: nobody remembers what was said before. */
  readonly #onPower: (on: boolean) => void;
  powered = true;
  boot = 1;
  isStarting = false;
  isMoving = false;
  fault = 'none';
  shutter: Shutter = 'closed';
  isDoorOpen = false;
  /** The slot at the window; 0 when it does not know. */
  window = 1;
  readonly counts = {
    presented: 0,
    taken: 0,
    inserted: 0,
    dispensed: 0,
    retained: 0,
    returned: 0,
    scanned: 0,
    load: 1,
  };
  /** What the camera read last. */
  text = '';
  /** Whether the last order moved a booklet. */
  hasMoved = false;
  isChipDead = false;
  #isStuck = false;
  /** Taken while nobody counted. */
  #unseen = 0;
  #epoch = 0;

  constructor(
    booklets: Booklets,
    faults: VaultFaults,
    pace: Pace,
    changed: () => void,
    onPower: (on: boolean) => void,
  ) {
    this.booklets = booklets;
    this.faults = faults;
    this.#pace = pace;
    this.#changed = changed;
    this.#onPower = onPower;
  }

  get state(): 'starting' | 'moving' | 'fault' | 'ready' {
    if (this.isStarting) return 'starting';
    if (this.isMoving) return 'moving';
    return this.fault === 'none' ? 'ready' : 'fault';
  }

  get place(): 'none' | 'gripper' | 'exit' | 'jammed' {
    if (this.booklets.inGripper()) return this.fault === 'jam' ? 'jammed' : 'gripper';
    return this.booklets.atExit() ? 'exit' : 'none';
  }

  get isRetainFull(): boolean {
    return this.faults.holds('retainFull') || this.booklets.at('retain').length >= this.booklets.retainCapacity;
  }

  /** Does one order that was not refused; `lost` when its power went meanwhile: then nobody knows of it any more. */
  async carryOut(order: Order): Promise<Trouble | 'lost'> {
    const epoch = this.#epoch;
    this.isMoving = true;
    this.hasMoved = false;
    this.#changed();
    const trouble = await this.#do(order);
    if (epoch !== this.#epoch) return 'lost';
    this.isMoving = false;
    this.#changed();
    this.#closeWhenClear();
    return trouble;
  }

  async #do(order: Order): Promise<Trouble> {
    switch (order.do) {
      case 'home':
        return this.#home();
      case 'reset':
        return this.#reset();
      case 'turn':
        return this.#turn(order.slot);
      case 'pick':
        return this.#pick(order.slot);
      case 'open':
        return this.#openShutter();
      case 'close':
        return this.#closeShutter();
      case 'retract':
        return this.#retract();
      case 'back':
        return this.#back(order.slot);
      case 'scan':
        return (await this.#turn(order.slot)) ?? this.#read(this.booklets.inSlot(order.slot));
      case 'view':
        return this.#read(this.booklets.atExit());
    }
  }

  async #home(): Promise<Trouble> {
    const trouble = (await this.#part('home', times_ms.home)) ?? this.#block('carouselBlocked', 'home');
    if (trouble) return trouble;
    this.window = 1;
    return undefined;
  }

  /** Frees what the motors can free, where it is. */
  async #reset(): Promise<Trouble> {
    if (this.#isStuck) {
      const trouble = await this.#part('home', times_ms.home / 2);
      return trouble ?? this.fault;
    }
    this.fault = 'none';
    if (this.shutter === 'jammed') {
      const shut = await this.#closeShutter();
      if (shut) return shut;
    }
    return this.#home();
  }

  async #turn(slot: number): Promise<Trouble> {
    const steps = Math.abs(slot - this.window);
    const around = Math.min(steps, this.booklets.slots - steps);
    const trouble = await this.#part('turn', times_ms.turn + around * times_ms.turnSlot);
    if (trouble) return trouble;
    const blocked = this.#block('carouselBlocked', 'turn');
    if (blocked) {
      this.window = 0;
      return blocked;
    }
    this.window = slot;
    return undefined;
  }

  async #pick(slot: number): Promise<Trouble> {
    if (this.faults.strikes('wrongBooklet')) this.booklets.exchange(slot);
    const ready = (await this.#closeIfOpen()) ?? (await this.#turn(slot)) ?? (await this.#part('pick', times_ms.grip));
    if (ready) return ready;
    const booklet = this.booklets.inSlot(slot);
    if (!booklet || this.faults.strikes('slotEmpty')) return 'slotEmpty';
    this.hasMoved = true;
    this.counts.dispensed += 1;
    this.counts.load += 1;
    this.booklets.move(booklet.id, 'gripper');
    this.#changed();
    return this.#block('jam', 'pick') ?? this.#toExit(booklet);
  }

  async #toExit(booklet: Booklet): Promise<Trouble> {
    const trouble = (await this.#part('exit', times_ms.carry)) ?? this.#block('jam', 'exit');
    if (trouble) return trouble;
    const released = await this.#part('release', times_ms.release);
    if (released) return released;
    this.isChipDead = this.faults.strikes('chipDead') !== undefined;
    this.booklets.move(booklet.id, 'exit');
    this.#changed();
    return undefined;
  }

  async #openShutter(): Promise<Trouble> {
    if (this.shutter === 'open') return undefined;
    const trouble = await this.#shutterWay('open');
    if (trouble) return trouble;
    this.shutter = 'open';
    this.counts.presented += 1;
    if (this.faults.strikes('pulledDuringOpening')) this.takeBooklet();
    return undefined;
  }

  async #closeShutter(): Promise<Trouble> {
    if (this.shutter === 'closed') return undefined;
    const trouble = await this.#shutterWay('close');
    if (trouble) return trouble;
    this.shutter = 'closed';
    return undefined;
  }

  #closeIfOpen(): Promise<Trouble> {
    return this.shutter === 'closed' ? Promise.resolve(undefined) : this.#closeShutter();
  }

  async #shutterWay(way: 'open' | 'close'): Promise<Trouble> {
    const from = this.shutter;
    this.shutter = 'moving';
    this.#changed();
    const trouble = await this.#part(way, times_ms.shutter);
    // Without power it stays where it is: a hand fits through until it is closed.
    if (trouble) this.shutter = way === 'open' ? from : 'open';
    const jammed = trouble ?? this.#block('shutterJam', way);
    if (jammed === 'shutterJam') this.shutter = 'jammed';
    return jammed;
  }

  async #retract(): Promise<Trouble> {
    if (this.shutter !== 'closed' && this.faults.strikes('takenDuringClosing')) this.takeBooklet();
    const shut = await this.#closeIfOpen();
    if (shut) return shut;
    const booklet = this.booklets.atExit() ?? this.booklets.inGripper();
    if (!booklet) return 'noBooklet';
    const moved = await this.#grip(booklet, 'retract');
    if (moved) return moved;
    this.booklets.move(booklet.id, 'retain');
    this.counts.retained += 1;
    this.#changed();
    return undefined;
  }

  async #back(slot: number): Promise<Trouble> {
    const shut = (await this.#closeIfOpen()) ?? (await this.#turn(slot));
    if (shut) return shut;
    const booklet = this.booklets.atExit() ?? this.booklets.inGripper();
    if (!booklet) return 'noBooklet';
    const moved = await this.#grip(booklet, 'return');
    if (moved) return moved;
    if (!this.booklets.move(booklet.id, { slot })) return 'slotOccupied';
    this.counts.returned += 1;
    this.counts.load += 1;
    this.#changed();
    return undefined;
  }

  /** From the exit, or from where it was left, through the machine. */
  async #grip(booklet: Booklet, step: 'retract' | 'return'): Promise<Trouble> {
    const gripped = await this.#part('grip', times_ms.grip);
    if (gripped) return gripped;
    this.hasMoved = true;
    this.booklets.move(booklet.id, 'gripper');
    this.#changed();
    return (await this.#part(step, times_ms.carry)) ?? this.#block('jam', step);
  }

  async #read(booklet: Booklet | undefined): Promise<Trouble> {
    this.text = '';
    const trouble = await this.#part('scan', times_ms.scan);
    if (trouble) return trouble;
    if (!booklet || this.faults.strikes('textUnreadable')) return 'textUnreadable';
    this.counts.scanned += 1;
    this.text = booklet.mrz;
    return undefined;
  }

  /** A part moves for so long; the power may go, or the door may be opened, meanwhile. */
  async #part(step: string, duration_ms: number): Promise<Trouble> {
    const epoch = this.#epoch;
    await this.#pace.wait(duration_ms / 2);
    if (epoch === this.#epoch && this.faults.strikes('powerCycle', step)) void this.#cyclePower();
    await this.#pace.wait(duration_ms / 2);
    if (epoch !== this.#epoch) return 'lost';
    return this.isDoorOpen ? 'doorOpen' : undefined;
  }

  /** Stands still from here on, if that is what happens. */
  #block(name: 'jam' | 'shutterJam' | 'carouselBlocked', at: string): Trouble {
    const options = this.faults.strikes(name, at);
    if (!options) return undefined;
    this.fault = name;
    this.#isStuck = options.stuck ?? false;
    return name;
  }

  /** Behind somebody who has taken theirs. */
  #closeWhenClear(): void {
    const epoch = this.#epoch;
    if (this.shutter !== 'open' || this.booklets.atExit()) return;
    void this.#pace.wait(times_ms.autoClose).then(() => {
      const isClear = this.shutter === 'open' && !this.booklets.atExit();
      if (epoch !== this.#epoch || !isClear || this.isMoving || !this.powered) return;
      void this.#byItself(() => this.#closeShutter());
    });
  }

  async #byItself(work: () => Promise<Trouble>): Promise<void> {
    const epoch = this.#epoch;
    this.isMoving = true;
    this.#changed();
    await work();
    if (epoch !== this.#epoch) return;
    this.isMoving = false;
    this.#changed();
  }

  takeBooklet(): Booklet | undefined {
    const booklet = this.booklets.atExit();
    if (!booklet || this.shutter === 'closed' || this.shutter === 'jammed') return undefined;
    this.booklets.move(booklet.id, 'taken');
    if (this.powered) this.counts.taken += 1;
    else this.#unseen += 1;
    this.#changed();
    if (!this.isMoving) this.#closeWhenClear();
    return booklet;
  }

  /** The one that was taken last, through the open shutter. */
  pushBack(): Booklet | undefined {
    const booklet = this.booklets.at('taken').at(-1);
    if (!booklet || this.shutter !== 'open' || !this.booklets.move(booklet.id, 'exit')) return undefined;
    if (this.powered) this.counts.inserted += 1;
    this.#changed();
    return booklet;
  }

  /** Frees everything; what was jammed is taken out. */
  clearJam(): Booklet | undefined {
    const jammed = this.booklets.inGripper();
    if (jammed) this.booklets.move(jammed.id, 'removed');
    if (this.shutter === 'jammed') this.shutter = 'closed';
    this.#isStuck = false;
    this.fault = 'none';
    this.#changed();
    return jammed;
  }

  setDoor(isOpen: boolean): void {
    if (this.isDoorOpen === isOpen) return;
    this.isDoorOpen = isOpen;
    this.#changed();
    // Whoever was inside may have turned it.
    if (!isOpen && this.powered && !this.isMoving && !this.isStarting) void this.#byItself(() => this.#home());
  }

  power(on: boolean): void {
    if (this.powered === on) return;
    this.powered = on;
    this.#epoch += 1;
    this.isMoving = false;
    this.isStarting = on;
    if (this.shutter === 'moving') this.shutter = 'open';
    this.#onPower(on);
    this.#changed();
    if (on) void this.#start();
  }

  async #start(): Promise<void> {
    const epoch = this.#epoch;
    this.boot += 1;
    this.hasMoved = false;
    this.text = '';
    this.counts.taken += this.#unseen;
    this.#unseen = 0;
    if (this.fault === 'jam' && !this.#isStuck) this.fault = 'none';
    await this.#pace.wait(times_ms.boot);
    if (epoch !== this.#epoch) return;
    if (!this.isDoorOpen && !this.#isStuck) await this.#home();
    if (epoch !== this.#epoch) return;
    this.isStarting = false;
    this.#changed();
    this.#closeWhenClear();
  }

  async #cyclePower(): Promise<void> {
    this.power(false);
    await this.#pace.wait(times_ms.powerGone);
    this.power(true);
  }
}
