/** A resident who goes by what the glass shows, whatever happens to it, and somebody who kills at a moment of that. */
import { type Machine, type Seen, until } from './machine.ts';
import { type Round, type Stage, type Strike, stages, type Victim } from './plan.ts';

export type Struck = { readonly kills: number; readonly words: string };

const VISIT_LIMIT_ms = 120_000;
const BACK_TO_ATTRACT_ms = 3_000;
const NOTHING_TO_CHOOSE_ms = 15_000;
const DIGITS_BEFORE = 3;

const stageOfScreen: Readonly<Record<string, Stage>> = {
  reading: 'reading',
  code: 'code',
  documents: 'documents',
  confirm: 'confirm',
  'return-old': 'confirm',
  take: 'take',
  receipt: 'receipt',
  'receipt-printing': 'receipt',
  'receipt-take': 'receipt',
  'receipt-code': 'receipt',
  thanks: 'receipt',
};

export class Visit {
  readonly #machine: Machine;
  readonly #resident: string;
  /** How long a document takes when nobody disturbs. */
  readonly #making_ms: number;
  readonly #victim: Victim | undefined;
  readonly #due: Strike[];
  #tappedAt_ms: number | undefined;
  #wasServed = false;
  #choseAt_ms: number | undefined;
  #makingSince_ms: number | undefined;
  /** How long the making of the first document took; 0 while none was made. */
  making_ms = 0;
  #isOver = false;
  #struck: Struck = { kills: 0, words: '' };

  constructor(machine: Machine, resident: string, making_ms: number, round?: Round) {
    this.#machine = machine;
    this.#resident = resident;
    this.#making_ms = making_ms;
    this.#victim = round?.victim;
    this.#due = [...(round?.strikes ?? [])];
  }

  /** Until the resident is gone, or main was killed before their eyes. */
  async run(): Promise<Struck> {
    await until(`the visit of ${this.#resident} to end`, () => this.#step(), VISIT_LIMIT_ms);
    await this.#hand('remove-card');
    // A visit that ended before its moment came: the process is killed all the same.
    for (const strike of this.#due.splice(0)) await this.#strike(strike, 'attract');
    await this.#hand('take-receipt');
    return this.#struck;
  }

  async #step(): Promise<true | undefined> {
    const seen = await this.#machine.look();
    if (!seen) return undefined;
    const [next] = this.#due;
    if (next && isDue(next, seen)) await this.#strike(next, stageOf(seen) ?? seen.screen);
    else await this.#act(seen);
    return this.#isOver || undefined;
  }

  async #strike(strike: Strike, at: string): Promise<void> {
    if (this.#due[0] === strike) this.#due.shift();
    if (!this.#victim) return;
    let step = '';
    const meanwhile = async () => {
      if (strike.takenMeanwhile) await this.#hand('take-document');
      step = (await this.#machine.world.state()).cardPrinter.step;
    };
    const after_ms = strike.after * this.#making_ms;
    const kills = await this.#machine.kill(this.#victim, after_ms, meanwhile, strike.again_ms);
    const words = `${at} + ${strike.after}, printer ${step}`;
    this.#struck = { kills: this.#struck.kills + kills, words: [this.#struck.words, words].filter(Boolean).join('; ') };
    if (this.#victim === 'main') this.#isOver = true;
  }

  async #act({ screen, state }: Seen): Promise<void> {
    const machine = this.#machine;
    if (screen !== 'attract')
      this.#wasServed ||= this.#tappedAt_ms !== undefined && stageOf({ screen, state }) !== undefined;
    if (screen.startsWith('notice:')) {
      await this.#hand('remove-card');
      await machine.press('finish');
      return;
    }
    if (screen === 'making') this.#makingSince_ms ??= performance.now();
    switch (screen) {
      case 'attract':
        return this.#attract();
      case 'code':
        return this.#code(state);
      case 'documents':
        return this.#choose();
      case 'confirm':
        await machine.press('confirm');
        return;
      case 'return-old':
        await machine.press('old-returned');
        return;
      case 'take':
        return this.#take();
      case 'receipt':
        await machine.press('receipt-print');
        return;
      case 'receipt-take':
        return this.#hand('take-receipt');
      case 'receipt-code':
        await machine.press('finish');
        return;
    }
  }

  async #attract(): Promise<void> {
    if (this.#tappedAt_ms === undefined) {
      this.#tappedAt_ms = performance.now();
      await this.#machine.world.tap(this.#resident);
      const [next] = this.#due;
      if (next?.stage === 'reading') await this.#strike(next, 'reading');
      return;
    }
    // Nothing came of the tap: that too is an end of a visit.
    if (this.#wasServed || performance.now() - this.#tappedAt_ms > BACK_TO_ATTRACT_ms) this.#isOver = true;
  }

  /** The control rests while what it asked for is under way: only when it stays away there is nothing to collect. */
  async #choose(): Promise<void> {
    if (await this.#machine.press('choose-order')) this.#choseAt_ms = performance.now();
    this.#choseAt_ms ??= performance.now();
    if (performance.now() - this.#choseAt_ms > NOTHING_TO_CHOOSE_ms) await this.#machine.press('finish');
  }

  async #code(state: string): Promise<void> {
    if (state.startsWith('checking')) return;
    await this.#hand('remove-card');
    const entered = enteredOf(state);
    const digit = (await this.#machine.world.codeOf(this.#resident))[entered];
    if (digit === undefined) await this.#machine.press('submit-code');
    else await this.#machine.press('digit', `[data-digit="${digit}"]`);
    const isDone = async () => {
      const seen = await this.#machine.look();
      return seen?.screen !== 'code' || seen.state !== state || undefined;
    };
    await until('the screen to take the key', isDone, 2_000).catch(() => undefined);
  }

  async #take(): Promise<void> {
    if (this.#makingSince_ms !== undefined) this.making_ms ||= performance.now() - this.#makingSince_ms;
    await this.#hand('take-document');
    const [next] = this.#due;
    if (next?.stage === 'taken') await this.#strike(next, 'taken');
  }

  /** Nothing to take or to lift is no trouble to a resident. */
  async #hand(hand: string): Promise<void> {
    await this.#machine.world.hand(hand).catch(() => undefined);
  }
}

function stageOf({ screen, state }: Seen): Stage | undefined {
  if (screen === 'making') return stages.find((stage) => state.endsWith(`:${stage}`));
  return stageOfScreen[screen];
}

/** Also when its moment passed between two looks. */
function isDue(strike: Strike, seen: Seen): boolean {
  const stage = stageOf(seen);
  if (!stage || strike.stage === 'taken') return false;
  const [now, wanted] = [stages.indexOf(stage), stages.indexOf(strike.stage)];
  if (now === wanted && stage === 'code') return enteredOf(seen.state) >= DIGITS_BEFORE;
  return now >= wanted;
}

function enteredOf(state: string): number {
  return Number(/:(\d+)$/.exec(state)?.[1] ?? 0);
}
