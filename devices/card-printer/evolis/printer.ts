import type { Clock } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import type { Log } from '../../../common/log.ts';
import { err, ok } from '../../../common/result.ts';
import { Run, Turns } from '../../command/index.ts';
import {
  type CardPosition,
  type CardPrinter,
  type CardPrinterCapabilities,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type CardPrintJob,
  type CardStation,
  type CommandOptions,
  type Completion,
  codeOf,
  type DeviceError,
  type DeviceInformation,
  type DriverEnvironment,
  deviceError,
  type TraceLine,
} from '../../contract/index.ts';
import { feed, moveTo, present, reject, retract } from './moves.ts';
import type { EvolisOptions } from './options.ts';
import { Picture } from './picture.ts';
import { printCard } from './print.ts';
import { EvolisService } from './service.ts';
import { isSetUp, setUp } from './set-up.ts';
import { conditionOf } from './states.ts';
import { readSupplies } from './status.ts';
import { isNowhere, Wire } from './wire.ts';

/** Supplies change slowly: they are read with every so manieth look. */
const SUPPLIES_EVERY_looks = 8;

/** Whether a command clears an error that an earlier one left before its own work: those that only ask do not. */
type Kind = 'acts' | 'clears' | 'asks';

/** An Evolis printer behind its maker's service, set up as a kiosk's. */
export class EvolisCardPrinter implements CardPrinter {
  readonly #options: EvolisOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #wire: Wire;
  readonly #picture: Picture;
  readonly #turns: Turns;
  readonly #events = new Emitter<CardPrinterEvent>();
  #information: DeviceInformation = { modelName: 'Evolis' };
  #looks = 0;

  constructor(options: EvolisOptions, { clock, log }: DriverEnvironment) {
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#picture = new Picture(options, log, (event) => this.#events.emit(event));
    this.#turns = new Turns(clock, {
      look: (signal) => this.#lookWithin(signal),
      interval_ms: () => (this.#picture.cardAtExit ? options.exitPoll_ms : options.poll_ms),
      whenClosed: 'finish',
    });
    const service = new EvolisService(options, clock);
    this.#wire = new Wire(service, options, clock, (state) => this.#picture.sawState(state));
  }

  async open(): Promise<void> {
    this.#turns.open();
  }

  async close(): Promise<void> {
    this.#turns.stop();
    await this.#turns.drain();
  }

  status(): CardPrinterStatus {
    return this.#picture.status;
  }

  capabilities(): CardPrinterCapabilities {
    return {
      duplex: true,
      contactStation: this.#options.stations.includes('contact'),
      contactlessStation: this.#options.stations.includes('contactless'),
      bezel: true,
      retainUnit: this.#options.retain === 'lowerSlot',
    };
  }

  information(): DeviceInformation {
    return this.#information;
  }

  onEvent(listener: (event: CardPrinterEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#wire.service.trace();
  }

  /** An absent printer is a status, not a failure. */
  async refresh(options: CommandOptions = {}): Completion<CardPrinterStatus> {
    const { connect_ms, answer_ms } = this.#options.timeouts;
    const looked = await this.#turns.command(options, connect_ms + 4 * answer_ms, async (run) => {
      await this.#look(run, 'all');
      return run.over ? run.fail('timeOut', 'refresh') : ok();
    });
    return looked.ok ? ok(this.#picture.status) : looked;
  }

  feed(options: CommandOptions = {}): Completion<void> {
    return this.#command('acts', options, this.#limit_ms(1), (run) => feed(this.#wire, run));
  }

  moveTo(station: CardStation, options: CommandOptions = {}): Completion<void> {
    if (station !== 'print' && !this.#options.stations.includes(station)) {
      return Promise.resolve(err(deviceError('unsupportedCommand', `no ${station} station`)));
    }
    return this.#command('acts', options, this.#limit_ms(1), (run) => moveTo(this.#wire, run, station));
  }

  print(job: CardPrintJob, options: CommandOptions = {}): Completion<void> {
    const { print_ms } = this.#options.timeouts;
    return this.#command('acts', options, print_ms, (run) =>
      printCard(this.#wire, run, job, (step) => this.#events.emit({ event: 'printProgress', step })),
    );
  }

  present(options: CommandOptions = {}): Completion<void> {
    return this.#command('acts', options, this.#limit_ms(1), async (run) => {
      const outcome = await present(this.#wire, run);
      if (!outcome.ok) return outcome;
      this.#events.emit({ event: 'mediaPresented' });
      if (outcome.value === 'taken') this.#events.emit({ event: 'mediaTaken' });
      return ok();
    });
  }

  retract(options: CommandOptions = {}): Completion<void> {
    return this.#command('acts', options, this.#limit_ms(2), async (run) => {
      const outcome = await retract(this.#wire, run);
      if (!outcome.ok) return outcome;
      if (outcome.value === 'held') return ok();
      this.#events.emit({ event: 'mediaTaken' });
      return run.fail('noMediaPresent', 'taken before it could be retracted', { effect: 'none' });
    });
  }

  reject(options: CommandOptions = {}): Completion<void> {
    return this.#command('acts', options, this.#limit_ms(1), (run) => reject(this.#wire, run));
  }

  mediaPosition(options: CommandOptions = {}): Completion<CardPosition> {
    return this.#command('asks', options, this.#limit_ms(1), async (run) => {
      const idle = await this.#wire.whenIdle(run);
      if (!idle.ok) return idle;
      const place = await this.#wire.locate(run);
      if (!place.ok) return place;
      this.#picture.observe(place.value);
      this.#picture.show();
      return ok(this.#picture.status.media);
    });
  }

  reset(options: CommandOptions = {}): Completion<void> {
    return this.#command('clears', options, this.#limit_ms(1), async (run) => {
      run.acted = await this.#wire.acknowledge(run);
      const idle = await this.#wire.whenIdle(run);
      if (!idle.ok) return idle;
      if (idle.value.major !== 'ERROR') return ok();
      const { error = 'hardwareError', action = 'maintenance' } = conditionOf(idle.value);
      return run.fail(error, idle.value.words, { action });
    });
  }

  #limit_ms(movements: number): number {
    return (movements + 1) * this.#options.timeouts.move_ms;
  }

  /** Set-up first, and afterwards a look at what the command has changed. */
  #command<T>(kind: Kind, options: CommandOptions, usual_ms: number, work: (run: Run) => Completion<T>): Completion<T> {
    return this.#turns.command(options, usual_ms, async (run) => {
      const ready = await this.#prepare(run, kind);
      const result = ready.ok ? await work(run) : ready;
      if (ready.ok) await this.#afterCommand(result.ok ? undefined : result.error);
      if (!result.ok) this.#logFailure(result.error);
      return result;
    });
  }

  /** Makes sure that the printer is there and behaves as a kiosk's, and that no card is lost in it. */
  async #prepare(run: Run, kind: Kind): Completion<void> {
    const known = this.#picture.inContact ? await isSetUp(this.#wire, run) : ok(false);
    if (!known.ok) return this.#lost(known);
    const set = known.value ? ok() : await this.#setUp(run);
    if (!set.ok) return set;
    const state = await this.#wire.state(run);
    if (!state.ok) return this.#lost(state);
    if (kind === 'asks') return ok();
    if (kind === 'acts' && state.value.major === 'ERROR') await this.#wire.acknowledge(run);
    const place = await this.#wire.locate(run);
    if (!place.ok) return this.#lost(place);
    this.#picture.observe(place.value);
    if (this.#picture.lostInside && isNowhere(place.value)) {
      return run.fail('mediaJammed', 'a card is between the sensors', { action: 'clear' });
    }
    return ok();
  }

  async #setUp(run: Run): Completion<void> {
    const told = await setUp(this.#wire, run);
    if (!told.ok) {
      const state = told.error.action === 'configuration' ? 'unusable' : 'lost';
      if (!run.over) this.#picture.setContact({ state, words: told.error.deviceWords });
      return told;
    }
    this.#information = told.value;
    this.#picture.setContact({ state: 'ready' });
    const place = await this.#wire.locate(run);
    if (!place.ok) return place;
    this.#picture.cameBack(place.value);
    return ok();
  }

  /** Has limits of its own, so that a canceled command leaves a true picture too. */
  async #afterCommand(error: DeviceError | undefined): Promise<void> {
    const run = new Run(this.#clock, 2 * this.#options.timeouts.answer_ms);
    const place = await this.#wire.locate(run);
    if (place.ok) this.#picture.afterCommand(place.value, error);
    const state = await this.#wire.state(run);
    if (!state.ok) this.#picture.lineFailed(state.error);
    run.release();
    this.#looks = 0;
    this.#picture.show();
  }

  async #lookWithin(signal: AbortSignal): Promise<void> {
    const run = new Run(this.#clock, 4 * this.#options.timeouts.answer_ms, signal);
    await this.#look(run, this.#looks % SUPPLIES_EVERY_looks === 0 ? 'all' : 'place');
    run.release();
  }

  async #look(run: Run, what: 'all' | 'place'): Promise<void> {
    const set = this.#picture.inContact ? ok() : await this.#setUp(run);
    const seen = set.ok ? await this.#read(run, what === 'all' || !this.#picture.suppliesKnown) : set;
    if (seen.ok) {
      this.#looks += 1;
      this.#picture.lineWorks();
    } else if (set.ok && !run.over) this.#picture.lineFailed(seen.error);
    this.#picture.show();
  }

  /** What left the bezel is looked for once more: a sensor's hiccup must not count as a taken card. */
  async #read(run: Run, supplies: boolean): Completion<void> {
    const state = await this.#wire.state(run);
    if (!state.ok) return state;
    if (state.value.major === 'OFF') return run.fail('deviceNotReady', state.value.words);
    const first = await this.#wire.locate(run);
    if (!first.ok) return first;
    const place = this.#picture.isNews(first.value) ? await this.#wire.locate(run) : first;
    if (!place.ok) return place;
    this.#picture.observe(place.value);
    return supplies ? this.#readSupplies(run) : ok();
  }

  async #readSupplies(run: Run): Completion<void> {
    const feeder = await this.#wire.ask(run, 'Rse', 'f');
    if (!feeder.ok) return feeder;
    const near = await this.#wire.ask(run, 'Rse', 'n');
    if (!near.ok) return near;
    const cover = await this.#wire.ask(run, 'Rse', 'o');
    if (!cover.ok) return cover;
    const ribbon = await this.#wire.ask(run, 'Rrt', 'count');
    if (!ribbon.ok) return ribbon;
    const reject = await this.#wire.ask(run, 'Rlr', 'h');
    if (!reject.ok) return reject;
    const replies = [feeder, near, cover, ribbon, reject].map((reply) => reply.value);
    this.#picture.sawSupplies(readSupplies(replies, this.#options));
    return ok();
  }

  #lost<E extends { readonly ok: false; readonly error: DeviceError }>(failure: E): E {
    this.#picture.lineFailed(failure.error);
    return failure;
  }

  #logFailure(error: DeviceError): void {
    this.#log('cardPrinter.commandFailed', {
      code: codeOf(error),
      effect: error.effect,
      words: error.deviceWords,
    });
  }
}
