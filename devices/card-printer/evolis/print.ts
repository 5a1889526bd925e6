import { type Err, ok } from '../../../common/result.ts';
import { Run } from '../../command/index.ts';
import {
  CARD_HEIGHT_px,
  CARD_WIDTH_px,
  type CardFace,
  type CardPrintJob,
  type Completion,
  type cardPrintSteps,
  type DeviceError,
} from '../../contract/index.ts';
import { encodeColorBmp, encodeMonoBmp } from './bmp.ts';
import { parseCount } from './escape.ts';
import { encodeBinary } from './json-rpc.ts';
import { panelCount, printSettings } from './ribbon.ts';
import type { ServiceFailure } from './service.ts';
import { conditionOf, hindersPrint, isBusy, type PrinterState } from './states.ts';
import { isInside, type Wire } from './wire.ts';

type Step = (typeof cardPrintSteps)[number];

/** EPSDK's code for a session that somebody else holds. */
const SESSION_RESERVED = 1700;
/** What the printer must still say of itself after a job (`Pem;2`): it forgets it when it is reset. */
export const HOST_MANAGES_ERRORS = 2;
/** One idle look can fall between two movements of a job. */
const IDLE_LOOKS = 2;

/** Prints the card that is inside, both faces, and keeps it inside. */
export async function printCard(
  wire: Wire,
  run: Run,
  job: CardPrintJob,
  onStep: (step: Step) => void,
): Completion<void> {
  const settings = printSettings(wire.options.ribbon, job);
  if (!settings.ok) return run.fail('invalidData', settings.error, { action: 'configuration' });
  const ready = await wire.state(run);
  if (!ready.ok) return ready;
  if (hindersPrint(ready.value)) return failByState(run, ready.value);
  const place = await wire.locate(run);
  if (!place.ok) return place;
  if (place.value.inside === 'astray') return run.fail('mediaJammed', 'Rlr;p: ERR CARD', { action: 'clear' });
  if (place.value.inside === 'unknown') return run.fail('hardwareError', 'Rlr;p: not understood');
  if (!isInside(place.value)) return run.fail('noMediaPresent', `Rlr;p: ${place.value.inside}`);
  const session = await begin(wire, run);
  if (!session.ok) return session;
  const printed = await inSession(wire, run, session.value, job, settings.value, onStep);
  await end(wire, session.value);
  return printed;
}

async function begin(wire: Wire, run: Run): Completion<string> {
  const until_ms = wire.clock.monotonic_ms() + wire.options.timeouts.session_ms;
  for (;;) {
    const session = await wire.service.beginPrint(run.signal);
    if (session.ok) return session;
    const reserved = session.error.kind === 'refused' && session.error.code === SESSION_RESERVED;
    if (!reserved || wire.clock.monotonic_ms() >= until_ms) return run.failBy(session.error);
    await run.pause(wire.options.busyPoll_ms);
    if (run.over) return run.fail('timeOut', session.error.words);
  }
}

/** Gives the session back whatever happened, also after a cancellation. */
async function end(wire: Wire, session: string): Promise<void> {
  const own = new Run(wire.clock, wire.options.timeouts.answer_ms);
  await wire.service.print('End', session, {}, own.signal);
  own.release();
}

async function inSession(
  wire: Wire,
  run: Run,
  session: string,
  job: CardPrintJob,
  settings: string,
  onStep: (step: Step) => void,
): Completion<void> {
  const set = await wire.service.print('Set', session, { data: settings }, run.signal);
  if (!set.ok) return run.failBy(set.error);
  for (const bitmap of bitmapsOf(job)) {
    const sent = await wire.service.print('SetBitmap', session, bitmap, run.signal);
    if (!sent.ok) return run.failBy(sent.error);
  }
  const panelsBefore = await panels(wire, run);
  const started = await wire.service.print('Print', session, {}, run.signal);
  run.acted = started.ok || started.error.sent;
  if (!started.ok) return afterLostStart(wire, run, started.error, panelsBefore);
  onStep('front');
  const over = await watch(wire, run, new Progress(job, settings, panelsBefore, onStep));
  if (!over.ok) return over;
  const confirmed = await confirm(wire, run);
  if (confirmed.ok) onStep('finish');
  return confirmed;
}

/** The order may have arrived all the same: wait until nothing moves, then say that it is not known. */
async function afterLostStart(
  wire: Wire,
  run: Run,
  failure: ServiceFailure,
  panelsBefore: number | undefined,
): Promise<Err<DeviceError>> {
  if (run.over || !failure.sent) return run.failBy(failure);
  const state = await wire.whenIdle(run);
  if (!state.ok) return state;
  const refused = failure.kind === 'refused';
  if (refused && panelsBefore !== undefined && (await panels(wire, run)) === panelsBefore) run.acted = false;
  if (state.value.major === 'ERROR') await wire.acknowledge(run);
  if (conditionOf(state.value).error && hindersPrint(state.value)) return failByState(run, state.value, failure.words);
  return run.failBy(failure);
}

/** Looks at the printer until the job is over, and gives up a job that an error stopped. */
async function watch(wire: Wire, run: Run, progress: Progress): Completion<void> {
  const start_ms = wire.clock.monotonic_ms();
  let seenRunning = false;
  let idleLooks = 0;
  for (;;) {
    const state = await wire.whenReachable(run);
    if (!state.ok) return state;
    if (state.value.major === 'OFF') return run.fail('deviceNotReady', state.value.words);
    if (isBusy(state.value)) {
      seenRunning = true;
      idleLooks = 0;
    } else {
      const stopped = await stoppedBy(wire, run, state.value);
      if (stopped) return stopped;
      idleLooks += 1;
    }
    progress.at(await panels(wire, run));
    const begun = seenRunning || progress.complete;
    if (begun && idleLooks >= IDLE_LOOKS) return ok();
    if (!begun && wire.clock.monotonic_ms() - start_ms >= wire.options.timeouts.start_ms) {
      return run.fail('hardwareError', `the job was not seen to run; ${state.value.words}`, { action: 'reset' });
    }
    await run.pause(wire.options.busyPoll_ms);
    if (run.over) return run.fail('timeOut', state.value.words);
  }
}

/** The failure when an error or a waiting event has stopped the job; the job is given up with it. */
async function stoppedBy(wire: Wire, run: Run, state: PrinterState): Promise<Err<DeviceError> | undefined> {
  if (state.major === 'READY') return undefined;
  const event = await wire.service.event(run.signal);
  if (!event.ok) return state.major === 'ERROR' ? run.failBy(event.error) : undefined;
  if (!event.value && state.major !== 'ERROR') return undefined;
  await wire.acknowledge(run);
  if (!event.value) return failByState(run, state);
  const { event: minor, actions } = event.value;
  return failByState(run, { major: 'ERROR', minor, words: `${minor}:${actions.join(',')}` });
}

/** The card must still be inside, and the printer must not have been reset in the meantime. */
async function confirm(wire: Wire, run: Run): Completion<void> {
  const management = await wire.ask(run, 'Rem');
  if (!management.ok) return management;
  if (parseCount(management.value) !== HOST_MANAGES_ERRORS) {
    return run.fail('hardwareError', `reset during the job; Rem: ${management.value}`);
  }
  const place = await wire.locate(run);
  if (!place.ok) return place;
  if (isInside(place.value)) return ok();
  if (place.value.inside === 'astray') return run.fail('mediaJammed', 'Rlr;p: ERR CARD', { action: 'clear' });
  return run.fail('noMediaPresent', `the card is not inside after the job; Rlr;p: ${place.value.inside}`);
}

function failByState(run: Run, state: PrinterState, before?: string): Err<DeviceError> {
  const { error = 'hardwareError', action = 'none' } = conditionOf(state);
  return run.fail(error, before ? `${before}; ${state.words}` : state.words, { action });
}

async function panels(wire: Wire, run: Run): Promise<number | undefined> {
  const count = await wire.ask(run, 'Rco', 'p');
  return count.ok ? parseCount(count.value) : undefined;
}

function bitmapsOf(job: CardPrintJob): readonly Record<'face' | 'panel' | 'data', string>[] {
  const faces: readonly [string, CardFace | undefined][] = [
    ['front', job.front],
    ['back', job.back],
  ];
  return faces.flatMap(([face, layers]) => [
    ...(layers?.color
      ? [{ face, panel: 'color', data: encodeBinary(encodeColorBmp(layers.color, CARD_WIDTH_px, CARD_HEIGHT_px)) }]
      : []),
    ...(layers?.resin
      ? [{ face, panel: 'resin', data: encodeBinary(encodeMonoBmp(layers.resin, CARD_WIDTH_px, CARD_HEIGHT_px)) }]
      : []),
  ]);
}

/** Turns the printer's count of printed panels into the steps of a job; says each once, in order. */
class Progress {
  readonly #front: number;
  readonly #all: number;
  readonly #before: number | undefined;
  readonly #onStep: (step: Step) => void;
  #step: 'front' | 'flip' | 'back' = 'front';
  complete = false;

  constructor(job: CardPrintJob, settings: string, before: number | undefined, onStep: (step: Step) => void) {
    this.#front = panelCount(job.front, settings.includes('FOverlayManagement=FULLVARNISH'));
    const back = job.back ? panelCount(job.back, settings.includes('BOverlayManagement=FULLVARNISH')) : 0;
    this.#all = this.#front + back;
    this.#before = before;
    this.#onStep = onStep;
  }

  at(count: number | undefined): void {
    if (count === undefined || this.#before === undefined) return;
    const done = count - this.#before;
    this.complete = done >= this.#all;
    if (this.#all === this.#front || done < this.#front || this.#step === 'back') return;
    this.#step = this.#step === 'front' ? 'flip' : 'back';
    this.#onStep(this.#step);
  }
}
