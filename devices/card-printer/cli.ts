import type { Result } from '../../common/result.ts';
import { type CardPrinter, type CardPrinterEvent, cardStationSchema, type DeviceError } from '../contract/index.ts';
import { testCardJob } from './test-card.ts';

/** A verb of the command line: what it answers is printed, as it is or as JSON. */
type Verb = {
  readonly summary: string;
  readonly usage: string;
  run(device: CardPrinter, args: readonly string[], signal: AbortSignal): Promise<unknown>;
};

export const cardPrinterVerbs: Readonly<Record<string, Verb>> = {
  status: verb('status', 'What the printer says of itself now', async (device, signal) =>
    resultOf(await device.refresh({ signal })),
  ),
  information: verb(
    'information',
    'Model, serial number, firmware and what this unit can do',
    async (device, signal) => {
      resultOf(await device.refresh({ signal }));
      return { ...device.information(), ...device.capabilities() };
    },
  ),
  position: verb('position', 'Where a card is', async (device, signal) =>
    resultOf(await device.mediaPosition({ signal })),
  ),
  feed: verb('feed', 'Take one blank from the hopper', async (device, signal) =>
    resultOf(await device.feed({ signal })),
  ),
  move: {
    summary: 'Move the card inside to a station',
    usage: 'move contact|contactless|print',
    async run(device, [wanted], signal) {
      const station = cardStationSchema.safeParse(wanted);
      if (!station.success) throw new Error(`move to "${wanted ?? ''}"? There are contact, contactless and print.`);
      return resultOf(await device.moveTo(station.data, { signal }));
    },
  },
  'print-test': verb('print-test', 'Print the test card on the card inside and keep it there', (device, signal) =>
    withEvents(device, async () => resultOf(await device.print(testCardJob(), { signal }))),
  ),
  present: verb('present', 'Hand the card inside to the person in front', async (device, signal) =>
    resultOf(await device.present({ signal })),
  ),
  retract: verb('retract', 'Take the card back from the exit into the retain bin', async (device, signal) =>
    resultOf(await device.retract({ signal })),
  ),
  reject: verb('reject', 'Move the card inside to the reject bin', async (device, signal) =>
    resultOf(await device.reject({ signal })),
  ),
  reset: verb('reset', 'Give up a stopped job and clear an error', async (device, signal) =>
    resultOf(await device.reset({ signal })),
  ),
  watch: verb('watch', 'Everything that the printer reports, until interrupted', (device, signal) =>
    withEvents(device, () => aborted(signal)),
  ),
};

function verb(
  usage: string,
  summary: string,
  work: (device: CardPrinter, signal: AbortSignal) => Promise<unknown>,
): Verb {
  return { summary, usage, run: (device, _args, signal) => work(device, signal) };
}

/** The value, or what went wrong in one line for a technician. */
function resultOf<T>(result: Result<T, DeviceError>): T {
  if (result.ok) return result.value;
  const { completionCode, errorCode, deviceWords, action, effect } = result.error;
  const advice = action === 'none' ? '' : ` (${action})`;
  const doubt = effect === 'unknown' ? '; it may have moved something' : '';
  throw new Error(`${errorCode ?? completionCode}${advice}: ${deviceWords}${doubt}`);
}

async function withEvents(device: CardPrinter, work: () => Promise<unknown>): Promise<readonly CardPrinterEvent[]> {
  const events: CardPrinterEvent[] = [];
  const stop = device.onEvent((event) => {
    events.push(event);
    process.stderr.write(`${JSON.stringify(event)}\n`);
  });
  try {
    await work();
    return events;
  } finally {
    stop();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
