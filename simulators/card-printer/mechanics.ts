import {
  type CardPath,
  type CardPlace,
  cardTimes_ms,
  type JamExit,
  type Pace,
  type Panel,
  Ribbon,
  type RibbonType,
} from '../machine/index.ts';
import type { PrinterFaults } from './faults.ts';
import { type FaceImage, Surface } from './surface.ts';

/** Why a movement ended before its time, in the printer's words; `POWER` when the mains went. */
export type Stop =
  | 'ERR_FEEDER_ERROR'
  | 'ERR_MECHANICAL'
  | 'ERR_COVER_OPEN'
  | 'ERR_RIBBON_ENDED'
  | 'ERR_RIBBON_ERROR'
  | 'ERR_BAD_RIBBON'
  | 'ERR_HEAD_TEMP'
  | 'ERR_REJECT_BOX_FULL'
  | 'ERR_HOPPER_FULL'
  | 'ERR_CARD_ON_EJECT'
  | 'ERR_NO_CARD_INSERTED'
  | 'POWER';

export type Side = 'front' | 'back';
export type PrintWork = { readonly front: FaceImage; readonly back: FaceImage | undefined };
type Print = { front: Surface; back: Surface; complete: boolean; jobs: number };

const SLICES = 10;
/** Pictures of cards that left the printer; older ones are forgotten so that a long run stays small. */
const MAX_REMEMBERED_PRINTS = 40;

/** The moving parts of a card printer: motors, head, ribbon, cover, mains. Knows no protocol. */
export class Mechanics {
  readonly path: CardPath;
  readonly #pace: Pace;
  readonly #faults: PrinterFaults;
  readonly #changed: () => void;
  readonly #powerLost: () => void;
  readonly prints = new Map<string, Print>();
  readonly counters = { cardsFed: 0, panels: 0 };
  ribbon: Ribbon;
  step = 'idle';
  cover: 'open' | 'closed' = 'closed';
  cooling = false;
  #power: 'off' | 'booting' | 'on' = 'on';
  #mains = 0;
  #running: { readonly abort: AbortController; stop: Stop | undefined } | undefined;

  constructor(parts: {
    readonly path: CardPath;
    readonly ribbon: Ribbon;
    readonly pace: Pace;
    readonly faults: PrinterFaults;
    readonly changed: () => void;
    readonly powerLost: () => void;
  }) {
    this.path = parts.path;
    this.ribbon = parts.ribbon;
    this.#pace = parts.pace;
    this.#faults = parts.faults;
    this.#changed = parts.changed;
    this.#powerLost = parts.powerLost;
  }

  get power(): 'off' | 'booting' | 'on' {
    return this.#power;
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** The card that the rollers hold, the foremost when a double feed left two. */
  get held(): string | undefined {
    return this.path.inTransport().at(-1);
  }

  /** The card that rests at an encoder station: none while the rollers turn, none that is jammed on its way. */
  get atEncoder(): string | undefined {
    if (this.busy || this.path.jam) return undefined;
    return this.path.at('contactless')[0] ?? this.path.at('contact')[0];
  }

  get hopperEmpty(): boolean {
    return this.path.count('hopper') === 0 || this.#faults.holds('hopperEmpty');
  }

  get rejectBinFull(): boolean {
    return this.path.count('rejectBin') >= this.path.limits.rejectBin || this.#faults.holds('rejectBinFull');
  }

  get wrongRibbon(): boolean {
    return this.#faults.holds('ribbonWrongType');
  }

  feed(): Promise<Stop | undefined> {
    return this.#operate('feed', async () => {
      if (this.hopperEmpty || this.#faults.strikes('feederJam', ['feed'])) {
        return (await this.#pass(cardTimes_ms.feed, ['hopper'])) ?? 'ERR_FEEDER_ERROR';
      }
      const two = this.#faults.strikes('doubleFeed', ['feed']) !== undefined;
      const [cardId] = this.path.draw(two ? 2 : 1);
      const stop = await this.#pass(cardTimes_ms.feed, ['feed']);
      if (stop) return stop;
      this.counters.cardsFed += 1;
      if (two) this.path.setJam({ stuck: false });
      if (two || cardId === undefined) return 'ERR_MECHANICAL';
      this.path.move(cardId, 'print');
      return undefined;
    });
  }

  moveTo(station: 'print' | 'contact' | 'contactless'): Promise<Stop | undefined> {
    return this.#operate(`move:${station}`, async () => {
      const card = this.held;
      if (card === undefined) return 'ERR_NO_CARD_INSERTED';
      if (this.path.jam) return 'ERR_MECHANICAL';
      if (this.path.placeOf(card) === station) return undefined;
      const stop = await this.#pass(cardTimes_ms.move, ['move', `move:${station}`]);
      if (!stop) this.path.move(card, station);
      return stop;
    });
  }

  /** Out at the front: held by the bezel, or let go of when there is none to hold it. */
  eject(hold: 'bezel' | 'none'): Promise<Stop | undefined> {
    return this.#operate('eject', async () => {
      const card = this.held;
      if (card === undefined) return 'ERR_NO_CARD_INSERTED';
      if (this.path.jam) return 'ERR_MECHANICAL';
      if (this.path.count('exit') > 0) return 'ERR_CARD_ON_EJECT';
      const stop = await this.#pass(cardTimes_ms.eject, ['eject']);
      if (stop) return stop;
      const pulled = this.#faults.strikes('cardPulledDuringEject', ['eject']) !== undefined;
      this.path.move(card, pulled || hold === 'none' ? 'taken' : 'exit');
      return undefined;
    });
  }

  /** Back in from the bezel; `ERR_NO_CARD_INSERTED` when nothing is there to be pulled in. */
  pullIn(): Promise<Stop | undefined> {
    return this.#operate('retract', async () => {
      if (this.path.count('exit') === 0 || this.held !== undefined) return 'ERR_NO_CARD_INSERTED';
      const stop = await this.#pass(cardTimes_ms.retract, ['retract']);
      if (stop) return stop;
      const [card] = this.path.at('exit');
      if (card === undefined) return 'ERR_NO_CARD_INSERTED';
      this.path.move(card, 'print');
      return undefined;
    });
  }

  /** Drives all cards on the rollers into a bin; this also frees a jam that is not stuck. */
  drop(bin: 'rejectBin' | 'retainBin'): Promise<Stop | undefined> {
    return this.#operate(bin === 'rejectBin' ? 'reject' : 'retain', async () => {
      if (this.held === undefined) return 'ERR_NO_CARD_INSERTED';
      if (bin === 'rejectBin' && this.rejectBinFull) return 'ERR_REJECT_BOX_FULL';
      const stop = await this.#pass(cardTimes_ms.reject, [bin === 'rejectBin' ? 'reject' : 'retain']);
      if (stop) return stop;
      if (this.path.jam?.stuck) return 'ERR_MECHANICAL';
      for (const card of this.path.inTransport()) {
        if (!this.path.move(card, bin)) return bin === 'rejectBin' ? 'ERR_REJECT_BOX_FULL' : 'ERR_HOPPER_FULL';
      }
      return undefined;
    });
  }

  print(work: PrintWork): Promise<Stop | undefined> {
    return this.#operate('print', async () => {
      const card = this.held;
      if (card === undefined) return 'ERR_NO_CARD_INSERTED';
      if (this.path.jam) return 'ERR_MECHANICAL';
      if (this.wrongRibbon) return 'ERR_BAD_RIBBON';
      const print = this.#printOf(card);
      print.jobs += 1;
      print.complete = false;
      const stop = await this.#printCard(card, print, work);
      print.complete = stop === undefined;
      return stop;
    });
  }

  setCover(to: 'open' | 'closed'): void {
    this.cover = to;
    if (to === 'open') this.#stop('ERR_COVER_OPEN');
    this.#changed();
  }

  setPower(on: boolean): void {
    if (on === (this.#power !== 'off')) return;
    this.#mains += 1;
    this.#power = on ? 'booting' : 'off';
    if (on) void this.#boot(this.#mains);
    else {
      this.#stop('POWER');
      this.#powerLost();
    }
    this.#changed();
  }

  async powerCycle(): Promise<void> {
    this.setPower(false);
    await this.#pace.wait(2000);
    this.setPower(true);
  }

  changeRibbon(type: RibbonType, sets?: number): void {
    this.ribbon = new Ribbon(type, sets);
    this.#faults.clear('ribbonWrongType');
  }

  /** Hands inside: whatever moved stops first. */
  clearJam(to: JamExit): readonly string[] {
    this.#stop('ERR_COVER_OPEN');
    return this.path.clearJam(to);
  }

  async #boot(mains: number): Promise<void> {
    await this.#pace.wait(cardTimes_ms.boot);
    if (this.#mains !== mains) return;
    this.#power = 'on';
    const ejects = this.held !== undefined && this.#faults.strikes('ejectsOnPowerUp', ['boot']) !== undefined;
    if (ejects) await this.eject('bezel');
    this.#changed();
  }

  async #printCard(card: string, print: Print, work: PrintWork): Promise<Stop | undefined> {
    if (this.path.placeOf(card) !== 'print') {
      const stop = await this.#pass(cardTimes_ms.move, ['move', 'move:print']);
      if (stop) return stop;
      this.path.move(card, 'print');
    }
    if (!this.ribbon.beginSet()) return 'ERR_RIBBON_ENDED';
    const stop = await this.#printFace('front', print.front, work.front, 'front');
    if (stop || !work.back) return stop;
    return (await this.#flip(card)) ?? (await this.#printBack(print.back, work.back));
  }

  async #flip(card: string): Promise<Stop | undefined> {
    this.step = 'flip';
    this.path.move(card, 'flip');
    this.#changed();
    const stop = await this.#pass(cardTimes_ms.flip, ['flip']);
    if (!stop) this.path.move(card, 'print');
    return stop;
  }

  /** The back's own panel of the set where the ribbon has one, else a set of its own. */
  async #printBack(surface: Surface, image: FaceImage): Promise<Stop | undefined> {
    const shared = panelsOf(image).every((panel) => this.ribbon.carries(panel, 'back'));
    if (!shared && !this.ribbon.beginSet()) return 'ERR_RIBBON_ENDED';
    return this.#printFace('back', surface, image, shared ? 'back' : 'front');
  }

  async #printFace(side: Side, surface: Surface, image: FaceImage, part: 'front' | 'back'): Promise<Stop | undefined> {
    surface.image = image;
    surface.jobs += 1;
    const panels = panelsOf(image);
    for (const [index, panel] of panels.entries()) {
      if (!this.ribbon.carries(panel, part)) return 'ERR_BAD_RIBBON';
      this.step = `${side}:${panel}`;
      this.#changed();
      const middle = index === Math.min(1, panels.length - 1);
      const places = [this.step, ...(middle ? ['printHead', side] : [])];
      const stop = await this.#pass(cardTimes_ms.panel[panel], places, (reached) => {
        surface.reached[panel] = reached;
      });
      if (stop) return stop;
      this.counters.panels += 1;
    }
    return undefined;
  }

  /** One movement at a time; the firmware asks `busy` first. */
  async #operate(step: string, work: () => Promise<Stop | undefined>): Promise<Stop | undefined> {
    if (this.#running) throw new Error('two movements at once');
    if (this.#power === 'off') return 'POWER';
    this.#running = { abort: new AbortController(), stop: undefined };
    this.step = step;
    this.#changed();
    const stop = await work();
    this.#running = undefined;
    this.step = 'idle';
    this.#changed();
    return stop;
  }

  #stop(stop: Stop): void {
    if (!this.#running) return;
    this.#running.stop ??= stop;
    this.#running.abort.abort();
  }

  /** Lets the motors run for a while; faults strike in the middle of it. */
  async #pass(
    duration_ms: number,
    places: readonly string[],
    reached?: (fraction: number) => void,
  ): Promise<Stop | undefined> {
    for (let slice = 1; slice <= SLICES; slice++) {
      await this.#pace.wait(duration_ms / SLICES, this.#running?.abort.signal);
      if (slice === SLICES / 2) this.#strike(places, reached !== undefined);
      if (this.#running?.stop) return this.#running.stop;
      reached?.(slice / SLICES);
    }
    return undefined;
  }

  #strike(places: readonly string[], printing: boolean): void {
    const jam = this.#faults.strikes('jam', places);
    if (jam) {
      // What is being pulled in is past the bezel by now.
      const [entering] = places.includes('retract') ? this.path.at('exit') : [];
      if (entering !== undefined) this.path.move(entering, 'flip');
      this.path.setJam({ stuck: jam.stuck ?? false, unseen: jam.unseen ?? false });
      this.#stop('ERR_MECHANICAL');
    }
    if (this.#faults.strikes('coverOpen', places)) this.setCover('open');
    if (this.#faults.strikes('powerCycle', places)) void this.powerCycle();
    if (printing) this.#strikeHead(places);
  }

  #strikeHead(places: readonly string[]): void {
    if (this.#faults.strikes('ribbonEndsMidPanel', places)) {
      this.ribbon.end();
      this.#stop('ERR_RIBBON_ENDED');
    }
    if (this.#faults.strikes('ribbonBroken', places)) {
      this.ribbon.tear();
      this.#stop('ERR_RIBBON_ERROR');
    }
    if (this.#faults.strikes('headOverheated', places)) {
      this.#stop('ERR_HEAD_TEMP');
      void this.#cool();
    }
  }

  async #cool(): Promise<void> {
    this.cooling = true;
    await this.#pace.wait(cardTimes_ms.cooling);
    this.cooling = false;
    this.#changed();
  }

  #printOf(cardId: string): Print {
    const known = this.prints.get(cardId);
    if (known) return known;
    const print = { front: new Surface(), back: new Surface(), complete: false, jobs: 0 };
    this.prints.set(cardId, print);
    for (const old of this.prints.keys()) {
      if (this.prints.size <= MAX_REMEMBERED_PRINTS) break;
      if (isGone(this.path.placeOf(old))) this.prints.delete(old);
    }
    return print;
  }
}

function isGone(place: CardPlace): boolean {
  return place === 'taken' || place === 'removed' || place === 'rejectBin' || place === 'retainBin';
}

function panelsOf(image: FaceImage): readonly Panel[] {
  return [
    ...(image.rgb ? (['y', 'm', 'c'] as const) : []),
    ...(image.resin ? (['k'] as const) : []),
    ...(image.overlay ? (['o'] as const) : []),
  ];
}
