import { err, ok, type Result } from '../../../common/result.ts';
import { type DeviceError, deviceError, type PcscCard } from '../../contract/index.ts';
import type { Deadline } from './deadline.ts';
import { pcscError } from './errors.ts';

/**
 * An exclusive connection to one card. PC/SC cannot take a command back: an exchange that was given up
 * makes the connection unusable, and `settled` tells when the reader is free again.
 */
export class CardConnection {
  readonly #card: PcscCard;
  readonly #gone: Promise<DeviceError>;
  #lose: (error: DeviceError) => void = () => {};
  #lost: DeviceError | undefined;
  #underWay: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(card: PcscCard) {
    this.#card = card;
    this.#gone = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  get usable(): boolean {
    return this.#lost === undefined && this.#closed === undefined;
  }

  /** Resolves when no raw call is under way any more. */
  get settled(): Promise<unknown> {
    return this.#underWay;
  }

  /** The reader says that the card has gone: whoever waits for an answer hears it now. */
  lose(words: string): void {
    this.#lost ??= deviceError('mediaRemoved', words, { effect: 'unknown' });
    this.#lose(this.#lost);
  }

  async exchange(command: Uint8Array, deadline: Deadline): Promise<Result<Uint8Array, DeviceError>> {
    return this.#call(
      () => this.#card.transmit(command),
      deadline,
      (answer) => {
        // Seen in every binding: a card pulled in the middle of an exchange makes it succeed with no bytes.
        if (answer.length === 0) return err(deviceError('mediaRemoved', 'empty answer', { effect: 'unknown' }));
        return ok(Uint8Array.from(answer));
      },
    );
  }

  async reset(deadline: Deadline): Promise<Result<Uint8Array | undefined, DeviceError>> {
    return this.#call(
      () => this.#card.reset(),
      deadline,
      (atr) => ok(atr),
    );
  }

  /** Lets go of the card, after what is under way; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#underWay.then(() => this.#card.disconnect()).catch(() => undefined);
    return this.#closed;
  }

  async #call<T, U>(
    call: () => Promise<T>,
    deadline: Deadline,
    read: (value: T) => Result<U, DeviceError>,
  ): Promise<Result<U, DeviceError>> {
    if (this.#lost) return err(this.#lost);
    if (deadline.error) return err(deadline.error);
    const raw: Promise<Result<T, DeviceError>> = call().then(
      (value) => ok(value),
      (error: unknown) => err(pcscError(error)),
    );
    this.#underWay = raw;
    const lost: Promise<Result<T, DeviceError>> = this.#gone.then(err);
    const outcome = await deadline.race(Promise.race([raw, lost]));
    const value = outcome.ok ? outcome.value : outcome;
    const result = value.ok ? read(value.value) : value;
    if (!result.ok) this.#lost ??= result.error;
    return result;
  }
}
