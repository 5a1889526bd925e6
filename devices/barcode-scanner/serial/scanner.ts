import type { Clock } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import type { Log } from '../../../common/log.ts';
import { ok } from '../../../common/result.ts';
import { type Run, Turns } from '../../command/index.ts';
import type {
  Barcode,
  BarcodeScanner,
  BarcodeScannerCapabilities,
  BarcodeScannerEvent,
  BarcodeScannerStatus,
  CommandOptions,
  Completion,
  DeviceInformation,
  DriverEnvironment,
  TraceLine,
} from '../../contract/index.ts';
import { DeviceLine } from '../../transport/index.ts';
import { decodeFrame, linesOf } from './decode.ts';
import { Frames } from './frames.ts';
import type { SerialScannerOptions } from './options.ts';

const READ_LIMIT_ms = 60_000;
const REFRESH_LIMIT_ms = 5_000;
const WRITE_LIMIT_ms = 1_000;
/** The lines of one zone follow each other at once. */
const NEXT_LINE_ms = 300;
const TRACE_LINES = 100;

type Contact = { readonly state: 'starting' | 'ready' } | { readonly state: 'lost'; readonly words: string };

/** A scanner that sends its codes as text over a serial line, or over what looks like one. */
export class SerialScanner implements BarcodeScanner {
  readonly #options: SerialScannerOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #line: DeviceLine;
  readonly #frames: Frames;
  readonly #turns: Turns;
  readonly #events = new Emitter<BarcodeScannerEvent>();
  readonly #trace: TraceLine[] = [];
  #contact: Contact = { state: 'starting' };
  #isOn = false;
  #status: BarcodeScannerStatus = { device: 'starting', deviceWords: '', scanner: 'unknown' };
  /** Set while somebody waits for a code; called with none when what came is none. */
  #take: ((code: Barcode | undefined) => void) | undefined;
  #lostWhileReading: ((words: string) => void) | undefined;

  constructor(options: SerialScannerOptions, { clock, log }: DriverEnvironment) {
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#frames = new Frames(options.suffix);
    this.#turns = new Turns(clock, {
      look: () => this.#connect(),
      interval_ms: () => options.retry_ms,
      whenClosed: 'refuse',
    });
    const { transport, connect_ms } = options;
    this.#line = new DeviceLine({
      transport,
      clock,
      connect_ms,
      onData: (data) => this.#received(data),
      onLost: ({ kind, words }) => kind !== 'aborted' && this.#lost(words),
    });
  }

  async open(): Promise<void> {
    this.#turns.open();
  }

  async close(): Promise<void> {
    this.#turns.stop();
    this.#lostWhileReading?.('closed');
    this.#line.close();
    await this.#turns.drain();
  }

  status(): BarcodeScannerStatus {
    return this.#status;
  }

  capabilities(): BarcodeScannerCapabilities {
    return { beam: this.#options.beam !== undefined };
  }

  information(): DeviceInformation {
    return { modelName: 'serial scanner' };
  }

  onEvent(listener: (event: BarcodeScannerEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#trace;
  }

  refresh(options: CommandOptions = {}): Completion<BarcodeScannerStatus> {
    return this.#turns.command(options, REFRESH_LIMIT_ms, async (run) => {
      await this.#connect();
      return run.over ? run.fail('canceled', 'canceled') : ok(this.#status);
    });
  }

  read(options: CommandOptions = {}): Completion<Barcode> {
    return this.#turns.command(options, READ_LIMIT_ms, async (run) => {
      await this.#connect();
      if (!this.#line.isOpen) return run.fail('deviceNotReady', this.#status.deviceWords);
      // What lay in the line from before was shown to somebody else.
      this.#frames.reset();
      const switched = await this.#beam(true);
      if (!switched.ok) return run.failBy(switched.error);
      const code = await this.#awaited(run);
      await this.#beam(false);
      return code;
    });
  }

  async #awaited(run: Run): Completion<Barcode> {
    const lines: Barcode[] = [];
    for (;;) {
      const [first] = lines;
      const next = await this.#next(run, first && NEXT_LINE_ms);
      if (next.kind === 'lost') return run.fail('deviceNotReady', next.words);
      if (next.kind === 'over') return run.fail('canceled', 'no code was shown');
      if (next.kind === 'again') {
        // A zone that was read in part is none. The scanner thinks that it has done its work, and let go of the beam.
        lines.length = 0;
        const switched = await this.#beam(true);
        if (!switched.ok) return run.failBy(switched.error);
        continue;
      } else if (first && next.code.text.length !== first.text.length) lines.splice(0, lines.length, next.code);
      else lines.push(next.code);
      const [begun] = lines;
      if (begun && lines.length >= linesOf(begun))
        return ok({ symbology: begun.symbology, text: lines.map(({ text }) => text).join('\n') });
    }
  }

  #next(run: Run, limit_ms: number | undefined): Promise<Next> {
    return new Promise<Next>((resolve) => {
      const over = () => resolve({ kind: 'over' });
      if (run.over) return over();
      run.signal.addEventListener('abort', over, { once: true });
      const cancel = limit_ms === undefined ? () => {} : this.#clock.after(limit_ms, () => resolve({ kind: 'again' }));
      this.#take = (code) => resolve(code ? { kind: 'code', code } : { kind: 'again' });
      this.#lostWhileReading = (words) => resolve({ kind: 'lost', words });
      run.signal.addEventListener('abort', cancel, { once: true });
    }).finally(() => {
      this.#take = undefined;
      this.#lostWhileReading = undefined;
    });
  }

  async #beam(on: boolean) {
    this.#isOn = on;
    this.#show();
    const { beam } = this.#options;
    if (!beam || !this.#line.isOpen) return ok();
    this.#note('out', on ? 'beam on' : 'beam off');
    return this.#line.write(on ? beam.on : beam.off, WRITE_LIMIT_ms);
  }

  async #connect(): Promise<void> {
    if (this.#line.isOpen) return;
    const opened = await this.#line.open();
    if (opened.ok) {
      this.#frames.reset();
      this.#become({ state: 'ready' });
    } else if (opened.error.kind !== 'aborted') this.#become({ state: 'lost', words: opened.error.words });
  }

  #received(data: Uint8Array): void {
    for (const frame of this.#frames.push(data, this.#clock.monotonic_ms())) {
      const decoded =
        frame.kind === 'frame'
          ? decodeFrame(frame.bytes, this.#options.aim)
          : { ok: false as const, error: 'a code without end' };
      if (!decoded.ok) {
        this.#note('in', decoded.error);
        this.#log('barcodeScanner.unreadable', { words: decoded.error });
        this.#take?.(undefined);
      } else {
        const { symbology, text } = decoded.value;
        this.#note('in', `${symbology}, ${text.length} signs${this.#take ? '' : ', nobody waits for it'}`);
        this.#take?.(decoded.value);
      }
    }
  }

  #lost(words: string): void {
    this.#become({ state: 'lost', words });
    this.#lostWhileReading?.(words);
  }

  #become(contact: Contact): void {
    const isNews = contact.state !== this.#contact.state;
    this.#contact = contact;
    if (isNews) {
      const words = 'words' in contact ? contact.words : '';
      this.#log(contact.state === 'ready' ? 'barcodeScanner.reached' : 'barcodeScanner.notReached', { words });
    }
    this.#show();
  }

  #show(): void {
    const { state } = this.#contact;
    const status: BarcodeScannerStatus = {
      device: state === 'ready' ? 'online' : state === 'lost' ? 'offline' : 'starting',
      deviceWords: 'words' in this.#contact ? this.#contact.words.slice(0, 500) : '',
      scanner: state !== 'ready' ? 'unknown' : this.#isOn || !this.#options.beam ? 'on' : 'off',
    };
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#events.emit({ event: 'statusChanged', status });
  }

  /** Never what a code says: that may be a person's. */
  #note(direction: TraceLine['direction'], text: string): void {
    this.#trace.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#trace.length > TRACE_LINES) this.#trace.shift();
  }
}

type Next =
  | { readonly kind: 'code'; readonly code: Barcode }
  /** What came is no code, or the next line of a zone did not come. */
  | { readonly kind: 'again' }
  | { readonly kind: 'over' }
  | { readonly kind: 'lost'; readonly words: string };
