import type { Bytes } from '../../../common/bytes.ts';
import { type Clock, sleep } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { type DeviceError, deviceError, type PcscReader } from '../../contract/index.ts';
import { CardConnection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { isSharingViolation, pcscError } from './errors.ts';

/** Desktop services look at each new card for a moment; an exclusive connection waits for them. */
const SHARING_RETRY_ms = 150;
const SHARING_RETRIES = 6;

/** The one connection to the card on the reader: made when a command needs it, held as long as it can be used. */
export class HeldConnection {
  readonly #clock: Clock;
  readonly #atr: () => Bytes | undefined;
  readonly #onChange: () => void;
  #connection: CardConnection | undefined;
  /** An abandoned exchange may still occupy the reader: the next connection waits for it. */
  #draining: Promise<unknown> = Promise.resolve();

  /** `atr`: of the card that is there now. `onChange`: whether a connection is held may have changed. */
  constructor(clock: Clock, atr: () => Bytes | undefined, onChange: () => void) {
    this.#clock = clock;
    this.#atr = atr;
    this.#onChange = onChange;
  }

  get usable(): CardConnection | undefined {
    return this.#connection?.usable ? this.#connection : undefined;
  }

  async make(reader: PcscReader, deadline: Deadline): Promise<Result<CardConnection, DeviceError>> {
    const free = await deadline.race(this.#draining);
    if (!free.ok) return free;
    for (let attempt = 0; ; attempt++) {
      const made = await this.#makeOnce(reader, deadline);
      if (made.ok) return made;
      const isBusy = made.error.completionCode === 'deviceNotReady' && isSharingViolation(made.error.deviceWords);
      if (!isBusy || attempt >= SHARING_RETRIES) return made;
      const waited = await deadline.race(sleep(this.#clock, SHARING_RETRY_ms));
      if (!waited.ok) return waited;
    }
  }

  async #makeOnce(reader: PcscReader, deadline: Deadline): Promise<Result<CardConnection, DeviceError>> {
    const atr = this.#atr();
    const making = reader.connect().then(
      (card) => ok(new CardConnection(card)),
      (error: unknown) => err(pcscError(error)),
    );
    const made = await deadline.race(making);
    if (!made.ok) {
      this.#draining = making.then((late) => (late.ok ? late.value.close() : undefined));
      return made;
    }
    if (!made.value.ok) return made.value;
    if (atr !== this.#atr()) {
      await made.value.value.close();
      return err(deviceError('mediaRemoved', 'the card went away while it was being powered', { effect: 'unknown' }));
    }
    this.#connection = made.value.value;
    this.#onChange();
    return made.value;
  }

  /** After a failed command: a connection that cannot be used any more is let go of, without waiting. */
  abandon(): void {
    const connection = this.#connection;
    if (!connection || connection.usable) return;
    this.#connection = undefined;
    this.#draining = connection.close();
    this.#onChange();
  }

  async letGo(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = undefined;
    // Whoever asked may have no time left to wait; the next connection does.
    this.#draining = connection.close();
    this.#onChange();
    await this.#draining;
  }

  /** The card has gone: whoever waits for its answer hears it now. */
  lose(words: string): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    connection.lose(words);
    this.#draining = connection.close();
  }
}
