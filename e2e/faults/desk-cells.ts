/** What the faults of the card reader, the receipt printer and the supplies come to. */
import { again, every, issued, only, spoilt, untouched } from './outcomes.ts';
import type { Fault, Outcome } from './row.ts';

const readerSteps = ['open', 'reading', 'code', 'printing-front', 'take'] as const;
export type ReaderStep = (typeof readerSteps)[number];
const receiptSteps = ['before', 'during'] as const;
export type ReceiptStep = (typeof receiptSteps)[number];
const encoderSteps = ['open', 'confirm', 'writing-chip', 'checking', 'take'] as const;
export type EncoderStep = (typeof encoderSteps)[number];
const supplySteps = ['open', 'code', 'confirm', 'printing-front'] as const;
export type SupplyStep = (typeof supplySteps)[number];

function atTap(outcome: Outcome): Fault<ReaderStep>['cells'] {
  return only(readerSteps, { reading: outcome }, 'the card is only needed while it is read');
}

export const cardReaderCells: readonly Fault<ReaderStep>[] = [
  {
    id: 'removedEarly',
    cause: 'The card is taken away too early',
    cells: atTap(untouched('reading > notice card-removed-early')),
  },
  { id: 'mute', cause: 'The card does not answer', cells: atTap(untouched('reading > notice tap-not-read')) },
  { id: 'twoCards', cause: 'Two cards lie on the reader', cells: atTap(untouched('reading > notice two-cards')) },
  { id: 'foreign', cause: 'It is another kind of card', cells: atTap(untouched('reading > notice foreign-card')) },
  {
    id: 'cloned',
    cause: 'The card is a copy: it cannot sign',
    cells: atTap(untouched('reading > notice card-not-genuine')),
  },
  { id: 'expired', cause: 'The card is expired', cells: atTap(untouched('reading > notice card-expired')) },
  {
    id: 'wrongAuthority',
    cause: 'The card is another authority’s',
    cells: atTap(untouched('reading > notice card-wrong-authority')),
  },
  {
    id: 'unplugged',
    cause: 'The reader is unplugged',
    cells: {
      open: untouched('out of service R1', 'nothing', 'R1'),
      reading: untouched('reading > notice reader-trouble', 'nothing', 'R1'),
      code: untouched('reading > code > documents without any > out of service R1', 'nothing', 'R1'),
      'printing-front': issued('R1'),
      take: issued('R1'),
    },
  },
];

export const encoderCells: readonly Fault<EncoderStep>[] = [
  {
    id: 'dead',
    cause: 'The chip of the blank never answers',
    cells: only(encoderSteps, { 'writing-chip': again('chip-dead') }, 'it is found out at the first command'),
  },
  {
    id: 'halfWritten',
    cause: 'The chip stops taking data half way',
    cells: only(encoderSteps, { 'writing-chip': again('chip-write-failed') }, 'it is written once'),
  },
  {
    id: 'diesLater',
    cause: 'The chip dies while the card is printed on',
    cells: only(encoderSteps, { checking: again('chip-dead') }, 'it is found out when the card is read back'),
  },
  {
    id: 'unplugged',
    cause: 'The encoder is unplugged',
    cells: {
      open: untouched('out of service P5', 'nothing', 'P5'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'P5'),
      'writing-chip': spoilt('~ > notice cannot-make-here', 'spoiled (chip-dead)', 'P5'),
      checking: spoilt('~ > notice cannot-make-here', 'spoiled (chip-dead)', 'P5'),
      take: issued('P5'),
    },
  },
];

export const receiptPrinterCells: readonly Fault<ReceiptStep>[] = [
  {
    id: 'paperLow',
    cause: 'The paper runs low',
    cells: every(receiptSteps, issued(undefined, '~ > take > receipt > receipt-printing > receipt-take > thanks')),
  },
  {
    id: 'paperOut',
    cause: 'The paper ends',
    cells: {
      before: issued(undefined, '~ > take > receipt > receipt-code > thanks'),
      during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks'),
    },
  },
  {
    id: 'coverOpen',
    cause: 'The cover is open',
    cells: {
      before: issued(undefined, '~ > take > receipt > receipt-code > thanks'),
      during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks'),
    },
  },
  {
    id: 'cutterFail',
    cause: 'The knife is stuck',
    cells: {
      before: issued(undefined, '~ > take > receipt > receipt-code > thanks'),
      during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks'),
    },
  },
  {
    id: 'headOverheated',
    cause: 'The print head is too hot',
    cells: only(
      receiptSteps,
      { during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks') },
      'it is cold before it prints',
    ),
  },
  {
    id: 'offline',
    cause: 'It is off the line',
    cells: {
      before: issued(undefined, '~ > take > receipt > receipt-code > thanks'),
      during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks'),
    },
  },
  {
    id: 'answerLost',
    cause: 'Its answer is lost',
    cells: only(
      receiptSteps,
      { during: issued(undefined, '~ > take > receipt > receipt-printing > receipt-code instead > thanks') },
      'nothing was asked yet',
    ),
  },
];

export const suppliesCells: readonly Fault<SupplyStep>[] = [
  {
    id: 'hopper',
    cause: 'There are no blanks',
    cells: {
      open: untouched('out of service P1', 'nothing', 'P1'),
      code: untouched('reading > code > documents without any > out of service P1', 'nothing', 'P1'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'P1'),
      'printing-front': issued('P1'),
    },
  },
  {
    id: 'ribbon',
    cause: 'There is no ribbon',
    cells: {
      open: untouched('out of service P2', 'nothing', 'P2'),
      code: untouched('reading > code > documents without any > out of service P2', 'nothing', 'P2'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'P2'),
      'printing-front': spoilt('~ > notice cannot-make-here', 'spoiled (tonerOut)', 'P2'),
    },
  },
  {
    id: 'rejectBin',
    cause: 'The reject bin is full',
    cells: {
      open: untouched('out of service P3', 'nothing', 'P3'),
      code: untouched('reading > code > documents without any > out of service P3', 'nothing', 'P3'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'P3'),
      'printing-front': issued('P3'),
    },
  },
  {
    id: 'retainBin',
    cause: 'The retain bin is full',
    cells: {
      open: untouched('out of service P4', 'nothing', 'P4'),
      code: untouched('reading > code > documents without any > out of service P4', 'nothing', 'P4'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'P4'),
      'printing-front': issued('P4'),
    },
  },
  {
    id: 'lastBlank',
    cause: 'The last blank is spoilt',
    cells: only(
      supplySteps,
      { 'printing-front': spoilt('~ > notice cannot-make-here', 'spoiled (hardwareError)', 'P1') },
      'it is spoilt when it is printed',
    ),
  },
];
