/** What residents can get now, what is the matter with what, and what to do first. */
import type { DocumentType } from '../../../common/document.ts';
import { availabilityOf, type UnavailableReason } from '../../issuance/index.ts';
import type { DeviceLine, Job, JobKind, Offer, PartState, PartStates, ShownDevice } from '../view.ts';
import { judgeCardPrinter } from './card-printer.ts';
import { judgeChipReader } from './chip-reader.ts';
import { judgeDocumentVault } from './document-vault.ts';
import type { Facts, JobDraft, Judged } from './facts.ts';
import { judgeReceiptPrinter } from './receipt-printer.ts';

/** Every device that is configured, in the order of the pages. */
export function judgeDevices(facts: Facts): readonly Judged[] {
  const { cardReader, encoder, documentVault, vaultReader, receiptPrinter } = facts.machine;
  return [
    judgeChipReader('cardReader', cardReader),
    judgeCardPrinter(facts),
    ...(encoder ? [judgeChipReader('encoder', encoder)] : []),
    ...(documentVault ? [judgeDocumentVault(facts, documentVault)] : []),
    ...(vaultReader ? [judgeChipReader('vaultReader', vaultReader)] : []),
    ...(receiptPrinter ? [judgeReceiptPrinter(receiptPrinter)] : []),
  ];
}

export function offersOf(facts: Facts): Offer[] {
  return facts.offered.map((documentType) => {
    const reason = hindranceTo(facts, documentType);
    return {
      documentType,
      available: reason === undefined,
      reason,
      ...leftOf(facts, documentType),
      ...facts.issued[documentType],
    };
  });
}

function hindranceTo(facts: Facts, documentType: DocumentType): UnavailableReason | undefined {
  const ready = availabilityOf(facts.readiness, documentType);
  // What is wrong here is for whoever stands here; the network comes last.
  if (!ready.available) return ready.reason;
  return facts.online ? undefined : 'no-network';
}

function leftOf({ stock, machine }: Facts, documentType: DocumentType): Pick<Offer, 'left' | 'leftBy'> {
  if (documentType === 'passport') return { left: stock.slots, leftBy: 'booklets' };
  const ribbon = machine.cardPrinter.status().tonerCardsLeft;
  if (ribbon !== undefined && ribbon < stock.hopper) return { left: ribbon, leftBy: 'ribbon' };
  return { left: stock.hopper, leftBy: 'hopper' };
}

export function linesOf(judged: readonly Judged[]): DeviceLine[] {
  return judged.map(({ device, state, status, count }) => ({ device, state, wire: status.device, count }));
}

export function partsOf(judged: readonly Judged[]): PartStates {
  return Object.assign({}, ...judged.map(({ parts }) => parts));
}

/** Hands on the machine, door to door. */
const minutes: Readonly<Record<JobKind, number>> = {
  'close-cover': 1,
  'clear-card-jam': 5,
  'remove-strange-card': 2,
  'load-hopper': 3,
  'change-ribbon': 4,
  'empty-reject-bin': 4,
  'empty-retain-bin': 4,
  'load-vault': 10,
  'clear-vault-jam': 6,
  'close-vault-door': 1,
  'empty-vault-retain': 4,
  'load-paper': 2,
  'close-receipt-cover': 1,
  'clear-receipt-jam': 3,
  'mend-device': 10,
  'mend-network': 15,
  'mend-journal': 20,
  'decide-orders': 5,
};

/** The most service regained for a minute first; then what stops something, then what soon will. */
export function jobsOf(facts: Facts, judged: readonly Judged[]): Job[] {
  const ofDevices = judged.flatMap(({ device, jobs }) => jobs.map((draft) => jobOf(facts, device, draft)));
  const jobs = [...ofDevices, ...jobsOfNoDevice(facts)];
  const gain = ({ bringsBack, minutes: takes }: Job) => bringsBack.length / takes;
  const isFault = ({ state }: Job) => Number(state === 'fault' || state === 'off');
  return jobs.sort((a, b) => gain(b) - gain(a) || isFault(b) - isFault(a) || a.minutes - b.minutes);
}

function jobOf(facts: Facts, device: ShownDevice, { kind, state, count, mends }: JobDraft): Job {
  const stops = state === 'fault' || state === 'off';
  const closed = facts.offered.filter((documentType) => {
    // Without the reader nobody gets anything.
    if (mends.includes('reader')) return true;
    return mends.includes(hindranceTo(facts, documentType) ?? '');
  });
  return { kind, state, device, count, minutes: minutes[kind], bringsBack: stops ? closed : [] };
}

function jobsOfNoDevice(facts: Facts): Job[] {
  const reasons = facts.offered.map((documentType) => hindranceTo(facts, documentType));
  const device = 'cardPrinter';
  const jobs: Job[] = [];
  const add = (kind: JobKind, state: PartState, mends: readonly UnavailableReason[], count?: number) => {
    const draft = { kind, state, count, mends };
    jobs.push(jobOf(facts, device, draft));
  };
  if (!facts.online || reasons.includes('service-behind'))
    add('mend-network', 'fault', ['no-network', 'service-behind']);
  if (reasons.includes('journal-broken')) add('mend-journal', 'fault', ['journal-broken']);
  if (facts.unresolved > 0) add('decide-orders', 'attention', [], facts.unresolved);
  return jobs;
}
