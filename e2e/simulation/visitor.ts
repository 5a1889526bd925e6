/** Somebody in front of a machine: looks at the screen, thinks, touches it, takes what lies in the tray, or goes away. */
import type { Intent, Screen, View } from '../../main/session/index.ts';
import type { SimulatedKiosk } from './kiosk.ts';
import type { Visit } from './plan.ts';
import { Chance } from './seeded.ts';
import { CODE, civilIdOf } from './service.ts';
import type { WorldTime } from './time.ts';
import { usualAnswer } from './usual-answer.ts';

const PATIENCE_ms = 480_000;
const WAIT_FOR_MACHINE_ms = 60_000;
const BETWEEN_DIGITS_ms = 220;
type Deed = Intent | { readonly wait_ms: number } | 'leave' | 'tap again';

const notServing: readonly Screen['name'][] = ['attract', 'out-of-service', 'starting'];

/** After these most people tap once more. */
const tapNotices: readonly string[] = [
  'card-not-genuine',
  'foreign-card',
  'tap-not-read',
  'two-cards',
  'reader-trouble',
  'card-removed-early',
];

/** Who stands in front of a machine, as far as the machine's body and the auditor need them. */
export type Person = { readonly visit: Pick<Visit, 'resident'>; see(view: View): void };

export class Visitor implements Person {
  readonly visit: Visit;
  readonly #kiosk: SimulatedKiosk;
  readonly #time: WorldTime;
  readonly #chance: Chance;
  readonly #gone: () => void;
  readonly #until_ms: number;
  #isHere = true;
  #tapped = false;
  readonly #wavered = new Set<string>();
  #pushedBack = false;
  #seen = '';
  #code: string;
  #cancel = () => {};

  constructor(kiosk: SimulatedKiosk, visit: Visit, time: WorldTime, seed: string, gone: () => void) {
    this.#kiosk = kiosk;
    this.visit = visit;
    this.#time = time;
    this.#chance = new Chance(`${seed}/visitor/${visit.number}`);
    this.#gone = gone;
    this.#until_ms = time.monotonic_ms() + PATIENCE_ms;
    this.#code = visit.temper === 'wrongCode' ? '000000' : CODE;
  }

  come(): void {
    this.#waitForMachine(this.#time.monotonic_ms() + WAIT_FOR_MACHINE_ms);
  }

  /** The screen changed, or a program that starts shows its first. */
  see(view: View): void {
    if (!this.#isHere || !this.#tapped) return;
    const seen = keyOf(view);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#cancel();
    this.#cancel = this.#time.after(this.#thinks_ms(view.screen), () => this.#act());
  }

  #waitForMachine(until_ms: number): void {
    const { screen } = this.#kiosk;
    if (screen?.name === 'attract') this.#tap(this.visit.first);
    else if (this.#time.monotonic_ms() >= until_ms) this.leave();
    else this.#cancel = this.#time.after(2_000, () => this.#waitForMachine(until_ms));
  }

  #tap(kind: Visit['first']): void {
    this.#tapped = true;
    this.#seen = '';
    this.#kiosk.tapped(this.visit.resident);
    this.#kiosk.reader.lay({ kind, civilId: civilIdOf(this.visit.resident) });
    // A machine that does not notice the card is left at some time.
    this.#again(20_000);
  }

  leave(): void {
    if (!this.#isHere) return;
    this.#isHere = false;
    this.#cancel();
    this.#kiosk.reader.lift();
    this.#gone();
  }

  #thinks_ms(screen: Screen): number {
    if (screen.name === 'code' && screen.entered > 0 && screen.state === 'typing') return BETWEEN_DIGITS_ms;
    return this.visit.temper === 'slow' ? this.#chance.between(4_000, 28_000) : this.#chance.between(300, 1_600);
  }

  #act(): void {
    const deed = this.#decide(this.#kiosk.view);
    if (deed === 'leave') this.leave();
    else if (deed === 'tap again') this.#tap('genuine');
    else if ('wait_ms' in deed) this.#again(deed.wait_ms);
    else {
      // Before the touch: what it changes at once is seen, and thought about anew.
      this.#again(20_000);
      this.#kiosk.send(deed);
    }
  }

  /** Looks again, even when nothing changes on the screen by then. */
  #again(after_ms: number): void {
    this.#cancel();
    this.#cancel = this.#time.after(after_ms, () => this.#act());
  }

  #decide(view: View | undefined): Deed {
    if (this.#time.monotonic_ms() > this.#until_ms) return 'leave';
    // Nothing on the glass: the machine died. Somebody who waits for a licence waits a while.
    if (!view) return { wait_ms: 5_000 };
    this.#kiosk.reader.lift();
    if (view.overlay?.kind === 'still-there') return { type: 'more-time' };
    if (this.visit.temper === 'walksAway' && this.#chance.happens(0.2)) return 'leave';
    return this.#answer(view);
  }

  #answer({ screen, allowed }: View): Deed {
    switch (screen.name) {
      case 'attract':
      case 'out-of-service':
      case 'starting':
        // What lies in the tray is theirs, whatever the screen says.
        if (this.visit.temper !== 'leavesIt') this.#kiosk.take(this.visit.resident);
        return 'leave';
      case 'take':
        return this.#take();
      case 'receipt':
        return { type: this.#receiptWish(allowed) };
      case 'notice':
        return this.#answerNotice(screen, allowed);
      case 'code':
        if (screen.state === 'wrong') this.#code = CODE;
        if (allowed.includes('code-not-received') && this.#wavers('code')) return { type: 'code-not-received' };
        break;
      case 'confirm':
        if (this.#wavers('confirm')) return { type: 'back' };
        break;
    }
    return usualAnswer(screen, this.#code) ?? { wait_ms: 15_000 };
  }

  /** Once at each such screen. */
  #wavers(at: string): boolean {
    if (this.visit.temper !== 'wavers' || this.#wavered.has(at)) return false;
    this.#wavered.add(at);
    return true;
  }

  #take(): Deed {
    const kiosk = this.#kiosk;
    if (this.visit.temper === 'leavesIt') return 'leave';
    if (this.visit.temper === 'pushesBack' && !this.#pushedBack) {
      this.#pushedBack = true;
      kiosk.pushBack();
      return { wait_ms: 3_000 };
    }
    if (this.visit.temper === 'slow' && this.#chance.happens(0.5)) this.#kiosk.send({ type: 'more-time' });
    kiosk.take(this.visit.resident);
    return { wait_ms: 6_000 };
  }

  #answerNotice({ kind }: Extract<Screen, { name: 'notice' }>, allowed: View['allowed']): Deed {
    const isTap = tapNotices.includes(kind);
    if (isTap && this.#chance.happens(0.7)) return 'tap again';
    if (allowed.includes('retry') && this.#chance.happens(0.6)) return { type: 'retry' };
    return { type: allowed.includes('collect-another') ? 'collect-another' : 'finish' };
  }

  #receiptWish(allowed: View['allowed']): 'receipt-print' | 'receipt-code' | 'receipt-none' {
    const wish = this.#chance.oneOf(['receipt-print', 'receipt-none', 'receipt-code'] as const);
    return allowed.includes(wish) ? wish : 'receipt-none';
  }
}

function keyOf({ screen, overlay }: View): string {
  const { name } = screen;
  const detail =
    name === 'code'
      ? `${screen.state}${screen.entered}${JSON.stringify(screen.resend)}`
      : name === 'notice'
        ? screen.kind
        : name === 'documents'
          ? (screen.highlighted ?? '')
          : name === 'making'
            ? screen.attempt
            : '';
  return `${notServing.includes(name) ? 'idle' : name}:${detail}:${overlay?.kind ?? ''}`;
}
