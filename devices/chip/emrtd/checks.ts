import type { ChipProblem } from '../problem.ts';

/** `absent`: the document does not offer it; `notDone`: it could not be made, for the reason in `words`. */
export type CheckState = 'passed' | 'failed' | 'absent' | 'notDone';

export type Check = {
  readonly name: CheckTitle;
  readonly state: CheckState;
  readonly words: string;
  readonly clause: string;
};

/** In the order of Doc 9303-11, appendix J. */
export type CheckTitle =
  | 'access'
  | 'signature'
  | 'revocation'
  | 'hashes'
  | 'consistency'
  /** What the chip said of its ways in before anybody could check it, against what its issuer has signed. */
  | 'downgrade'
  | 'chipAuthentication'
  | 'activeAuthentication'
  | 'printedLines';

/** Collects what was found; the first failure of a title stays. */
export class Checks {
  readonly #found = new Map<CheckTitle, Check>();

  pass(name: CheckTitle, clause: string, words: string): void {
    if (this.#found.get(name)?.state !== 'failed') this.#found.set(name, { name, state: 'passed', clause, words });
  }

  none(name: CheckTitle, state: 'absent' | 'notDone', clause: string, words: string): void {
    if (!this.#found.has(name)) this.#found.set(name, { name, state, clause, words });
  }

  fail(name: CheckTitle, { clause, check, words }: ChipProblem): void {
    if (this.#found.get(name)?.state === 'failed') return;
    this.#found.set(name, { name, state: 'failed', clause, words: `${check}: ${words}` });
  }

  hasPassed(name: CheckTitle): boolean {
    return this.#found.get(name)?.state === 'passed';
  }

  /** The data are as a trusted authority signed them, and nothing contradicts it. */
  get isGenuine(): boolean {
    const nothingFailed = this.list().every(({ state }) => state !== 'failed');
    return this.hasPassed('signature') && this.hasPassed('hashes') && nothingFailed;
  }

  list(): readonly Check[] {
    return [...this.#found.values()];
  }
}
