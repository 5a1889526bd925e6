import type { Result } from '../../common/result.ts';
import {
  type DeviceError,
  type DocumentVault,
  type DocumentVaultEvent,
  slotSchema,
  type VaultService,
} from '../contract/index.ts';

/** A verb of the command line: what it answers is printed, as it is or as JSON. */
type Verb = {
  readonly summary: string;
  readonly usage: string;
  run(device: DocumentVault, args: readonly string[], signal: AbortSignal): Promise<unknown>;
};

export const documentVaultVerbs: Readonly<Record<string, Verb>> = {
  status: verb('status', 'What the vault says of itself now', async (device, signal) =>
    resultOf(await device.refresh({ signal })),
  ),
  information: verb('information', 'Model, serial number, firmware and what this unit has', async (device, signal) => {
    resultOf(await device.refresh({ signal }));
    return { ...device.information(), ...device.capabilities() };
  }),
  where: verb('where', 'Where a booklet is, outside of the slots', async (device, signal) =>
    resultOf(await device.mediaPosition({ signal })),
  ),
  counters: verb('counters', 'What the vault has counted since it was built', async (device, signal) =>
    resultOf(await serviceOf(device).counters({ signal })),
  ),
  home: verb('home', 'Find the home of the carousel', async (device, signal) =>
    resultOf(await serviceOf(device).home({ signal })),
  ),
  slot: verbWithSlot('slot N', 'Turn a slot to the window', async (device, slot, signal) =>
    resultOf(await serviceOf(device).turnTo(slot, { signal })),
  ),
  scan: verbWithSlot('scan N', 'Read the text of the booklet in a slot', async (device, slot, signal) =>
    resultOf(await device.scanSlot(slot, { signal })),
  ),
  pick: verbWithSlot(
    'pick N',
    'Move the booklet of a slot to the exit, behind the closed shutter',
    async (device, slot, signal) => resultOf(await device.dispense(slot, { signal })),
  ),
  read: verb('read', 'Read the text of the booklet at the exit', async (device, signal) =>
    resultOf(await device.readMrz({ signal })),
  ),
  shutter: {
    summary: 'Open the shutter before the booklet at the exit, or close it',
    usage: 'shutter open|close',
    async run(device, [wanted], signal) {
      if (wanted === 'open') return resultOf(await device.present({ signal }));
      if (wanted === 'close') return resultOf(await serviceOf(device).closeShutter({ signal }));
      throw new Error(`shutter "${wanted ?? ''}"? It can be told to open and to close.`);
    },
  },
  retract: verb(
    'retract',
    'Move the booklet from the exit, or from inside, into the retain unit',
    async (device, signal) => resultOf(await device.retract({ signal })),
  ),
  return: verbWithSlot(
    'return N',
    'Move the booklet from the exit back into an empty slot',
    async (device, slot, signal) => resultOf(await serviceOf(device).returnToSlot(slot, { signal })),
  ),
  reset: verb('reset', 'Clear an error and find the home of the carousel', async (device, signal) =>
    resultOf(await device.reset({ signal })),
  ),
  watch: verb('watch', 'Everything that the vault reports, until interrupted', watch),
};

function verb(
  usage: string,
  summary: string,
  work: (device: DocumentVault, signal: AbortSignal) => Promise<unknown>,
): Verb {
  return { summary, usage, run: (device, _args, signal) => work(device, signal) };
}

function verbWithSlot(
  usage: string,
  summary: string,
  work: (device: DocumentVault, slot: number, signal: AbortSignal) => Promise<unknown>,
): Verb {
  return {
    summary,
    usage,
    async run(device, [wanted = ''], signal) {
      const slot = slotSchema.safeParse(/^\d+$/.test(wanted) ? Number(wanted) : undefined);
      if (!slot.success) throw new Error(`slot "${wanted}"? They are numbered 1 to ${device.capabilities().slots}.`);
      return work(device, slot.data, signal);
    },
  };
}

function serviceOf({ service }: DocumentVault): VaultService {
  if (!service) throw new Error('this driver has no such movement');
  return service;
}

/** The value, or what went wrong in one line for a technician. */
function resultOf<T>(result: Result<T, DeviceError>): T {
  if (result.ok) return result.value;
  const { completionCode, errorCode, deviceWords, action, effect } = result.error;
  const advice = action === 'none' ? '' : ` (${action})`;
  const doubt = effect === 'unknown' ? '; it may have moved something' : '';
  throw new Error(`${errorCode ?? completionCode}${advice}: ${deviceWords}${doubt}`);
}

async function watch(device: DocumentVault, signal: AbortSignal): Promise<readonly DocumentVaultEvent[]> {
  const events: DocumentVaultEvent[] = [];
  const stop = device.onEvent((event) => {
    events.push(event);
    process.stderr.write(`${JSON.stringify(event)}\n`);
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stop();
  return events;
}
