/**
 * The technician's mode, after the vendor mode of XFS4IoT: asked for with a card and its PIN, entered when nothing is
 * under way, left when the devices have proved themselves. While it holds the machine no resident is served.
 */
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { KnownTechnician } from '../identity/index.ts';
import type { Intent, Screen } from '../session/view.ts';
import { PinDialog, type PinDialogEnd } from './access/pin-dialog.ts';
import { type AccessPorts, type Tapped, tapTechnician } from './access/tap.ts';
import { selfTest } from './device-tests.ts';
import { type LastWords, listenToWords } from './last-words.ts';
import { Pages } from './pages.ts';
import type { TechnicianParts } from './parts.ts';
import { pagesOf } from './roles.ts';
import type { Leaving, ShownDevice, TechnicianIntent, TechnicianView } from './view.ts';
import { type LeftHow, type LeftInto, lastVisit, VisitRecord } from './visit-record.ts';

type Visit = {
  readonly record: VisitRecord;
  readonly pages: Pages;
  /** Monotonic. */
  readonly since_ms: number;
  lastSign_ms: number;
  /** What stopped the last way out. */
  failed: { readonly device: ShownDevice; readonly words: string } | undefined;
};

type ModeState =
  | { readonly name: 'inactive' }
  | { readonly name: 'proving'; readonly dialog: PinDialog }
  | { readonly name: 'enterPending'; readonly visit: Visit }
  | { readonly name: 'active'; readonly visit: Visit }
  | { readonly name: 'exitPending'; readonly visit: Visit; readonly device: ShownDevice };

/** Shown on the out-of-service screen beneath: in a technician's hands, or closed by one. docs/technician.md lists them. */
export type HoldCode = 'T1' | 'T2';

/** What counts down on the screen is shown anew this often. */
const TICK_ms = 1000;

export class TechnicianMode {
  readonly #parts: TechnicianParts;
  readonly #words: LastWords;
  readonly #changes = new Emitter<void>();
  readonly #stops: Unsubscribe[];
  #state: ModeState = { name: 'inactive' };
  #after: LeftInto;
  /** A card that came while somebody else was being served is looked at when they are gone. */
  #waitingCard = false;
  #reading = false;
  #cancelTick = () => {};

  constructor(parts: TechnicianParts) {
    this.#parts = parts;
    this.#words = listenToWords(parts.machine, parts.clock);
    this.#after = lastVisit(parts.journal);
    const { session, desk, machine } = parts;
    this.#stops = [
      machine.cardReader.onEvent(({ event }) => {
        if (event === 'mediaDetected') this.#cardCame();
        if (event === 'mediaRemoved') this.#cardGone();
      }),
      session.onView(() => this.#considerCard()),
      session.onView(() => this.#considerEntering()),
      desk.onChange(() => this.#considerEntering()),
    ];
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  /** Why no resident is served; undefined: they are. */
  holds(): HoldCode | undefined {
    if (this.#state.name !== 'inactive') return 'T1';
    return this.#after === 'closed' ? 'T2' : undefined;
  }

  /** The session has read a card that it cannot use: true when it is a technician's, which is seen to here. */
  async claim(): Promise<boolean> {
    if (this.#state.name !== 'inactive' || this.#reading) return false;
    this.#reading = true;
    const tapped = await tapTechnician(this.#access());
    this.#reading = false;
    if (tapped.kind === 'stranger' || this.#state.name !== 'inactive') return false;
    this.#prove(tapped);
    return true;
  }

  /** Undefined: the glass is the residents'. */
  screen(): Screen | undefined {
    const state = this.#state;
    switch (state.name) {
      case 'inactive':
        return undefined;
      case 'proving':
        return state.dialog.screen();
      case 'enterPending':
        return { name: 'technician-waiting' };
      case 'active':
      case 'exitPending':
        return { name: 'technician', technician: this.#view(state.visit) };
    }
  }

  allowed(): readonly Intent['type'][] {
    switch (this.#state.name) {
      case 'proving':
        return this.#state.dialog.allowed();
      case 'enterPending':
        return ['finish'];
      case 'active':
        return ['technician'];
      default:
        return [];
    }
  }

  /** Ignored when it is not allowed now: a late touch is not an error. */
  send(intent: Intent): void {
    if (!this.allowed().includes(intent.type)) return;
    const state = this.#state;
    if (state.name === 'proving') state.dialog.send(intent);
    if (state.name === 'enterPending') this.#leave(state.visit, 'left', 'service');
    if (state.name === 'active' && intent.type === 'technician') {
      state.visit.lastSign_ms = this.#parts.clock.monotonic_ms();
      this.#ask(state.visit, intent.intent);
    }
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#words.stop();
    this.#cancelTick();
    if (this.#state.name === 'proving') this.#state.dialog.stop();
    if ('visit' in this.#state) this.#state.visit.pages.stop();
  }

  #access(): AccessPorts {
    const { machine, judge, journal, clock, random, cardRead_ms } = this.#parts;
    return { reader: machine.cardReader, judge, journal, clock, random, cardRead_ms };
  }

  #cardCame(): void {
    if (this.#state.name === 'proving') void this.#state.dialog.cardCame();
    if (this.#state.name !== 'inactive') return;
    const { name } = this.#parts.session.view().screen;
    // The session reads it, and asks here when it cannot use it.
    if (name === 'attract' || name === 'reading') return;
    this.#waitingCard = true;
    this.#considerCard();
  }

  #cardGone(): void {
    this.#waitingCard = false;
    if (this.#state.name === 'proving') this.#state.dialog.cardGone();
  }

  #considerCard(): void {
    if (!this.#waitingCard || this.#parts.session.isOccupied()) return;
    this.#waitingCard = false;
    void this.claim();
  }

  #prove(tapped: Exclude<Tapped, { kind: 'stranger' }>): void {
    const onChange = () => this.#changes.emit();
    const onEnd = (end: PinDialogEnd) => this.#proven(end);
    const dialog = new PinDialog({ ...this.#access(), onChange, onEnd }, tapped);
    this.#become({ name: 'proving', dialog });
  }

  #proven(end: PinDialogEnd) {
    const visit = end.kind === 'proven' ? this.#visitOf(end.technician) : undefined;
    if (!visit) return this.#become({ name: 'inactive' });
    this.#become({ name: 'enterPending', visit });
    this.#considerEntering();
  }

  /** Undefined when the journal takes no entry of it. */
  #visitOf(technician: KnownTechnician): Visit | undefined {
    const record = new VisitRecord(this.#parts, technician);
    if (!record.entered()) return undefined;
    const since_ms = this.#parts.clock.monotonic_ms();
    const pages = new Pages(this.#parts, record, this.#words, () => this.#changes.emit());
    return { record, pages, since_ms, lastSign_ms: since_ms, failed: undefined };
  }

  #considerEntering(): void {
    const { session, desk } = this.#parts;
    if (this.#state.name !== 'enterPending' || session.isOccupied() || desk.underWay()) return;
    const { visit } = this.#state;
    visit.lastSign_ms = this.#parts.clock.monotonic_ms();
    this.#become({ name: 'active', visit });
  }

  #ask(visit: Visit, intent: TechnicianIntent): void {
    switch (intent.ask) {
      case 'back-in-service':
        if (visit.pages.hindrances().length === 0 && visit.record.action('back-in-service'))
          void this.#exit(visit, 'left');
        return;
      case 'leave-closed':
        if (!visit.pages.isTesting && visit.record.action('leave-closed')) this.#leave(visit, 'left', 'closed');
        return;
      default:
        visit.failed = undefined;
        visit.pages.send(intent);
    }
  }

  /** Each device proves itself; one that residents need and that fails keeps the technician, or the machine closed. */
  async #exit(visit: Visit, how: LeftHow) {
    let failed: Visit['failed'];
    for (const device of visit.pages.devices()) {
      this.#become({ name: 'exitPending', visit, device });
      const result = await selfTest(this.#parts.machine, device, this.#parts.clock);
      visit.pages.noteTest(device, 'self-test', result);
      if (!result.passed && visit.pages.isNeeded(device)) failed ??= { device, words: result.words };
    }
    if (failed && how === 'left') {
      visit.failed = failed;
      visit.lastSign_ms = this.#parts.clock.monotonic_ms();
      return this.#become({ name: 'active', visit });
    }
    this.#leave(visit, how, failed ? 'closed' : 'service');
  }

  #leave(visit: Visit, how: LeftHow, into: LeftInto): void {
    visit.pages.stop();
    visit.record.left(how, into);
    this.#after = into;
    this.#become({ name: 'inactive' });
  }

  #view(visit: Visit): TechnicianView {
    const { cardId, role } = visit.record.technician;
    return {
      cardId,
      role,
      locksIn_s: Math.ceil(Math.max(0, this.#left_ms(visit)) / 1000),
      now_ms: this.#parts.clock.now_ms(),
      pages: pagesOf(role),
      leaving: this.#leaving(visit),
      ...visit.pages.view(),
    };
  }

  #leaving(visit: Visit): Leaving {
    if (this.#state.name === 'exitPending') return { state: 'testing', device: this.#state.device };
    const by = visit.pages.hindrances();
    if (by.length > 0) return { state: 'hindered', by };
    return visit.failed ? { state: 'failed', ...visit.failed } : { state: 'possible' };
  }

  #left_ms({ since_ms, lastSign_ms }: Visit): number {
    const { limits, clock } = this.#parts;
    const end_ms = Math.min(lastSign_ms + limits.idle_ms, since_ms + limits.atMost_ms);
    return end_ms - clock.monotonic_ms();
  }

  #become(state: ModeState) {
    this.#state = state;
    this.#cancelTick();
    if (state.name !== 'inactive') this.#cancelTick = this.#parts.clock.after(TICK_ms, () => this.#tick());
    this.#changes.emit();
  }

  #tick(): void {
    const state = this.#state;
    this.#cancelTick = this.#parts.clock.after(TICK_ms, () => this.#tick());
    if (state.name === 'active' || state.name === 'enterPending') this.#considerLimits(state.visit, state.name);
    this.#changes.emit();
  }

  /** A test that runs is waited for: it ends by itself. */
  #considerLimits(visit: Visit, name: 'active' | 'enterPending') {
    if (this.#left_ms(visit) > 0 || visit.pages.isTesting) return;
    const { limits, clock } = this.#parts;
    const how = clock.monotonic_ms() >= visit.since_ms + limits.atMost_ms ? 'limit' : 'idle';
    if (name === 'enterPending') return this.#leave(visit, how, 'service');
    if (visit.pages.hindrances().length > 0) return this.#leave(visit, how, 'closed');
    void this.#exit(visit, how);
  }
}
