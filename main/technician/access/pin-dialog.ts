/** From a technician's card on the reader to a proven PIN: what the screen shows, and what goes to the card. */
import { invariant } from '../../../common/assert.ts';
import type { DeviceError } from '../../../devices/contract/index.ts';
import type { KnownTechnician } from '../../identity/index.ts';
import { isAway, keysAllowed, PIN_LENGTH, TypedDigits } from '../../session/index.ts';
import type { Intent, Screen, TechnicianRefusal } from '../../session/view.ts';
import { freeEnds, lockOutKinds, lockOutOf, TRIES } from './lock-out.ts';
import { type AccessPorts, noteRefusal, refusalFor, type Tapped, tapTechnician } from './tap.ts';

/** Nobody types any more: the machine goes back to the residents. */
const IDLE_ms = 30_000;
/** Time enough to read why. */
const REFUSED_ms = 10_000;

type DialogState =
  | { readonly name: 'looking' | 'checking' | 'last-try' | 'card-missing' }
  | { readonly name: 'typing'; readonly wrong: boolean }
  | { readonly name: 'locked'; readonly until_ms: number }
  | { readonly name: 'refused'; readonly refusal: TechnicianRefusal };

export type PinDialogEnd =
  | { readonly kind: 'proven'; readonly technician: KnownTechnician }
  | { readonly kind: 'closed' };

export type PinDialogOptions = AccessPorts & {
  readonly onChange: () => void;
  readonly onEnd: (end: PinDialogEnd) => void;
};

export class PinDialog {
  readonly #options: PinDialogOptions;
  readonly #typed = new TypedDigits();
  #state: DialogState = { name: 'looking' };
  #technician: KnownTechnician | undefined;
  /** Of the card's own counter. */
  #cardTries: number | undefined;
  /** Wrong PINs in a row by the journal. */
  #wrong = 0;
  #maySpendLast = false;
  #asking = new AbortController();
  #cancelClosing = () => {};
  #ended = false;

  constructor(options: PinDialogOptions, tapped: Exclude<Tapped, { kind: 'stranger' }>) {
    this.#options = options;
    this.#begin(tapped);
  }

  screen(): Extract<Screen, { name: 'technician-pin' }> {
    const state = this.#state;
    const isLocked = state.name === 'locked';
    return {
      name: 'technician-pin',
      state: state.name === 'typing' && state.wrong ? 'wrong' : state.name,
      entered: this.#typed.length,
      longest: PIN_LENGTH.most,
      triesLeft: this.#triesLeft(),
      lockedFor_s: isLocked
        ? Math.ceil(Math.max(0, state.until_ms - this.#options.clock.monotonic_ms()) / 1000)
        : undefined,
      refusal: state.name === 'refused' ? state.refusal : undefined,
    };
  }

  allowed(): readonly Intent['type'][] {
    switch (this.#state.name) {
      case 'typing':
        return ['finish', ...keysAllowed(this.#typed.length, PIN_LENGTH)];
      case 'last-try':
        return ['use-last-try', 'finish'];
      case 'looking':
      case 'checking':
        return [];
      default:
        return ['finish'];
    }
  }

  /** Only what `allowed` says. */
  send(intent: Intent) {
    this.#closeAfter(IDLE_ms);
    switch (intent.type) {
      case 'digit':
        this.#typed.add(intent.digit);
        return this.#show({ name: 'typing', wrong: false });
      case 'delete-digit':
        this.#typed.removeLast();
        return this.#options.onChange();
      case 'clear-digits':
        this.#typed.wipe();
        return this.#options.onChange();
      case 'use-last-try':
        this.#maySpendLast = true;
        return this.#show({ name: 'typing', wrong: false });
      case 'submit-code':
        return void this.#prove();
      case 'finish':
        return this.#end({ kind: 'closed' });
      default:
        return;
    }
  }

  cardGone(): void {
    const { name } = this.#state;
    if (name === 'typing' || name === 'last-try') this.#show({ name: 'card-missing' });
  }

  /** Whoever comes back may be another: the card is asked anew. */
  async cardCame() {
    if (this.#state.name !== 'card-missing') return;
    this.#show({ name: 'looking' });
    const tapped = await tapTechnician(this.#options, this.#asking.signal);
    if (this.#ended) return;
    if (tapped.kind !== 'stranger') return this.#begin(tapped);
    noteRefusal(this.#options, 'otherCard');
    this.#refuse('other-card');
  }

  stop(): void {
    this.#ended = true;
    this.#asking.abort();
    this.#cancelClosing();
    this.#typed.wipe();
  }

  #begin(tapped: Exclude<Tapped, { kind: 'stranger' }>) {
    if (tapped.kind === 'refused') return this.#refuse(tapped.refusal);
    this.#technician = tapped.technician;
    this.#maySpendLast = false;
    if (this.#isLockedOut(() => noteRefusal(this.#options, 'lockedOut', tapped.technician.cardId))) return;
    void this.#look();
  }

  async #look() {
    this.#show({ name: 'looking' });
    const tries = await this.#options.reader.readPinTries(this.#commandOptions());
    if (this.#ended) return;
    if (!tries.ok) return this.#trouble(tries.error, isAway(tries.error) ? 'removedEarly' : 'readerFault');
    const { triesLeft } = tries.value;
    if (triesLeft === undefined || triesLeft === 0) {
      noteRefusal(this.#options, triesLeft === 0 ? 'pinBlocked' : 'noPin', this.#technician?.cardId);
      return this.#refuse(triesLeft === 0 ? 'pin-blocked' : 'not-genuine');
    }
    this.#cardTries = triesLeft;
    this.#show(triesLeft === 1 ? { name: 'last-try' } : { name: 'typing', wrong: false });
  }

  async #prove() {
    const technician = this.#technician;
    invariant(technician, 'a PIN is typed for a card that is known');
    const { journal, random, reader } = this.#options;
    const { cardId } = technician;
    const pin = this.#typed.copy();
    this.#typed.wipe();
    this.#show({ name: 'checking' });
    const tried = journal.append([{ kind: 'technician.pinTried', body: { cardId } }]);
    if (!tried.ok) {
      pin.fill(0);
      return this.#refuse('journal');
    }
    const challenge = random.bytes(32);
    const lastTry = this.#maySpendLast ? 'spend' : 'keep';
    const verdict = await reader.verifyPin({ pin, challenge, lastTry }, this.#commandOptions());
    pin.fill(0);
    // What the card said of the PIN is written down even when nobody waits for it any more.
    if (!verdict.ok) {
      // A try that may have reached the card stays counted.
      const spent = isAway(verdict.error) ? 'removedInTry' : 'readerFaultInTry';
      return this.#trouble(verdict.error, verdict.error.effect === 'none' ? freeEnds.unsent : spent);
    }
    switch (verdict.value.outcome) {
      case 'verified':
        return this.#judge(technician, verdict.value.evidence, challenge);
      case 'wrong':
        this.#cardTries = verdict.value.triesLeft;
        noteRefusal(this.#options, 'pinWrong', cardId);
        if (this.#isLockedOut(() => {})) return;
        return this.#show(verdict.value.triesLeft === 1 ? { name: 'last-try' } : { name: 'typing', wrong: true });
      case 'lastTryLeft':
        this.#cardTries = 1;
        noteRefusal(this.#options, freeEnds.lastTry, cardId);
        return this.#show({ name: 'last-try' });
      case 'blocked':
        noteRefusal(this.#options, 'pinBlocked', cardId);
        return this.#refuse('pin-blocked');
    }
  }

  #judge(tapped: KnownTechnician, evidence: Parameters<AccessPorts['judge']>[0], challenge: Uint8Array) {
    const proven = this.#options.judge(evidence, challenge, 'pin');
    if (!proven.ok) {
      noteRefusal(this.#options, proven.error.code, tapped.cardId);
      return this.#refuse(refusalFor(proven.error.code));
    }
    if (proven.value.cardId !== tapped.cardId) {
      noteRefusal(this.#options, 'otherCard', tapped.cardId);
      return this.#refuse('other-card');
    }
    this.#end({ kind: 'proven', technician: proven.value });
  }

  #trouble(error: DeviceError, code: string): void {
    noteRefusal(this.#options, code, this.#technician?.cardId);
    if (isAway(error)) this.#show({ name: 'card-missing' });
    else this.#refuse('not-read');
  }

  #isLockedOut(note: () => void): boolean {
    const { journal, clock } = this.#options;
    const cardId = this.#technician?.cardId ?? '';
    const { wrong, left_ms } = lockOutOf(cardId, journal.entries({ kinds: lockOutKinds }), clock.now_ms());
    this.#wrong = wrong;
    if (left_ms <= 0) return false;
    note();
    this.#show({ name: 'locked', until_ms: clock.monotonic_ms() + left_ms });
    return true;
  }

  #triesLeft(): number | undefined {
    if (this.#technician === undefined || this.#cardTries === undefined) return undefined;
    return Math.min(this.#cardTries, Math.max(1, TRIES - this.#wrong));
  }

  #commandOptions() {
    return { timeout_ms: this.#options.cardRead_ms, signal: this.#asking.signal };
  }

  #refuse(refusal: TechnicianRefusal): void {
    this.#show({ name: 'refused', refusal });
  }

  #show(state: DialogState): void {
    if (this.#ended) return;
    if (state.name !== 'typing') this.#typed.wipe();
    this.#state = state;
    this.#closeAfter(state.name === 'refused' || state.name === 'locked' ? REFUSED_ms : IDLE_ms);
    this.#options.onChange();
  }

  #closeAfter(delay_ms: number): void {
    this.#cancelClosing();
    if (!this.#ended) this.#cancelClosing = this.#options.clock.after(delay_ms, () => this.#end({ kind: 'closed' }));
  }

  #end(end: PinDialogEnd): void {
    if (this.#ended) return;
    this.stop();
    this.#options.onEnd(end);
  }
}
