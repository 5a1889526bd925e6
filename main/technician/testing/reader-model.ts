/** A card reader for tests of the core: whatever virtual card lies on it is asked with real commands, in no time. */
import { Emitter } from '../../../common/emitter.ts';
import { err, ok } from '../../../common/result.ts';
import {
  type Exchange,
  readPivEvidence,
  readPivPinState,
  signWithPivKey,
  verifyPivPin,
} from '../../../devices/chip/index.ts';
import {
  type CardReader,
  type CardReaderEvent,
  type CardReaderStatus,
  type Completion,
  deviceError,
  type PinRequest,
  type PinVerdict,
} from '../../../devices/contract/index.ts';
import type { VirtualCard } from '../../../simulators/cards/index.ts';

export class ReaderModel {
  readonly #events = new Emitter<CardReaderEvent>();
  #card: VirtualCard | undefined;
  /** The card goes after the PIN was sent and before its answer. */
  tearsAtPin = false;
  /** How often a PIN went to a card. */
  pinsSent = 0;
  /** What was given, after it was used: all of it wiped. */
  readonly given: Uint8Array[] = [];

  lay(card: VirtualCard): void {
    this.#card = card;
    card.powerOn();
    this.#events.emit({ event: 'mediaDetected', atr: Uint8Array.from(card.atr) });
  }

  take(): void {
    this.#card?.powerOff();
    this.#card = undefined;
    this.#events.emit({ event: 'mediaRemoved' });
  }

  driver(): CardReader {
    const never = () => Promise.resolve(err(deviceError('unsupportedCommand', 'not of this model')));
    const status = (): CardReaderStatus => ({
      device: 'online',
      deviceWords: '',
      media: this.#card ? 'present' : 'notPresent',
      chipPower: 'online',
    });
    return {
      open: async () => {},
      close: async () => {},
      status,
      refresh: async () => ok(status()),
      capabilities: () => ({ type: 'contactless', extendedLength: true }),
      information: () => ({ modelName: 'reader model' }),
      onEvent: (listener) => this.#events.on(listener),
      chipIO: never,
      chipPower: never,
      readTravelDocument: never,
      runChipScript: never,
      readLicence: never,
      readEvidence: ({ challenge }) =>
        this.#on(async (exchange) => {
          const read = await readPivEvidence(exchange, challenge);
          if (!read.ok) return err(deviceError('invalidMedia', JSON.stringify(read.error)));
          return ok({ profile: 'piv', ...read.value, challenge });
        }),
      readPinTries: () =>
        this.#on(async (exchange) => {
          const state = await readPivPinState(exchange);
          if (!state.ok) return err(deviceError('invalidMedia', JSON.stringify(state.error)));
          const { triesLeft } = state.value;
          return ok(triesLeft === undefined ? {} : { triesLeft });
        }),
      verifyPin: (request) => this.#on((exchange) => this.#verify(exchange, request)),
    };
  }

  async #verify(exchange: Exchange<never>, { pin, challenge, lastTry }: PinRequest): Completion<PinVerdict> {
    const before = await readPivPinState(exchange);
    const triesLeft = before.ok ? (before.value.triesLeft ?? 0) : 0;
    if (triesLeft === 0) return ok({ outcome: 'blocked' });
    if (triesLeft === 1 && lastTry === 'keep') return ok({ outcome: 'lastTryLeft' });
    this.pinsSent += 1;
    const copy = Uint8Array.from(pin);
    const verdict = await verifyPivPin(exchange, copy);
    pin.fill(0);
    this.given.push(pin);
    if (this.tearsAtPin) return err(deviceError('mediaRemoved', 'gone', { effect: 'unknown' }));
    if (!verdict.ok) return err(deviceError('invalidMedia', JSON.stringify(verdict.error)));
    if (!verdict.value.verified) {
      const left = verdict.value.triesLeft ?? 0;
      return ok(left === 0 ? { outcome: 'blocked' } : { outcome: 'wrong', triesLeft: left });
    }
    const signed = await signWithPivKey(exchange, '9A', challenge);
    if (!signed.ok) return err(deviceError('securityFail', JSON.stringify(signed.error)));
    return ok({ outcome: 'verified', evidence: { profile: 'piv', ...signed.value, challenge } });
  }

  /** Each command has a connection of its own: what was verified on the card ends with it. */
  async #on<T>(work: (exchange: Exchange<never>) => Completion<T>): Completion<T> {
    const card = this.#card;
    if (!card) return err(deviceError('noMedia', 'no card'));
    card.reset();
    return work(async (command) => {
      const answer = card.transmit(command);
      if (!answer) throw new Error('a silent card');
      return ok(answer);
    });
  }
}
