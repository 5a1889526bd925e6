import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';

export type WorldEvent = {
  readonly number: number;
  readonly at_ms: number;
  /** Where it happened: `hand`, `cardPrinter`, `service`, `fault` ... */
  readonly source: string;
  readonly words: string;
};

/** As many as a person scrolls through; older ones are in the kiosk's journal. */
const KEPT_EVENTS = 500;

/** What happened in the simulated world, newest last. */
export class EventLog {
  readonly #clock: Clock;
  readonly #news = new Emitter<WorldEvent>();
  #events: WorldEvent[] = [];
  #next = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(source: string, words: string): void {
    const event = { number: this.#next++, at_ms: this.#clock.now_ms(), source, words };
    this.#events = [...this.#events.slice(1 - KEPT_EVENTS), event];
    this.#news.emit(event);
  }

  all(): readonly WorldEvent[] {
    return this.#events;
  }

  onEvent(listener: (event: WorldEvent) => void): Unsubscribe {
    return this.#news.on(listener);
  }
}
