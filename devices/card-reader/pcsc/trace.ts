import { toHex } from '../../../common/bytes.ts';
import type { Clock } from '../../../common/clock.ts';
import type { Result } from '../../../common/result.ts';
import type { DeviceError, TraceLine } from '../../contract/index.ts';

const MAX_LINES = 200;

/** Headers and status words only: the data fields hold certificates, names and PINs. */
export class Trace {
  readonly #clock: Clock;
  readonly #lines: TraceLine[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  out(command: Uint8Array): void {
    this.#add('out', `${toHex(command.subarray(0, 4))} (${command.length} bytes)`);
  }

  in(answer: Result<Uint8Array, DeviceError>): void {
    const text = answer.ok
      ? `${toHex(answer.value.subarray(-2))} (${answer.value.length} bytes)`
      : answer.error.deviceWords;
    this.#add('in', text);
  }

  lines(): readonly TraceLine[] {
    return [...this.#lines];
  }

  #add(direction: TraceLine['direction'], text: string): void {
    this.#lines.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }
}
