import type { Unsubscribe } from '../../../common/emitter.ts';
import type { Result } from '../../../common/result.ts';
import type { DriverEnvironment, PcscBinding, PcscEvent } from '../../contract/index.ts';
import { wordsOf } from './errors.ts';

/** `missing`: there is no binding to try with. `down`: the resource manager cannot be reached now. */
export type LinkState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'down'; readonly words: string }
  | { readonly kind: 'missing'; readonly words: string };

const FIRST_RETRY_ms = 500;
const LAST_RETRY_ms = 8_000;

/**
 * Keeps a binding running. None recovers by itself when pcscd goes away: each failure ends this
 * incarnation, and the next one starts after a wait that doubles until a reader has been seen again.
 */
export class BindingSupervisor {
  readonly #load: () => Promise<Result<PcscBinding, string>>;
  readonly #environment: DriverEnvironment;
  readonly #onEvent: (event: PcscEvent) => void;
  readonly #onState: (state: LinkState) => void;
  #state: LinkState = { kind: 'starting' };
  #binding: PcscBinding | undefined;
  #stopBinding: Unsubscribe | undefined;
  #cancelRetry: Unsubscribe | undefined;
  #incarnation = 0;
  #retry_ms = FIRST_RETRY_ms;

  constructor(
    load: () => Promise<Result<PcscBinding, string>>,
    environment: DriverEnvironment,
    on: { event: (event: PcscEvent) => void; state: (state: LinkState) => void },
  ) {
    this.#load = load;
    this.#environment = environment;
    this.#onEvent = on.event;
    this.#onState = on.state;
  }

  get state(): LinkState {
    return this.#state;
  }

  async start(): Promise<void> {
    const incarnation = this.#incarnation;
    const loaded = await this.#load();
    if (incarnation !== this.#incarnation) return;
    if (loaded.ok) {
      this.#binding = loaded.value;
      this.#startBinding();
    } else this.#enter({ kind: 'missing', words: loaded.error });
  }

  stop(): void {
    this.#incarnation += 1;
    this.#cancelRetry?.();
    this.#stopBinding?.();
    this.#stopBinding = undefined;
  }

  #startBinding(): void {
    this.#incarnation += 1;
    const incarnation = this.#incarnation;
    try {
      const stop = this.#binding?.start((event) => {
        if (incarnation === this.#incarnation) this.#received(event);
      });
      if (incarnation === this.#incarnation) {
        this.#stopBinding = stop;
        this.#enter({ kind: 'running' });
      } else stop?.();
    } catch (error) {
      this.#fail(wordsOf(error));
    }
  }

  #received(event: PcscEvent): void {
    if (event.event === 'readerAttached') this.#retry_ms = FIRST_RETRY_ms;
    if (event.event === 'failed') this.#fail(event.words);
    else this.#onEvent(event);
  }

  #fail(words: string): void {
    this.stop();
    this.#cancelRetry = this.#environment.clock.after(this.#retry_ms, () => this.#startBinding());
    this.#retry_ms = Math.min(this.#retry_ms * 2, LAST_RETRY_ms);
    this.#enter({ kind: 'down', words });
  }

  /** One line in the log for each change, not for each attempt. */
  #enter(state: LinkState): void {
    const isNews = state.kind !== this.#state.kind;
    this.#state = state;
    if (isNews) {
      const words = 'words' in state ? state.words : undefined;
      this.#environment.log(`pcsc.${state.kind}`, { binding: this.#binding?.name, words });
    }
    this.#onState(state);
  }
}
