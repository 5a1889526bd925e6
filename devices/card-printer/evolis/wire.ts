import type { Clock } from '../../../common/clock.ts';
import { type Err, err, ok, type Result } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { CardPosition, Completion, DeviceError, ErrorCode } from '../../contract/index.ts';
import {
  type EscapeReply,
  escapeCommand,
  type InsidePlace,
  parseCount,
  parseInsidePlace,
  parseVolts,
} from './escape.ts';
import type { EvolisOptions } from './options.ts';
import type { EvolisService, ServiceFailure } from './service.ts';
import { conditionOf, isBusy, type PrinterState } from './states.ts';

/** Where the printer's own sensors see cards, and how many blanks it has fed in its life. */
export type Place = {
  readonly inside: InsidePlace;
  /** At the bezel; undefined when the sensor said nothing usable. */
  readonly exit: boolean | undefined;
  readonly cardsFed: number | undefined;
};

export function positionOf(place: Place): CardPosition {
  if (place.inside === 'astray') return 'jammed';
  if (place.inside === 'unknown') return 'unknown';
  if (place.inside !== 'none') return 'transport';
  if (place.exit === undefined) return 'unknown';
  return place.exit ? 'exit' : 'notPresent';
}

export const isInside = (place: Place): boolean =>
  place.inside === 'print' || place.inside === 'contact' || place.inside === 'contactless';
export const isNowhere = (place: Place): boolean => place.inside === 'none' && place.exit === false;

/** Escape commands that a command of ours makes the printer move a card with. */
export type MoveCommand = 'Si' | 'Sis' | 'Sic' | 'Sib' | 'Se' | 'Seb' | 'Ser';

/** What the commands of the device share: asking where things are, moving, waiting, clearing an error. */
export class Wire {
  readonly service: EvolisService;
  readonly options: EvolisOptions;
  readonly clock: Clock;
  readonly #onState: (state: PrinterState) => void;

  constructor(service: EvolisService, options: EvolisOptions, clock: Clock, onState: (state: PrinterState) => void) {
    this.service = service;
    this.options = options;
    this.clock = clock;
    this.#onState = onState;
  }

  /** The reply's text, whatever it is. */
  async ask(run: Run, verb: string, ...parameters: readonly string[]): Completion<string> {
    const reply = await this.#askTwice(run, escapeCommand(verb, ...parameters));
    return reply.ok ? ok(textOf(reply.value)) : run.failBy(reply.error);
  }

  /** A setting that must be accepted. */
  async set(run: Run, verb: string, ...parameters: readonly string[]): Completion<void> {
    const command = escapeCommand(verb, ...parameters);
    const reply = await this.#askTwice(run, command);
    if (!reply.ok) return run.failBy(reply.error);
    if (reply.value.kind === 'ok') return ok();
    return run.fail('hardwareError', `${command}: ${textOf(reply.value)}`, { action: 'configuration' });
  }

  async state(run: Run): Completion<PrinterState> {
    const state = await this.service.state(run.signal);
    if (!state.ok) return run.failBy(state.error);
    this.#onState(state.value);
    return state;
  }

  /** Sensors that say nothing usable are asked once more: one garbled word must not cost a card. */
  async locate(run: Run): Completion<Place> {
    const place = await this.#readSensors(run);
    const clear = !place.ok || (place.value.inside !== 'unknown' && place.value.exit !== undefined);
    return clear ? place : this.#readSensors(run);
  }

  async #readSensors(run: Run): Completion<Place> {
    const inside = await this.ask(run, 'Rlr', 'p');
    if (!inside.ok) return inside;
    const bezel = await this.ask(run, 'Rse', 'b');
    if (!bezel.ok) return bezel;
    const fed = await this.ask(run, 'Rco', 'c');
    if (!fed.ok) return fed;
    const volts = parseVolts(bezel.value);
    return ok({
      inside: parseInsidePlace(inside.value),
      exit: volts === undefined ? undefined : volts > this.options.bezelVolts,
      cardsFed: parseCount(fed.value),
    });
  }

  /** Waits until nothing moves any more. */
  async whenIdle(run: Run): Completion<PrinterState> {
    for (;;) {
      const state = await this.whenReachable(run);
      if (!state.ok) return state;
      if (state.value.major === 'OFF') return run.fail('deviceNotReady', state.value.words);
      if (!isBusy(state.value)) return state;
      await run.pause(this.options.busyPoll_ms);
      if (run.over) return run.fail('timeOut', 'still busy');
    }
  }

  /** The state. A line that is lost for a moment is waited out: asking moves nothing, so asking again is safe. */
  async whenReachable(run: Run): Completion<PrinterState> {
    const until_ms = this.clock.monotonic_ms() + this.options.timeouts.lineLoss_ms;
    for (;;) {
      const state = await this.service.state(run.signal);
      if (state.ok) {
        this.#onState(state.value);
        return state;
      }
      if (run.over || this.clock.monotonic_ms() >= until_ms) return run.failBy(state.error);
      await run.pause(this.options.busyPoll_ms);
    }
  }

  /**
   * One movement. It succeeded when the sensors show `arrived`, even where the answer was lost on the way;
   * it surely did nothing when the printer answered with an error and every sensor is as before.
   *
   * A hand at the exit: a card that `mayBeTaken` has also arrived when the printer says that it is done and no
   * sensor sees it any more. A hand that `mayHaveTaken` was faster than the rollers when the printer answers,
   * stopped by nothing, and no sensor sees a card; after an error the card may be between two sensors instead.
   */
  async move(
    run: Run,
    command: MoveCommand,
    before: Place,
    arrived: (place: Place) => boolean,
    hand: 'outOfReach' | 'mayBeTaken' | 'mayHaveTaken' = 'outOfReach',
  ): Completion<Place> {
    const actedBefore = run.acted;
    const reply = await this.service.act(escapeCommand(command), run.signal);
    run.acted ||= reply.ok || reply.error.sent;
    if (!reply.ok && (!reply.error.sent || run.over)) return run.failBy(reply.error);
    const state = await this.whenIdle(run);
    if (!state.ok) return state;
    const refused = reply.ok && reply.value.kind === 'error';
    const failed = refused || state.value.major === 'ERROR';
    const place = failed ? await this.locate(run) : await this.#settle(run, arrived);
    if (!place.ok) return place;
    if (!failed && arrived(place.value)) return place;
    const done = reply.ok && reply.value.kind === 'ok' && !failed;
    const unstopped = done || (refused && state.value.major !== 'ERROR');
    if (isNowhere(place.value) && ((done && hand === 'mayBeTaken') || (unstopped && hand === 'mayHaveTaken')))
      return place;
    run.acted = actedBefore || !(refused && isUnmoved(before, place.value));
    const failure = this.#moveFailure(run, command, reply, state.value, place.value);
    if (failed) await this.acknowledge(run);
    return failure;
  }

  /**
   * Clears an error latch. A stopped job is given up, never taken up again: that could print twice. True when
   * something of it may have reached the printer.
   */
  async acknowledge(run: Run): Promise<boolean> {
    const event = await this.service.event(run.signal);
    const canceled =
      event.ok && event.value?.actions.includes('CANCEL')
        ? await this.service.cancelEvent(event.value.event, run.signal)
        : undefined;
    const cleared = await this.service.ask('Scs', run.signal);
    return [canceled, cleared].some((answer) => answer?.ok || answer?.error.sent);
  }

  /** An answer lost on the way is asked for once more: neither a query nor a setting moves anything. */
  async #askTwice(run: Run, command: string): Promise<Result<EscapeReply, ServiceFailure>> {
    const first = await this.service.ask(command, run.signal);
    const lost = !first.ok && first.error.sent && first.error.kind !== 'refused' && !run.over;
    return lost ? this.service.ask(command, run.signal) : first;
  }

  async #settle(run: Run, arrived: (place: Place) => boolean): Completion<Place> {
    const until_ms = this.clock.monotonic_ms() + this.options.timeouts.settle_ms;
    for (;;) {
      const place = await this.locate(run);
      if (!place.ok || arrived(place.value)) return place;
      if (this.clock.monotonic_ms() >= until_ms) return place;
      await run.pause(this.options.busyPoll_ms);
    }
  }

  #moveFailure(
    run: Run,
    command: MoveCommand,
    reply: Result<EscapeReply, ServiceFailure>,
    state: PrinterState,
    place: Place,
  ): Err<DeviceError> {
    const said = reply.ok ? textOf(reply.value) : reply.error.words;
    const words = `${command}: ${said}; ${state.words}`;
    const { error, action = 'none' } = conditionOf(state);
    if (error && (state.major === 'ERROR' || concerns(command, error))) return run.fail(error, words, { action });
    if (place.inside === 'astray') return run.fail('mediaJammed', words, { action: 'clear' });
    if (!reply.ok) return err({ ...run.failBy(reply.error).error, deviceWords: words });
    return run.fail('hardwareError', `${words}; card ${positionOf(place)}`, { action: 'reset' });
  }
}

function textOf(reply: EscapeReply): string {
  if (reply.kind === 'ok') return 'OK';
  return reply.kind === 'error' ? reply.words : reply.text;
}

function isUnmoved(before: Place, after: Place): boolean {
  return (
    after.inside !== 'astray' &&
    after.inside !== 'unknown' &&
    before.inside === after.inside &&
    after.exit !== undefined &&
    before.exit === after.exit &&
    after.cardsFed !== undefined &&
    before.cardsFed === after.cardsFed
  );
}

/** Whether a lasting condition is what kept this movement from happening. */
function concerns(command: MoveCommand, error: string): boolean {
  const bySource: Partial<Record<MoveCommand, ErrorCode>> = {
    Si: 'storageEmpty',
    Ser: 'rejectBinFull',
    Seb: 'retainBinFull',
  };
  return error === 'coverOpen' || error === bySource[command];
}
