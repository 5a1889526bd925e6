/** Every command that moves a card, and every way in which its answer can get lost. */
import type { CardPrinterFault, FaultOptions } from '../../../simulators/card-printer/index.ts';
import type { CardPrinter } from '../../contract/index.ts';
import { done } from '../../testing/index.ts';
import { job, NEVER_ms, type places, printer } from './faulty-printer.ts';

type Case = {
  readonly command: string;
  /** Where the fault waits: the request that moves the card. */
  readonly at: string;
  prepare?(): Promise<void>;
  act(): ReturnType<CardPrinter['feed']>;
  /** What is true of the cards when the command was carried out. */
  readonly after: Partial<ReturnType<typeof places>>;
};

export const fed = () => done(printer.feed());
export const presented = async () => {
  await fed();
  await done(printer.present());
};
export const moves: readonly Case[] = [
  { command: 'feed', at: 'Si', act: () => printer.feed(), after: { hopper: 29, print: 1 } },
  {
    command: 'moveTo contact',
    at: 'Sis',
    prepare: fed,
    act: () => printer.moveTo('contact'),
    after: { contact: 1 },
  },
  {
    command: 'moveTo contactless',
    at: 'Sic',
    prepare: fed,
    act: () => printer.moveTo('contactless'),
    after: { contactless: 1 },
  },
  {
    command: 'moveTo print',
    at: 'Si',
    prepare: async () => {
      await fed();
      await done(printer.moveTo('contact'));
    },
    act: () => printer.moveTo('print'),
    after: { print: 1, contact: 0 },
  },
  { command: 'present', at: 'Se', prepare: fed, act: () => printer.present(), after: { exit: 1 } },
  {
    command: 'retract, pulling in',
    at: 'Sib',
    prepare: presented,
    act: () => printer.retract(),
    after: { retainBin: 1 },
  },
  {
    command: 'retract, dropping',
    at: 'Seb',
    prepare: presented,
    act: () => printer.retract(),
    after: { retainBin: 1 },
  },
  { command: 'reject', at: 'Ser', prepare: fed, act: () => printer.reject(), after: { rejectBin: 1 } },
];
export const printing: Case = {
  command: 'print',
  at: 'PRINT.Print',
  prepare: fed,
  act: () => printer.print(job),
  after: { print: 1 },
};

type LineFault = readonly [string, CardPrinterFault, FaultOptions, code: string];
/** The order was carried out; only its answer did not come back as it should. */
export const lostAnswers: readonly LineFault[] = [
  ['is never given', 'answerLost', {}, 'timeOut'],
  ['comes later than anybody waits', 'answerLate', { late_ms: 1_000 * NEVER_ms }, 'timeOut'],
  ['is replaced by the end of the connection', 'hungUp', {}, 'deviceNotReady'],
  ['is cut in the middle', 'answerCut', {}, 'hardwareError|deviceNotReady'],
  ['is not JSON', 'answerGarbled', { as: 'notJson' }, 'hardwareError'],
  ['ends too early', 'answerGarbled', { as: 'truncated' }, 'hardwareError'],
  ['is a page of a proxy', 'answerGarbled', { as: 'html' }, 'hardwareError'],
  ['is longer than any answer', 'answerGarbled', { as: 'giant' }, 'hardwareError'],
  ['is to another request', 'answerGarbled', { as: 'wrongId' }, 'hardwareError'],
  ['refuses another request', 'answerGarbled', { as: 'foreignError' }, 'hardwareError'],
  ['is not a text', 'answerGarbled', { as: 'wrongType' }, 'hardwareError'],
  ['is in words that no printer has', 'answerGarbled', { as: 'unknownReply' }, 'hardwareError'],
];
/** The order was not carried out, and the driver cannot know. */
export const lostRequests: readonly LineFault[] = [
  ['is cut off', 'communicationLost', {}, 'deviceNotReady'],
  ['is swallowed', 'requestLost', {}, 'timeOut'],
];
