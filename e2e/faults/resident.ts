/** Somebody who does what the screen says, always the same way, and writes down what they were shown. */
import type { Intent, Screen, View } from '../../main/session/index.ts';
import type { SimulatedKiosk } from '../simulation/kiosk.ts';
import type { CardShown } from '../simulation/plan.ts';
import { CODE, civilIdOf } from '../simulation/service.ts';
import type { WorldTime } from '../simulation/time.ts';
import { usualAnswer } from '../simulation/usual-answer.ts';
import type { Person } from '../simulation/visitor.ts';

export type Manner = {
  /** Laid on the reader; their own unless told otherwise. */
  readonly card?: CardShown;
  /** What they do when their document lies in the tray. */
  readonly tray?: 'take' | 'takeLate' | 'takeUnnoticed' | 'leave' | 'pushBack';
  readonly receipt?: 'receipt-print' | 'receipt-code' | 'receipt-none';
  /** Accepts the offer to try again, once. */
  readonly triesAgain?: boolean;
  /** Asks for more time before they reach for their document. */
  readonly asksForTime?: boolean;
  /** Goes away without a word when the machine comes to this moment. */
  readonly leavesAt?: string;
  /** Takes what lies in the tray of a machine that went dark. */
  readonly takesInTheDark?: boolean;
};

const THINKS_ms = 800;
const AT_ONCE_ms = 10;
/** Longer than the machine waits before it looks at the tray by itself. */
const LATE_ms = 12_000;
/** A dark screen is waited for this long. */
const PATIENCE_ms = 120_000;
const RESIDENT = 0;

export class Resident implements Person {
  readonly visit = { resident: RESIDENT };
  /** Every screen in its turn, as `screenWord` has it. */
  readonly seen: string[] = [];
  /** What the last of them said before they went. */
  parting: Screen | undefined;
  isGone = false;
  readonly #kiosk: SimulatedKiosk;
  readonly #time: WorldTime;
  readonly #manner: Manner;
  readonly #onMoment: (moment: string) => void;
  readonly #until_ms: number;
  #moment = '';
  #glance = '';
  #hasBegun = false;
  #hasTried = false;
  #hasAsked = false;
  #cancel = () => {};

  constructor(kiosk: SimulatedKiosk, time: WorldTime, manner: Manner, onMoment: (moment: string) => void) {
    this.#kiosk = kiosk;
    this.#time = time;
    this.#manner = manner;
    this.#onMoment = onMoment;
    this.#until_ms = time.monotonic_ms() + PATIENCE_ms;
  }

  come(): void {
    this.#kiosk.visitor = this;
    this.#look();
  }

  see(view: View): void {
    if (this.isGone || !this.#hasBegun) return;
    const { screen } = view;
    this.#note(screen);
    const moment = momentOf(screen);
    const glance = 'entered' in screen ? `${moment} ${screen.state} ${screen.entered}` : moment;
    // A number that counts down is nothing new.
    if (glance === this.#glance) return;
    this.#glance = glance;
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.#onMoment(moment);
    }
    this.#cancel();
    this.#cancel = this.#time.after(this.#thinks_ms(moment), () => this.#act());
  }

  #thinks_ms(moment: string): number {
    if (moment === this.#manner.leavesAt) return AT_ONCE_ms;
    return moment === 'take' && this.#manner.tray === 'takeLate' ? LATE_ms : THINKS_ms;
  }

  /** Before they begin: is it open? */
  #look(): void {
    const { screen } = this.#kiosk;
    if (screen?.name === 'attract') {
      this.#hasBegun = true;
      this.#kiosk.tapped(RESIDENT);
      this.#kiosk.reader.lay({ kind: this.#manner.card ?? 'genuine', civilId: civilIdOf(RESIDENT) });
    } else if (screen?.name === 'out-of-service') {
      this.#note(screen);
      this.#go();
    } else this.#time.after(1_000, () => this.#look());
  }

  #act(): void {
    const { view } = this.#kiosk;
    if (!view) {
      if (this.#manner.takesInTheDark) this.#reach();
      if (this.#time.monotonic_ms() > this.#until_ms) this.#go();
      else this.#cancel = this.#time.after(2_000, () => this.#act());
      return;
    }
    const { screen, allowed } = view;
    if (momentOf(screen) === this.#manner.leavesAt) {
      this.#go();
      return;
    }
    // The PIN is the card's own: it lies there until it is right.
    if (screen.name !== 'reading' && screen.name !== 'pin') this.#kiosk.reader.lift();
    const intent = this.#answer(screen, allowed);
    // What stands still is looked at again: a hand that comes too early, a program that died meanwhile.
    this.#cancel = this.#time.after(2_000, () => this.#act());
    if (intent && allowed.includes(intent.type)) this.#kiosk.send(intent);
  }

  #answer(screen: Screen, allowed: View['allowed']): Intent | undefined {
    switch (screen.name) {
      case 'attract':
      case 'out-of-service':
        this.#go();
        return undefined;
      case 'take':
        if (this.#manner.asksForTime && !this.#hasAsked) {
          this.#hasAsked = true;
          return { type: 'more-time' };
        }
        this.#reach();
        return undefined;
      case 'receipt': {
        const wish = this.#manner.receipt ?? 'receipt-none';
        return { type: allowed.includes(wish) ? wish : 'receipt-code' };
      }
      case 'notice':
        if (this.#manner.triesAgain && !this.#hasTried && allowed.includes('retry')) {
          this.#hasTried = true;
          return { type: 'retry' };
        }
        this.parting = screen;
        return { type: 'finish' };
      case 'receipt-code':
      case 'thanks':
        this.parting ??= screen;
        break;
    }
    return usualAnswer(screen, CODE);
  }

  #reach(): void {
    const { tray = 'take' } = this.#manner;
    if (tray === 'pushBack') this.#kiosk.pushBack();
    else if (tray !== 'leave') this.#kiosk.take(RESIDENT, tray !== 'takeUnnoticed');
  }

  #note(screen: Screen): void {
    const word = screenWord(screen);
    // After the last words for this person comes what the next one sees.
    if (this.parting && isForNobody(screen)) return;
    if (word !== this.seen.at(-1)) this.seen.push(word);
    if (screen.name === 'out-of-service') this.parting ??= screen;
  }

  #go(): void {
    this.isGone = true;
    this.#cancel();
    this.#kiosk.reader.lift();
    this.#kiosk.visitor = undefined;
  }
}

function isForNobody({ name }: Screen): boolean {
  return name === 'attract' || name === 'starting' || name === 'out-of-service';
}

/** Documents of which none can be had here now. */
export const NOTHING_HERE = 'documents without any';

/** A screen in one word or two: what stands on it, without numbers that count down. */
export function screenWord(screen: Screen): string {
  switch (screen.name) {
    case 'documents':
      return screen.highlighted === undefined ? NOTHING_HERE : 'documents';
    case 'making':
      return screen.attempt > 1 ? `making again` : 'making';
    case 'notice':
      return `notice ${screen.kind}`;
    case 'out-of-service':
      return `out of service ${screen.code}`;
    case 'receipt-code':
      return screen.becausePrinterFailed ? 'receipt-code instead' : 'receipt-code';
    default:
      return screen.name;
  }
}

/** When something can befall: a screen, or a step of the making. */
function momentOf(screen: Screen): string {
  return screen.name === 'making' ? screen.step : screen.name;
}
