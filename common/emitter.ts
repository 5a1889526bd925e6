export type Unsubscribe = () => void;

/** A typed event source; listeners are called in order of subscription, on the emitter's own turn. */
export class Emitter<Event> {
  #listeners = new Set<(event: Event) => void>();

  on(listener: (event: Event) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}
