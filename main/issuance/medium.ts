/** Where the medium is, asked of a device that may be gone for a moment. */
import { type Clock, sleep } from '../../common/clock.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type {
  CardPrinter,
  CommonStatus,
  DeviceError,
  DocumentVault,
  MediaPosition,
} from '../../devices/contract/index.ts';
import type { Finding } from './recovery-table.ts';
import { type Places, placesOf } from './stock.ts';

/** `jammed`: inside, and the rollers cannot move it. `unreachable`: nobody answers. Both need somebody; nothing is decided. */
export type Whereabouts = Finding | 'jammed' | 'unreachable';

/** A device that moves media along a path to where a person takes them: what a printer and a vault have in common. */
export type Mover = Pick<CardPrinter & DocumentVault, 'present' | 'retract' | 'reject' | 'mediaPosition' | 'reset'> & {
  status(): CommonStatus & { readonly media: MediaPosition };
  onEvent(listener: (event: MoverEvent) => void): Unsubscribe;
};
export type MoverEvent =
  | { readonly event: 'statusChanged'; readonly status: CommonStatus & { readonly media: MediaPosition } }
  | { readonly event: 'mediaTaken' | 'mediaInserted' | 'mediaPresented' | 'error' | 'printProgress' };

const LOOKS = 4;
const BETWEEN_LOOKS_ms = 1_000;

export class Medium {
  readonly mover: Mover;
  /** What the places are called where its media can be. */
  readonly places: Places;
  /** How many media ever left their hopper or slots, when the device can tell. */
  readonly fed: () => number | undefined;
  /** Stops watching. */
  readonly stop: Unsubscribe;
  readonly #clock: Clock;
  readonly #grace_ms: number;
  /** How often the device was gone so far. */
  #absences = 0;
  #watched: { readonly issuanceId: string; readonly absences: number } | undefined;

  /** `grace_ms`: how long a device that is off the line is waited for, while a person waits too. */
  static ofPrinter(printer: CardPrinter, clock: Clock, grace_ms: number): Medium {
    return new Medium(
      { mover: printer, places: placesOf.print, fed: () => printer.status().cardsFed },
      clock,
      grace_ms,
    );
  }

  static ofVault(vault: DocumentVault, clock: Clock, grace_ms: number): Medium {
    const fed = () => vault.status().mediaDispensed;
    return new Medium({ mover: vault, places: placesOf.dispense, fed }, clock, grace_ms);
  }

  private constructor(
    { mover, places, fed }: Pick<Medium, 'mover' | 'places' | 'fed'>,
    clock: Clock,
    grace_ms: number,
  ) {
    this.mover = mover;
    this.places = places;
    this.fed = fed;
    this.#clock = clock;
    this.#grace_ms = grace_ms;
    let wasThere = isThere(mover.status());
    this.stop = mover.onEvent((event) => {
      if (event.event !== 'statusChanged') return;
      if (wasThere && !isThere(event.status)) this.#absences += 1;
      wasThere = isThere(event.status);
    });
  }

  /** From here on the medium of this issuance is inside, and it is noticed if the device goes away. */
  watch(issuanceId: string): void {
    this.#watched = { issuanceId, absences: this.#absences };
  }

  /** Whether the device was there all the time since. After a restart nobody can say. */
  wasWatched(issuanceId: string): boolean {
    return this.#watched?.issuanceId === issuanceId && this.#watched.absences === this.#absences;
  }

  /** Asks the device itself, and asks again before it believes that it cannot tell. */
  async locate(grace_ms = this.#grace_ms): Promise<Whereabouts> {
    let seen: Whereabouts = 'unknown';
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await sleep(this.#clock, BETWEEN_LOOKS_ms);
      if (!(await this.#reachable(grace_ms))) return 'unreachable';
      const position = await this.mover.mediaPosition();
      if (!position.ok) {
        seen = isGone(position.error) ? 'unreachable' : 'unknown';
        continue;
      }
      if (position.value === 'jammed') {
        if (seen === 'jammed') return 'jammed';
        await this.mover.reset();
        seen = 'jammed';
        continue;
      }
      if (position.value !== 'unknown') return position.value === 'notPresent' ? 'none' : position.value;
      seen = 'unknown';
    }
    return seen;
  }

  /** Resolves at the first event that `wanted` picks, or undefined after `within_ms`. */
  event<T>(wanted: (event: MoverEvent) => T | undefined, within_ms: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const end = (value: T | undefined) => {
        cancel();
        unsubscribe();
        resolve(value);
      };
      const cancel = this.#clock.after(within_ms, () => end(undefined));
      const unsubscribe = this.mover.onEvent((event) => {
        const value = wanted(event);
        if (value !== undefined) end(value);
      });
    });
  }

  async #reachable(grace_ms: number): Promise<boolean> {
    if (isThere(this.mover.status())) return true;
    if (grace_ms <= 0) return false;
    const back = this.event(() => (isThere(this.mover.status()) ? true : undefined), grace_ms);
    return (await back) === true;
  }
}

/** Off the line or without power; a device that is jammed or open still answers. */
export function isThere({ device }: Pick<CommonStatus, 'device'>): boolean {
  return device !== 'offline' && device !== 'powerOff' && device !== 'noDevice' && device !== 'starting';
}

function isGone(error: DeviceError): boolean {
  return error.completionCode === 'deviceNotReady' || error.completionCode === 'canceled';
}
