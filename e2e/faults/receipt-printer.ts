/** A receipt printer's body: paper, cover, knife, a ticket that a hand takes. Its wire is tested beside its driver. */
import { Emitter } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type DeviceError,
  deviceError,
  type ErrorCode,
  type ReceiptPrinter,
  type ReceiptPrinterEvent,
  type ReceiptPrinterStatus,
} from '../../devices/contract/index.ts';
import type { WorldTime } from '../simulation/time.ts';

const PRINTS_ms = 1_500;
const TAKES_ms = 2_500;
const ANSWER_LIMIT_ms = 8_000;

export type ReceiptFault =
  | 'paperLow'
  | 'paperOut'
  | 'coverOpen'
  | 'cutterFail'
  | 'headOverheated'
  | 'offline'
  | 'answerLost';

export class ReceiptPrinterBody {
  readonly #time: WorldTime;
  readonly #events = new Emitter<ReceiptPrinterEvent>();
  #status: ReceiptPrinterStatus = {
    device: 'online',
    deviceWords: '',
    paper: 'full',
    media: 'notPresent',
    cover: 'closed',
    cutter: 'ok',
  };
  #next: ReceiptFault | undefined;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** It is so from now on, and says so. */
  befall(fault: ReceiptFault): void {
    this.#become(stateAfter[fault]);
  }

  /** It comes to be so in the middle of the next ticket. */
  arm(fault: ReceiptFault): void {
    this.#next = fault;
  }

  mend(): void {
    this.#become({ device: 'online', paper: 'full', cover: 'closed', cutter: 'ok' });
  }

  driver(): ReceiptPrinter {
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.#status,
      refresh: async () => ok(this.#status),
      capabilities: () => ({ width_dots: 576, dotsPer_mm: 8, cutter: true, presenter: true }),
      information: () => ({ modelName: 'simulation' }),
      onEvent: (listener) => this.#events.on(listener),
      print: () => this.#print(),
      retract: async () => {
        this.#become({ media: 'notPresent' });
        return ok();
      },
    };
  }

  #print(): Promise<Result<void, DeviceError>> {
    const fault = this.#next;
    this.#next = undefined;
    return new Promise((resolve) => {
      this.#time.after(PRINTS_ms, () => {
        if (fault) this.#become(stateAfter[fault]);
        const code = fault && codes[fault];
        if (code) {
          resolve(err(deviceError(code, code, { effect: 'unknown', action: 'maintenance' })));
          return;
        }
        this.#become({ media: 'present' });
        this.#events.emit({ event: 'mediaPresented' });
        this.#time.after(TAKES_ms, () => this.#taken());
        if (fault !== 'answerLost') resolve(ok());
        else this.#time.after(ANSWER_LIMIT_ms, () => resolve(err(deviceError('timeOut', '', { effect: 'unknown' }))));
      });
    });
  }

  #taken(): void {
    if (this.#status.media !== 'present') return;
    this.#become({ media: 'notPresent' });
    this.#events.emit({ event: 'mediaTaken' });
  }

  #become(change: Partial<ReceiptPrinterStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#events.emit({ event: 'statusChanged', status: this.#status });
  }
}

const stateAfter: Readonly<Record<ReceiptFault, Partial<ReceiptPrinterStatus>>> = {
  paperLow: { paper: 'low' },
  paperOut: { paper: 'out' },
  coverOpen: { cover: 'open' },
  cutterFail: { cutter: 'inoperable' },
  headOverheated: {},
  offline: { device: 'offline' },
  answerLost: {},
};

const codes: Partial<Readonly<Record<ReceiptFault, ErrorCode | 'deviceNotReady'>>> = {
  paperOut: 'paperOut',
  coverOpen: 'coverOpen',
  cutterFail: 'cutterFail',
  headOverheated: 'headOverheated',
  offline: 'deviceNotReady',
};
