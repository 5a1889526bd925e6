/** The card reader and the receipt printer as far as a session needs them: cards laid on it, tickets that fail. */
import { Emitter } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type CardReader,
  type CardReaderEvent,
  type CardReaderStatus,
  type Completion,
  type DeviceError,
  deviceError,
  type PinTries,
  type PivEvidence,
} from '../../devices/contract/index.ts';
import type { ReceiptDesk } from '../../main/session/index.ts';
import { type Life, never } from './life.ts';
import type { CardShown } from './plan.ts';
import type { WorldTime } from './time.ts';

type OnReader = { readonly kind: CardShown; readonly civilId: string };

export class ReaderBody {
  readonly #time: WorldTime;
  readonly #events = new Emitter<CardReaderEvent>();
  #card: OnReader | undefined;
  #plugged = true;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  lay(card: OnReader): void {
    this.#card = card;
    if (this.#plugged) this.#events.emit({ event: 'mediaDetected', atr: Uint8Array.of(0x3b) });
    if (card.kind === 'removedEarly') this.#time.after(120, () => this.lift());
  }

  lift(): void {
    if (!this.#card) return;
    this.#card = undefined;
    if (this.#plugged) this.#events.emit({ event: 'mediaRemoved' });
  }

  plug(plugged: boolean): void {
    this.#plugged = plugged;
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }

  status(): CardReaderStatus {
    return {
      device: this.#plugged ? 'online' : 'noDevice',
      deviceWords: '',
      media: this.#card ? 'present' : 'notPresent',
      chipPower: 'noCard',
    };
  }

  driver(life: Life): CardReader {
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.status(),
      refresh: async () => ok(this.status()),
      readPinTries: () => this.#answer(life, () => this.#tries()),
      // Whatever was typed is right: what is wrong with a PIN, no line and no service has a part in.
      verifyPin: ({ challenge }) =>
        this.#answer(life, () => {
          const evidence = this.#evidence(challenge);
          return evidence.ok ? ok({ outcome: 'verified', evidence: evidence.value }) : evidence;
        }),
      readTravelDocument: async () => err(deviceError('unsupportedCommand', 'no travel documents here')),
      runChipScript: async () => err(deviceError('unsupportedCommand', 'no licences here')),
      readLicence: async () => err(deviceError('unsupportedCommand', 'no licences here')),
      capabilities: () => ({ type: 'contactless', extendedLength: true }),
      information: () => ({ modelName: 'simulation' }),
      onEvent: (listener) => this.#events.on((event) => life.alive && listener(event)),
      chipIO: async () => err(deviceError('unsupportedCommand', 'no chip here')),
      chipPower: async () => ok(),
      readEvidence: ({ challenge }) => this.#answer(life, () => this.#evidence(challenge)),
    };
  }

  async #answer<T>(life: Life, look: () => Result<T, DeviceError>): Completion<T> {
    if (!life.passes()) return never();
    return new Promise((resolve) =>
      this.#time.after(300, () => {
        if (life.alive) resolve(look());
      }),
    );
  }

  #tries(): Result<PinTries, DeviceError> {
    return this.#card ? ok({ triesLeft: 3 }) : err(deviceError('noMedia', 'gone'));
  }

  #evidence(challenge: Uint8Array): Result<PivEvidence, DeviceError> {
    if (!this.#plugged) return err(deviceError('deviceNotReady', 'unplugged'));
    const card = this.#card;
    if (!card) return err(deviceError('mediaRemoved', 'gone'));
    switch (card.kind) {
      case 'foreign':
        return err(deviceError('invalidMedia', 'SW 6A82'));
      case 'mute':
        return err(deviceError('atrNotObtained', 'mute'));
      case 'twoCards':
        return err(deviceError('cardCollision', 'two cards'));
      default: {
        const certificate = Uint8Array.from(Buffer.from(`${card.kind}:${card.civilId}`));
        const signed = Uint8Array.from(challenge);
        return ok({ profile: 'piv', certificate, signature: signed, challenge: signed });
      }
    }
  }
}

/** In place of the signature and the path: whether the evidence answers this challenge, and names whom. */
export async function judge(
  evidence: PivEvidence,
  challenge: Uint8Array,
): Promise<Result<{ civilId: string }, { code: 'expired' | 'wrongAuthority' | 'cloned' }>> {
  const [kind, civilId = ''] = Buffer.from(evidence.certificate).toString().split(':');
  const isFresh = Buffer.from(evidence.signature).equals(Buffer.from(challenge));
  if (kind === 'expired' || kind === 'wrongAuthority') return err({ code: kind });
  if (kind !== 'genuine' || !isFresh) return err({ code: 'cloned' });
  return ok({ civilId });
}

/** A receipt never decides anything; it takes time and may fail. */
export class Receipts {
  fails = 0;
  readonly #time: WorldTime;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  desk(life: Life): ReceiptDesk {
    return {
      available: () => this.fails < 2,
      url: ({ reference }) => `https://tasleem.example/v/${reference}`,
      print: () =>
        new Promise((resolve) =>
          this.#time.after(1500, () => {
            if (!life.alive) return;
            if (this.fails > 0) {
              this.fails -= 1;
              resolve(err('paperOut'));
              return;
            }
            resolve(ok({ taken: this.#taken(life) }));
          }),
        ),
    };
  }

  #taken(life: Life): Promise<void> {
    return new Promise((resolve) => this.#time.after(2500, () => life.alive && resolve()));
  }
}
