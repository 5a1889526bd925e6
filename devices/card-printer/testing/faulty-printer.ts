/**
 * A printer whose driver talks to its simulated machine over a real socket, with nothing else on the line, so that a
 * fault strikes what it is meant for.
 */
import { afterEach, beforeEach, expect } from 'vitest';
import { VirtualClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import { type CardPrinterSimulator, createCardPrinterSimulator } from '../../../simulators/card-printer/index.ts';
import { Pace } from '../../../simulators/machine/index.ts';
import type { CardPrinter, CardPrinterEvent, CardPrintJob } from '../../contract/index.ts';
import { done, letTimePass } from '../../testing/index.ts';
import { evolis } from '../index.ts';

const STEP_ms = 50;
export const NEVER_ms = 3_600_000;
export const ALWAYS = { times: Number.POSITIVE_INFINITY };
export const job: CardPrintJob = { front: { overlay: 'full' } };

export let machine: CardPrinterSimulator;
export let printer: CardPrinter;
let events: CardPrinterEvent[];

/** To be called once in a test file: a fresh printer for each case. */
export function withFaultyPrinter(options: object = {}, limits: object = {}): void {
  let ended: AbortController;
  beforeEach(async () => {
    const clock = new VirtualClock();
    ended = new AbortController();
    void letTimePass(clock, STEP_ms, ended.signal);
    await start(clock, options, limits);
  });
  afterEach(async () => {
    await printer.close();
    await machine.close();
    ended.abort();
  });
}

async function start(clock: VirtualClock, options: object, limits: object): Promise<void> {
  machine = createCardPrinterSimulator({
    clock,
    pace: new Pace(clock, 500),
    log: silentLog,
    blanks: 30,
    limits,
  });
  printer = evolis.create(
    {
      ...(await machine.listen()),
      device: machine.device,
      // The commands of a case alone are on the line.
      poll_ms: NEVER_ms,
      exitPoll_ms: NEVER_ms,
      busyPoll_ms: 100,
      timeouts: { connect_ms: 60_000, answer_ms: 2_000, move_ms: 4_000, lineLoss_ms: 3_000, settle_ms: 400 },
      ...options,
    },
    { clock, log: silentLog },
  );
  events = [];
  printer.onEvent((event) => events.push(event));
  await printer.open();
  await expect.poll(() => printer.status().device, { timeout: 5_000, interval: 5 }).toBe('online');
}

export const places = () => machine.snapshot().places;
export const named = (wanted: CardPrinterEvent['event']) => events.filter(({ event }) => event === wanted).length;

/** The printer says where the card really is, and is good for a whole round with a new card. */
export async function recovers(): Promise<void> {
  machine.faults.clear();
  const inside = () => places().print + places().contact + places().contactless + places().flip + places().feeder;
  const position = await printer.mediaPosition();
  expect(position).toEqual({ ok: true, value: places().exit ? 'exit' : inside() ? 'transport' : 'notPresent' });
  if (places().exit) await done(printer.retract());
  else if (inside()) await done(printer.reject());
  const { hopper } = places();
  await done(printer.feed());
  await done(printer.print(job));
  await done(printer.present());
  expect(places()).toMatchObject({ hopper: hopper - 1, exit: 1 });
  await done(printer.retract());
  expect(inside() + places().exit).toBe(0);
  expect(machine.snapshot().cards.every(({ printJobs }) => printJobs <= 1)).toBe(true);
}
