/** More waiting commands than this is a mistake of the caller. */
const MAX_WAITING = 16;

/** One command at a time, in the order in which they came; looks in between make way for a command at once. */
export class Turns {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #look: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;

  get idle(): boolean {
    return this.#waiting === 0 && this.#look === undefined;
  }

  /** Undefined, and nothing runs, when too many commands wait. */
  command<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.#waiting >= MAX_WAITING) return undefined;
    this.#waiting += 1;
    this.#look?.abort.abort();
    const look = this.#look?.done;
    const turn = this.#tail
      .then(() => look)
      .then(work)
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** Only to be called when `idle`. */
  look(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController();
    const done = work(abort.signal).finally(() => {
      this.#look = undefined;
    });
    this.#look = { abort, done };
    return done;
  }

  /** Stops a look in progress and waits for everything to end. */
  async drain(): Promise<void> {
    this.#look?.abort.abort();
    await this.#look?.done.catch(() => undefined);
    await this.#tail;
  }
}
