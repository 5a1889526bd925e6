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
import { decodeFrame } from './decode.ts';
import { Frames } from './frames.ts';
import type { SerialScannerOptions } from './options.ts';
import { Reading } from './reading.ts';

const READ_LIMIT_ms = 60_000;
const REFRESH_LIMIT_ms = 5_000;
const WRITE_LIMIT_ms = 1_000;
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
  /** Set while somebody waits for a code. */
  #reading: { readonly take: (code: Barcode | undefined) => void; readonly lost: (words: string) => void } | undefined;

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
    this.#reading?.lost('closed');
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
      // Listening first: a code may be there before the line has taken the order for the beam.
      const ended = this.#listen(run);
      await this.#beam(true);
      const end = await ended;
      await this.#beam(false);
      if (end === 'over') return run.fail('canceled', 'no code was shown');
      return 'lost' in end ? run.fail('deviceNotReady', end.lost) : ok(end);
    });
  }

  #listen(run: Run): Promise<End> {
    let reading: Reading | undefined;
    return new Promise<End>((resolve) => {
      const one = new Reading(this.#clock, resolve, () => void this.#beam(true));
      reading = one;
      this.#reading = { take: (code) => one.take(code), lost: (words) => resolve({ lost: words }) };
      if (run.over) resolve('over');
      run.signal.addEventListener('abort', () => resolve('over'), { once: true });
    }).finally(() => {
      reading?.stop();
      this.#reading = undefined;
    });
  }

  /** A line that breaks over it tells so itself. */
  async #beam(on: boolean): Promise<void> {
    this.#isOn = on;
    this.#show();
    const { beam } = this.#options;
    if (!beam || !this.#line.isOpen) return;
    this.#note('out', on ? 'beam on' : 'beam off');
    await this.#line.write(on ? beam.on : beam.off, WRITE_LIMIT_ms);
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
        this.#reading?.take(undefined);
      } else {
        const { symbology, text } = decoded.value;
        this.#note('in', `${symbology}, ${text.length} signs${this.#reading ? '' : ', nobody waits for it'}`);
        this.#reading?.take(decoded.value);
      }
    }
  }

  #lost(words: string): void {
    this.#become({ state: 'lost', words });
    this.#reading?.lost(words);
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

/** `over`: canceled, or nothing was shown in time. */
type End = Barcode | { readonly lost: string } | 'over';
