import { type DocumentVault, slotSchema, type VaultService } from '../contract/index.ts';
import { resultOf, type Verb, verb, watched } from '../verbs/index.ts';

export const documentVaultVerbs: Readonly<Record<string, Verb<DocumentVault>>> = {
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
  watch: verb('watch', 'Everything that the vault reports, until interrupted', watched),
};

function verbWithSlot(
  usage: string,
  summary: string,
  work: (device: DocumentVault, slot: number, signal: AbortSignal) => Promise<unknown>,
): Verb<DocumentVault> {
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
