import type { Bytes } from '../../../common/bytes.ts';
import { sleep } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { decodeCommand, type Exchange, readPivPinState, saysExtendedLength, transmitApdu } from '../../chip/index.ts';
import {
  type CardEvidence,
  type CardReader,
  type CardReaderCapabilities,
  type CardReaderEvent,
  type CardReaderStatus,
  type ChipPowerAction,
  type ChipScript,
  type CommandOptions,
  type Completion,
  type DeviceError,
  type DeviceInformation,
  type DriverEnvironment,
  deviceError,
  type EvidenceRequest,
  type LicenceChip,
  type LicenceRequest,
  type PcscBinding,
  type PcscEvent,
  type PcscReader,
  type PinRequest,
  type PinTries,
  type PinVerdict,
  type TraceLine,
  type TravelDocument,
  type TravelDocumentRequest,
} from '../../contract/index.ts';
import { readLicenceChip, readTravelDocumentChip, runChipScript } from './chip-documents.ts';
import type { CardConnection } from './connection.ts';
import { Deadline } from './deadline.ts';
import { isBrokenExchange } from './errors.ts';
import { isDeviceError, pinError, protocolFailure } from './evidence-error.ts';
import { HeldConnection } from './held-connection.ts';
import type { PcscOptions } from './options.ts';
import { provePin } from './prove-pin.ts';
import { readEvidenceOf } from './read-evidence.ts';
import { chosenReader, emptyWatch, observe, type ReaderWatch, reduceStatus } from './reader-watch.ts';
import { BindingSupervisor } from './supervisor.ts';
import { Trace } from './trace.ts';

/** A tap lasts about a second; the longest part is a slow card's signature. */
const EVIDENCE_ms = 6_000;
/** A booklet's portrait over a slow contactless line. */
const TRAVEL_DOCUMENT_ms = 30_000;
/** Some hundred commands over a slow line, each with a write to the chip's memory. */
const SCRIPT_ms = 60_000;
const CHIP_IO_ms = 5_000;
const CHIP_POWER_ms = 3_000;
const REFRESH_ms = 1_000;
/** pcscd looks for a card's removal every 400 ms only: an exchange that breaks off tells it earlier. */
const REMOVAL_SEEN_ms = 800;

/** Card reader behind PC/SC (pcsc-lite, WinSCard), or whatever speaks `PcscBinding`. */
export class PcscCardReader implements CardReader {
  readonly #options: PcscOptions;
  readonly #environment: DriverEnvironment;
  readonly #events = new Emitter<CardReaderEvent>();
  readonly #supervisor: BindingSupervisor;
  readonly #trace: Trace;
  readonly #held: HeldConnection;
  #watch: ReaderWatch = emptyWatch;
  #status: CardReaderStatus;
  #atr: Bytes | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #open = false;

  constructor(
    options: PcscOptions,
    environment: DriverEnvironment,
    loadBinding: () => Promise<Result<PcscBinding, string>>,
  ) {
    this.#options = options;
    this.#environment = environment;
    this.#trace = new Trace(environment.clock);
    this.#held = new HeldConnection(
      environment.clock,
      () => this.#atr,
      () => this.#update(),
    );
    this.#supervisor = new BindingSupervisor(loadBinding, environment, {
      event: (event) => this.#onBindingEvent(event),
      state: (state) => {
        if (state.kind !== 'running') this.#forgetReaders();
        this.#update();
      },
    });
    this.#status = this.#reduced();
  }

  async open(): Promise<void> {
    if (this.#open) return;
    this.#open = true;
    await this.#supervisor.start();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#held.letGo();
    this.#supervisor.stop();
    this.#watch = emptyWatch;
  }

  status(): CardReaderStatus {
    return this.#status;
  }

  refresh(options: CommandOptions = {}): Completion<CardReaderStatus> {
    return this.#queue(options, REFRESH_ms, async () => ok(this.#status));
  }

  capabilities(): CardReaderCapabilities {
    return { type: this.#options.type, extendedLength: true };
  }

  information(): DeviceInformation {
    return { modelName: (this.#reader()?.name ?? this.#options.reader ?? '').slice(0, 200) };
  }

  /** Answer to reset of the card that is there, when it gave one. */
  atr(): Uint8Array | undefined {
    return this.#atr;
  }

  onEvent(listener: (event: CardReaderEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#trace.lines();
  }

  chipIO(command: Uint8Array, options: CommandOptions = {}): Completion<Uint8Array> {
    const decoded = decodeCommand(command);
    if (!decoded.ok) return Promise.resolve(err(deviceError('invalidData', decoded.error)));
    return this.#onCard(options, CHIP_IO_ms, 'keep', async (exchange) => {
      const extendedLength = saysExtendedLength(this.#atr ?? new Uint8Array());
      const answer = await transmitApdu(exchange, decoded.value, { extendedLength });
      if (!answer.ok) return err(isDeviceError(answer.error) ? answer.error : protocolFailure(answer.error));
      const { data, sw } = answer.value;
      return ok(Uint8Array.of(...data, sw >> 8, sw & 0xff));
    });
  }

  /** `cold` cannot be told from `warm` by PC/SC: both reset the chip. `off` lets go of it. */
  chipPower(action: ChipPowerAction, options: CommandOptions = {}): Completion<void> {
    return this.#queue(options, CHIP_POWER_ms, async (deadline) => {
      if (action === 'off') {
        const closed = await deadline.race(this.#held.letGo());
        return closed.ok ? ok() : closed;
      }
      const connection = await this.#connect(deadline);
      if (!connection.ok) return connection;
      const reset = await connection.value.reset(deadline);
      return reset.ok ? ok() : reset;
    });
  }

  readEvidence(request: EvidenceRequest, options: CommandOptions = {}): Completion<CardEvidence> {
    return this.#onCard(options, EVIDENCE_ms, 'letGo', (exchange) => readEvidenceOf(exchange, request));
  }

  readPinTries(options: CommandOptions = {}): Completion<PinTries> {
    return this.#onCard(options, EVIDENCE_ms, 'letGo', async (exchange) => {
      const state = await readPivPinState(exchange);
      if (!state.ok) return err(pinError(state.error));
      const { triesLeft } = state.value;
      return ok(triesLeft === undefined ? {} : { triesLeft });
    });
  }

  async verifyPin(request: PinRequest, options: CommandOptions = {}): Completion<PinVerdict> {
    try {
      return await this.#onCard(options, EVIDENCE_ms, 'letGo', async (exchange) => {
        const verdict = await provePin(exchange, request);
        return verdict.ok ? verdict : err(pinError(verdict.error));
      });
    } finally {
      request.pin.fill(0);
    }
  }

  async readTravelDocument(request: TravelDocumentRequest, options: CommandOptions = {}): Completion<TravelDocument> {
    try {
      return await this.#onCard(options, TRAVEL_DOCUMENT_ms, 'letGo', (exchange) =>
        readTravelDocumentChip(exchange, request, this.capabilities().extendedLength),
      );
    } finally {
      if ('can' in request.password) request.password.can.fill(0);
    }
  }

  runChipScript(script: ChipScript, options: CommandOptions = {}): Completion<void> {
    return this.#onCard(options, SCRIPT_ms, 'keep', (exchange) => runChipScript(exchange, script));
  }

  readLicence(request: LicenceRequest, options: CommandOptions = {}): Completion<LicenceChip> {
    const afterwards = request.application === 'toBeSelected' ? 'letGo' : 'keep';
    return this.#onCard(options, TRAVEL_DOCUMENT_ms, afterwards, (exchange) =>
      readLicenceChip(exchange, request, this.capabilities().extendedLength),
    );
  }

  /**
   * `letGo`: what was selected or verified on the card ends with the connection, and must not be there for whoever talks
   * to it next.
   */
  #onCard<T>(
    options: CommandOptions,
    default_ms: number,
    afterwards: 'keep' | 'letGo',
    work: (exchange: Exchange<DeviceError>) => Completion<T>,
  ): Completion<T> {
    return this.#queue(options, default_ms, async (deadline) => {
      const connection = await this.#connect(deadline);
      if (!connection.ok) return connection;
      const result = await work(this.#exchange(connection.value, deadline));
      if (afterwards === 'letGo') await deadline.race(this.#held.letGo());
      return result;
    });
  }

  #exchange(connection: CardConnection, deadline: Deadline): Exchange<DeviceError> {
    return async (command) => {
      this.#trace.out(command);
      const answer = await connection.exchange(command, deadline);
      this.#trace.in(answer);
      return answer;
    };
  }

  /** One command at a time; the deadline runs from the moment it was asked for. */
  async #queue<T>(
    options: CommandOptions,
    default_ms: number,
    run: (deadline: Deadline) => Completion<T>,
  ): Completion<T> {
    const deadline = new Deadline(this.#environment.clock, options, default_ms);
    const before = this.#tail;
    const turn = (async (): Completion<T> => {
      const waited = await deadline.race(before);
      if (!waited.ok) return err({ ...waited.error, effect: 'none' });
      const atr = this.#atr;
      const result = await run(deadline);
      if (result.ok) return result;
      const error = await this.#explained(result.error, atr, deadline);
      this.#held.abandon();
      return err(error);
    })().finally(() => deadline.end());
    this.#tail = Promise.all([before, turn]).catch(() => undefined);
    return turn;
  }

  /** Whether a broken exchange was a card that went away, which PC/SC may notice a moment later. */
  async #explained(error: DeviceError, atr: Bytes | undefined, deadline: Deadline): Promise<DeviceError> {
    if (!isBrokenExchange(error)) return error;
    const end = new AbortController();
    const stop = this.#events.on(({ event }) => event === 'mediaRemoved' && end.abort());
    if (atr !== this.#atr) end.abort();
    await deadline.race(sleep(this.#environment.clock, REMOVAL_SEEN_ms, end.signal));
    stop();
    return atr === this.#atr ? error : deviceError('mediaRemoved', error.deviceWords, { effect: error.effect });
  }

  async #connect(deadline: Deadline): Promise<Result<CardConnection, DeviceError>> {
    const held = this.#held.usable;
    if (held) return ok(held);
    const reader = this.#reader();
    if (!reader) return err(deviceError('deviceNotReady', this.#status.deviceWords, { action: 'maintenance' }));
    if (this.#status.media !== 'present') return err(deviceError('noMedia', 'no card'));
    return this.#held.make(reader, deadline);
  }

  #onBindingEvent(event: PcscEvent): void {
    const before = this.#reader()?.name;
    this.#watch = observe(this.#watch, event);
    const reader = this.#reader()?.name;
    if (before !== undefined && before !== reader) this.#cardGone('the reader went away');
    const isOurs = 'readerName' in event && event.readerName === reader;
    if (isOurs && event.event === 'cardRemoved') this.#cardGone('the card was removed');
    const atr = reader === undefined ? undefined : this.#watch.cards.get(reader);
    const isNew = before !== reader || (isOurs && event.event === 'cardInserted');
    if (atr && isNew) this.#cardCame(Uint8Array.from(atr));
    else this.#update();
  }

  #cardCame(atr: Bytes): void {
    if (this.#atr) this.#cardGone('another card was put in its place');
    this.#atr = atr;
    this.#update();
    this.#events.emit({ event: 'mediaDetected', atr });
  }

  #cardGone(words: string): void {
    if (!this.#atr) return;
    this.#atr = undefined;
    this.#held.lose(words);
    this.#update();
    this.#events.emit({ event: 'mediaRemoved' });
  }

  #forgetReaders(): void {
    this.#watch = emptyWatch;
    this.#cardGone('the connection to PC/SC was lost');
  }

  #reader(): PcscReader | undefined {
    return chosenReader(this.#watch, this.#options.reader);
  }

  #reduced(): CardReaderStatus {
    const isConnected = this.#held.usable !== undefined;
    return reduceStatus(this.#supervisor.state, this.#watch, this.#options.reader, isConnected);
  }

  #update(): void {
    const status = this.#reduced();
    const before = this.#status;
    const isSame = (Object.keys(status) as (keyof CardReaderStatus)[]).every((key) => status[key] === before[key]);
    if (isSame) return;
    this.#status = status;
    this.#events.emit({ event: 'statusChanged', status });
  }
}
