import type { Clock } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import type { Log } from '../../../common/log.ts';
import { err, ok } from '../../../common/result.ts';
import { Run, Turns } from '../../command/index.ts';
import {
  type CommandOptions,
  type Completion,
  codeOf,
  type DeviceError,
  type DeviceInformation,
  type DocumentVault,
  type DocumentVaultCapabilities,
  type DocumentVaultEvent,
  type DocumentVaultStatus,
  type DriverEnvironment,
  deviceError,
  type TraceLine,
  type VaultPosition,
  type VaultService,
} from '../../contract/index.ts';
import { countersAnswerSchema } from './answers.ts';
import { dispense, moveParts, present, readText, retain, returnToSlot } from './moves.ts';
import type { VaultOptions } from './options.ts';
import { Picture } from './picture.ts';
import { identify, readSlots } from './set-up.ts';
import { type Order, Wire } from './wire.ts';

/** Answers that one look may need: who it is, how it is, and its slots in pieces of 200. */
const LOOK_answers = 12;

/** A document vault on a line of its own, or on one that it shares with other units. */
export class LineDocumentVault implements DocumentVault {
  readonly #options: VaultOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #wire: Wire;
  readonly #picture: Picture;
  readonly #turns: Turns;
  readonly #events = new Emitter<DocumentVaultEvent>();
  #identity: DeviceInformation | undefined;
  /** The start of the vault after which it was asked anew who it is. */
  #askedAnewAt: number | undefined;

  constructor(options: VaultOptions, { clock, log }: DriverEnvironment) {
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#picture = new Picture(options, log, (event) => this.#events.emit(event));
    this.#turns = new Turns(clock, {
      look: (signal) => this.#lookWithin(signal),
      interval_ms: () => this.#interval_ms(),
      whenClosed: 'refuse',
    });
    this.#wire = new Wire(options, clock, (status) => {
      // Another unit may have been put in its place while it was off.
      if (this.#picture.isRestart(status) && this.#askedAnewAt !== status.boot) {
        this.#askedAnewAt = status.boot;
        this.#identity = undefined;
      }
      if (this.#identity) this.#picture.saw(status);
    });
  }

  async open(): Promise<void> {
    this.#turns.open();
  }

  async close(): Promise<void> {
    this.#turns.stop();
    this.#wire.line.close();
    await this.#turns.drain();
    this.#wire.line.close();
  }

  status(): DocumentVaultStatus {
    return this.#picture.status;
  }

  capabilities(): DocumentVaultCapabilities {
    const { slots, mrzReader, retainCapacity } = this.#options;
    return { slots, mrzReader, retainCapacity };
  }

  information(): DeviceInformation {
    return this.#identity ?? { modelName: 'document vault' };
  }

  onEvent(listener: (event: DocumentVaultEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#wire.line.trace();
  }

  /** An absent vault is a status, not a failure. */
  async refresh(options: CommandOptions = {}): Completion<DocumentVaultStatus> {
    const looked = await this.#turns.command(options, this.#lookLimit_ms(), async (run) => {
      await this.#look(run);
      return run.over ? run.fail('timeOut', 'refresh') : ok();
    });
    return looked.ok ? ok(this.#picture.status) : looked;
  }

  dispense(slot: number, options: CommandOptions = {}): Completion<void> {
    return this.#withSlot(slot, () => this.#command(options, (run) => dispense(this.#wire, run, slot)));
  }

  readMrz(options: CommandOptions = {}): Completion<string> {
    return this.#withCamera(() => this.#command(options, (run) => readText(this.#wire, run)));
  }

  scanSlot(slot: number, options: CommandOptions = {}): Completion<string> {
    return this.#withCamera(() =>
      this.#withSlot(slot, () => this.#command(options, (run) => readText(this.#wire, run, slot))),
    );
  }

  present(options: CommandOptions = {}): Completion<void> {
    return this.#command(options, (run) => present(this.#wire, run));
  }

  retract(options: CommandOptions = {}): Completion<void> {
    return this.#command(options, (run) => retain(this.#wire, run, 'withinReach'));
  }

  reject(options: CommandOptions = {}): Completion<void> {
    return this.#command(options, (run) => retain(this.#wire, run, 'outOfReach'));
  }

  mediaPosition(options: CommandOptions = {}): Completion<VaultPosition> {
    return this.#command(options, async (run) => {
      const idle = await this.#wire.whenIdle(run);
      return idle.ok ? ok(this.#picture.status.media) : idle;
    });
  }

  reset(options: CommandOptions = {}): Completion<void> {
    return this.#command(options, (run) => moveParts(this.#wire, run, { code: 'Z' }));
  }

  readonly service: VaultService = {
    home: (options = {}) => this.#parts({ code: 'H' }, options),
    turnTo: (slot, options = {}) => this.#withSlot(slot, () => this.#parts({ code: 'T', slot }, options)),
    closeShutter: (options = {}) => this.#parts({ code: 'X' }, options),
    returnToSlot: (slot, options = {}) =>
      this.#withSlot(slot, () => this.#command(options, (run) => returnToSlot(this.#wire, run, slot))),
    counters: (options = {}) => this.#command(options, (run) => this.#wire.ask(run, 'C', countersAnswerSchema)),
  };

  #parts(order: Order, options: CommandOptions): Completion<void> {
    return this.#command(options, (run) => moveParts(this.#wire, run, order));
  }

  #withSlot<T>(slot: number, work: () => Completion<T>): Completion<T> {
    const { slots } = this.#options;
    if (Number.isInteger(slot) && slot >= 1 && slot <= slots) return work();
    return Promise.resolve(err(deviceError('invalidData', `slot ${slot} of ${slots}`)));
  }

  #withCamera<T>(work: () => Completion<T>): Completion<T> {
    return this.#options.mrzReader ? work() : Promise.resolve(err(deviceError('unsupportedCommand', 'no camera')));
  }

  /** Makes sure who it is first, and looks afterwards at what the command has changed. */
  #command<T>(options: CommandOptions, work: (run: Run) => Completion<T>): Completion<T> {
    // A movement, and a reset before it where an earlier one failed.
    return this.#turns.command(options, 2 * this.#options.timeouts.move_ms, async (run) => {
      const known = await this.#identified(run);
      const result = known.ok ? await work(run) : known;
      if (known.ok) await this.#lookWithin(undefined);
      if (!result.ok) this.#logFailure(result.error);
      return result;
    });
  }

  async #identified(run: Run): Completion<void> {
    if (this.#identity && this.#picture.inContact) return ok();
    const identity = await identify(this.#wire, run, this.#options);
    if (identity.ok) this.#identity = identity.value;
    else if (!run.over) this.#picture.lineFailed(identity.error);
    return identity.ok ? ok() : identity;
  }

  async #look(run: Run): Promise<void> {
    const known = await this.#identified(run);
    const status = known.ok ? await this.#wire.status(run) : known;
    if (!known.ok || run.over) return;
    if (!status.ok) {
      this.#picture.lineFailed(status.error);
      return;
    }
    if (!this.#picture.slotsAreOld || !this.#identity) return;
    const slots = await readSlots(this.#wire, run, this.#options.slots);
    if (slots.ok) this.#picture.sawSlots(slots.value, status.value);
  }

  /** With a limit of its own, so that a canceled command leaves a true picture too. */
  async #lookWithin(signal: AbortSignal | undefined): Promise<void> {
    const run = new Run(this.#clock, this.#lookLimit_ms(), signal);
    if (this.#turns.isOpen) await this.#look(run);
    run.release();
  }

  #lookLimit_ms(): number {
    const { connect_ms, answer_ms } = this.#options.timeouts;
    return connect_ms + LOOK_answers * answer_ms;
  }

  #interval_ms(): number {
    const { poll_ms, exitPoll_ms, busyPoll_ms } = this.#options;
    if (!this.#picture.inContact) return poll_ms;
    if (this.#picture.isMoving) return busyPoll_ms;
    return this.#picture.withinReach ? exitPoll_ms : poll_ms;
  }

  #logFailure(error: DeviceError): void {
    this.#log('documentVault.commandFailed', {
      code: codeOf(error),
      effect: error.effect,
      words: error.deviceWords,
    });
  }
}
