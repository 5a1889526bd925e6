import type { ReceiptPrinter, ReceiptPrinterStatus } from '../../../devices/contract/index.ts';
import type { PartState, PartStates } from '../view.ts';
import type { JobDraft, Judged } from './facts.ts';
import { answers, mendDevice, property, stateOfDevice, stateOfWord, worst } from './states.ts';

/** No resident is refused anything for it: without paper a receipt is a code on the screen. */
export function judgeReceiptPrinter(printer: ReceiptPrinter): Judged {
  const status = printer.status();
  const jobs = answers(status) ? jobsOf(status) : [];
  const cannotWork = status.cover === 'open' || status.paper === 'jammed' || status.cutter === 'inoperable';
  const state = answers(status) && cannotWork ? 'fault' : stateOfDevice(status.device);
  return {
    device: 'receiptPrinter',
    state: worst([state, ...jobs.map((job) => job.state)]),
    status,
    information: printer.information(),
    count: undefined,
    parts: partsOf(status, state),
    properties: [
      property('device', status.device, stateOfDevice(status.device)),
      property('paper', status.paper),
      property('cover', status.cover, coverState(status)),
      property('cutter', status.cutter),
      ...(status.media === undefined ? [] : [property('media', status.media)]),
    ],
    supplies: [
      {
        ...{ kind: 'paper', state: stateOfWord(status.paper), count: undefined, of: undefined },
        ...{ threshold: undefined, fills: false },
      },
    ],
    jobs: mendDevice(state, jobs, []),
  };
}

function coverState({ cover }: ReceiptPrinterStatus): PartState {
  return cover === 'open' ? 'fault' : stateOfWord(cover);
}

function jobsOf({ paper, cover }: ReceiptPrinterStatus): JobDraft[] {
  const jobs: JobDraft[] = [];
  const job = (kind: JobDraft['kind'], state: PartState) => jobs.push({ kind, state, count: undefined, mends: [] });
  if (cover === 'open') job('close-receipt-cover', 'fault');
  if (paper === 'jammed') job('clear-receipt-jam', 'fault');
  if (paper === 'low' || paper === 'out') job('load-paper', stateOfWord(paper));
  return jobs;
}

function partsOf(status: ReceiptPrinterStatus, state: PartState): PartStates {
  const known = (part: PartState) => (answers(status) ? part : stateOfDevice(status.device));
  return {
    'receiptPrinter.body': state,
    'receiptPrinter.cover': known(coverState(status)),
    'receiptPrinter.roll': known(stateOfWord(status.paper)),
    'receiptPrinter.head': known('ok'),
    'receiptPrinter.cutter': known(stateOfWord(status.cutter)),
    ...(status.media === undefined
      ? {}
      : { 'receiptPrinter.presenter': known(status.media === 'present' ? 'busy' : stateOfWord(status.media)) }),
  };
}
