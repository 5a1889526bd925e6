import type { DocumentVault, DocumentVaultStatus } from '../../../devices/contract/index.ts';
import type { PartState, PartStates } from '../view.ts';
import type { Facts, JobDraft, Judged } from './facts.ts';
import {
  answers,
  binLevelOf,
  mendDevice,
  property,
  stateOfDevice,
  stateOfUnit,
  stateOfWord,
  unitProperties,
  worst,
} from './states.ts';

export function judgeDocumentVault(facts: Facts, vault: DocumentVault): Judged {
  const status = vault.status();
  const { stock, limits } = facts;
  const retained = status.storage.filter(({ type }) => type === 'retain').map(stateOfUnit);
  const retain = worst([binLevelOf(stock.vaultRetain, limits.vaultRetain), ...retained]);
  const booklets: PartState = stock.slots === 0 ? 'fault' : 'ok';
  const jobs = answers(status) ? jobsOf(facts, status, retain, booklets) : [];
  const cannotWork = status.media === 'jammed' || status.cabinetDoor === 'open' || status.shutter === 'jammed';
  const state = answers(status) && cannotWork ? 'fault' : stateOfDevice(status.device);
  const slots = vault.capabilities().slots;
  return {
    device: 'documentVault',
    state: worst([state, ...jobs.map((job) => job.state)]),
    status,
    information: vault.information(),
    count: stock.slots,
    parts: partsOf(facts, status, state, retain, booklets),
    properties: propertiesOf(status),
    supplies: [
      { kind: 'booklets', state: booklets, count: stock.slots, of: slots, threshold: undefined, fills: false },
      {
        ...{ kind: 'vault-retain', state: retain, count: stock.vaultRetain, of: limits.vaultRetain.capacity },
        ...{ threshold: limits.vaultRetain.high, fills: true },
      },
    ],
    jobs: mendDevice(state, jobs, ['vault-trouble']),
  };
}

function jobsOf({ stock }: Facts, status: DocumentVaultStatus, retain: PartState, booklets: PartState): JobDraft[] {
  const jobs: JobDraft[] = [];
  const mends = ['vault-trouble'];
  if (status.cabinetDoor === 'open') jobs.push({ kind: 'close-vault-door', state: 'fault', count: undefined, mends });
  if (status.media === 'jammed' || status.shutter === 'jammed')
    jobs.push({ kind: 'clear-vault-jam', state: 'fault', count: undefined, mends });
  if (retain === 'attention' || retain === 'fault')
    jobs.push({ kind: 'empty-vault-retain', state: retain, count: stock.vaultRetain, mends: ['vault-retain-full'] });
  if (booklets === 'fault')
    jobs.push({ kind: 'load-vault', state: booklets, count: stock.slots, mends: ['vault-empty'] });
  return jobs;
}

function partsOf(
  { machine }: Facts,
  status: DocumentVaultStatus,
  state: PartState,
  retain: PartState,
  booklets: PartState,
): PartStates {
  const known = (part: PartState) => (answers(status) ? part : stateOfDevice(status.device));
  const reader = machine.vaultReader && stateOfDevice(machine.vaultReader.status().device);
  const moving = status.device === 'deviceBusy' ? 'busy' : stateOfWord(status.media);
  return {
    'documentVault.body': state,
    'documentVault.door': known(status.cabinetDoor === 'open' ? 'fault' : stateOfWord(status.cabinetDoor)),
    'documentVault.carousel': known(booklets),
    'documentVault.picker': known('ok'),
    ...(reader ? { 'documentVault.chipReader': known(reader) } : {}),
    'documentVault.mrz': known('ok'),
    'documentVault.transport': known(moving),
    'documentVault.shutter': known(stateOfWord(status.shutter)),
    'documentVault.exit': known(status.media === 'exit' ? 'busy' : 'ok'),
    'documentVault.retain': known(retain),
  };
}

function propertiesOf(status: DocumentVaultStatus) {
  const { device, media, shutter, cabinetDoor, storage, slots, mediaDispensed } = status;
  const present = slots.filter((slot) => slot === 'present').length;
  return [
    property('device', device, stateOfDevice(device)),
    property('media', media),
    property('shutter', shutter),
    property('cabinetDoor', cabinetDoor, cabinetDoor === 'open' ? 'fault' : stateOfWord(cabinetDoor)),
    property('slots', `${present} / ${slots.length}`, 'ok'),
    ...unitProperties(storage),
    ...(mediaDispensed === undefined ? [] : [property('mediaDispensed', String(mediaDispensed), 'ok')]),
  ];
}
