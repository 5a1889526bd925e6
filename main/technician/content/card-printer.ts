import type { CardPrinter, CardPrinterStatus } from '../../../devices/contract/index.ts';
import type { PartState, PartStates, Supply } from '../view.ts';
import type { Facts, JobDraft, Judged } from './facts.ts';
import {
  answers,
  binLevelOf,
  levelOf,
  mendDevice,
  property,
  stateOfDevice,
  stateOfUnit,
  stateOfWord,
  unitProperties,
  worst,
} from './states.ts';

/** Below this a ribbon should be changed at the next visit, where the printer itself does not say `low`. */
const LOW_RIBBON_cards = 20;

export function judgeCardPrinter(facts: Facts): Judged {
  const printer = facts.machine.cardPrinter;
  const status = printer.status();
  const ownState = stateOfDevice(status.device);
  const levels = levelsOf(facts, status);
  const jobs = answers(status) ? jobsOf(facts, status, levels) : [];
  const cannotWork = status.media === 'jammed' || status.cover === 'open';
  const state = answers(status) && cannotWork ? 'fault' : ownState;
  return {
    device: 'cardPrinter',
    state: worst([state, ...jobs.map((job) => job.state)]),
    status,
    information: printer.information(),
    count: facts.stock.hopper,
    parts: partsOf(facts, printer, status, levels, state),
    properties: propertiesOf(facts, status, levels),
    supplies: suppliesOf(facts, status, levels),
    jobs: mendDevice(state, jobs, ['printer-trouble']),
  };
}

type Levels = Readonly<Record<'ribbon' | 'hopper' | 'reject' | 'retain', PartState>>;

/** Sensors win over the books where they say worse. */
function levelsOf({ stock, limits }: Facts, status: CardPrinterStatus): Levels {
  const sensed = (type: 'dispense' | 'reject' | 'retain') =>
    status.storage.filter((unit) => unit.type === type).map(stateOfUnit);
  const { toner, tonerCardsLeft } = status;
  const counted = tonerCardsLeft === undefined ? 'ok' : levelOf(tonerCardsLeft, { low: LOW_RIBBON_cards });
  return {
    ribbon: worst([stateOfWord(toner), counted]),
    hopper: worst([levelOf(stock.hopper, limits.hopper), ...sensed('dispense')]),
    reject: worst([binLevelOf(stock.rejectBin, limits.reject), ...sensed('reject')]),
    retain: worst([binLevelOf(stock.retainBin, limits.retain), ...sensed('retain')]),
  };
}

function jobsOf(facts: Facts, status: CardPrinterStatus, levels: Levels): JobDraft[] {
  const { stock } = facts;
  const { drivingLicence } = facts.readiness;
  const jobs: JobDraft[] = [];
  const trouble = ['printer-trouble'];
  const fault = (kind: JobDraft['kind']) => jobs.push({ kind, state: 'fault', count: undefined, mends: trouble });
  if (status.cover === 'open') fault('close-cover');
  if (status.media === 'jammed') fault('clear-card-jam');
  // One that belongs to an issuance is settled by the machine itself.
  const isStrange = !drivingLicence.available && drivingLicence.reason === 'printer-trouble';
  if (isStrange && (status.media === 'transport' || status.media === 'exit')) fault('remove-strange-card');
  const supply = (kind: JobDraft['kind'], state: PartState, count: number | undefined, mends: string) => {
    if (state === 'attention' || state === 'fault') jobs.push({ kind, state, count, mends: [mends] });
  };
  supply('change-ribbon', levels.ribbon, status.tonerCardsLeft, 'ribbon-out');
  supply('load-hopper', levels.hopper, stock.hopper, 'hopper-empty');
  supply('empty-reject-bin', levels.reject, stock.rejectBin, 'reject-bin-full');
  supply('empty-retain-bin', levels.retain, stock.retainBin, 'retain-bin-full');
  return jobs;
}

function partsOf(
  { machine }: Facts,
  printer: CardPrinter,
  status: CardPrinterStatus,
  levels: Levels,
  state: PartState,
): PartStates {
  const { contactStation, contactlessStation } = printer.capabilities();
  const encoder = machine.encoder && stateOfDevice(machine.encoder.status().device);
  const known = (part: PartState) => (answers(status) ? part : stateOfDevice(status.device));
  const isJammed = status.media === 'jammed';
  const inPath = known(isJammed ? 'fault' : status.device === 'deviceBusy' ? 'busy' : stateOfWord(status.media));
  return {
    'cardPrinter.body': state,
    'cardPrinter.cover': known(status.cover === 'open' ? 'fault' : stateOfWord(status.cover)),
    'cardPrinter.hopper': known(levels.hopper),
    'cardPrinter.feed': known('ok'),
    'cardPrinter.transport': inPath,
    ...(encoder && contactlessStation ? { 'cardPrinter.contactless': known(encoder) } : {}),
    ...(encoder && (contactStation || !contactlessStation) ? { 'cardPrinter.contact': known(encoder) } : {}),
    'cardPrinter.ribbon': known(levels.ribbon),
    'cardPrinter.head': known('ok'),
    'cardPrinter.flip': known('ok'),
    'cardPrinter.exit': known(status.media === 'exit' ? 'busy' : 'ok'),
    'cardPrinter.reject': known(levels.reject),
    'cardPrinter.retain': known(levels.retain),
  };
}

function propertiesOf({ stock }: Facts, status: CardPrinterStatus, levels: Levels) {
  const { device, media, toner, tonerCardsLeft, cover, storage, cardsFed } = status;
  return [
    property('device', device, stateOfDevice(device)),
    property('media', media),
    property('cover', cover, cover === 'open' ? 'fault' : stateOfWord(cover)),
    property('toner', toner, levels.ribbon),
    ...(tonerCardsLeft === undefined ? [] : [property('tonerCardsLeft', String(tonerCardsLeft), levels.ribbon)]),
    ...unitProperties(storage),
    property('hopper', String(stock.hopper), levels.hopper),
    ...(cardsFed === undefined ? [] : [property('cardsFed', String(cardsFed), 'ok')]),
  ];
}

function suppliesOf({ stock, limits }: Facts, status: CardPrinterStatus, levels: Levels): Supply[] {
  const { hopper, reject, retain } = limits;
  return [
    {
      ...{ kind: 'ribbon', state: levels.ribbon, count: status.tonerCardsLeft, of: undefined, fills: false },
      threshold: LOW_RIBBON_cards,
    },
    {
      ...{ kind: 'hopper', state: levels.hopper, count: stock.hopper, of: hopper.capacity, fills: false },
      threshold: hopper.low,
    },
    {
      ...{ kind: 'reject', state: levels.reject, count: stock.rejectBin, of: reject.capacity, fills: true },
      threshold: reject.high,
    },
    {
      ...{ kind: 'retain', state: levels.retain, count: stock.retainBin, of: retain.capacity, fills: true },
      threshold: retain.high,
    },
  ];
}
