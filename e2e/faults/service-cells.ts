/** What the faults of the issuance service and of the line to it come to. */
import type { Operation } from '../simulation/plan.ts';
import { every, held, issued, only, spoilt, untouched } from './outcomes.ts';
import type { Fault } from './row.ts';

const serviceSteps = [
  'beginCollection',
  'verifyCode',
  'reportPin',
  'phoneAnswer',
  'documentData',
  'claim',
  'chipScript',
  'report',
] as const satisfies readonly Operation[];

const PIN = 'reading > pin';
const PHONE = 'reading > phone';
const SERVED = 'documents > confirm > making > take > receipt > thanks';
const byPin = issued(undefined, `${PIN} > ${SERVED}`);
const byPhone = issued(undefined, `${PHONE} > ${SERVED}`);
const noScript = (kind: string, code?: string) => untouched(`~ > notice ${kind}`, 'released (chip-script)', code);
/** Whatever the way to the documents. */
const served = { ...every(serviceSteps, issued()), reportPin: byPin, phoneAnswer: byPhone };

export const serviceCells: readonly Fault<Operation>[] = [
  {
    id: 'down',
    cause: 'The line goes down',
    cells: {
      beginCollection: untouched('reading > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      reportPin: untouched(`${PIN} > notice no-network`, 'nothing', 'N1'),
      phoneAnswer: untouched(`${PHONE} > notice no-network`, 'nothing', 'N1'),
      documentData: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      claim: untouched('~ > notice no-network', 'unclaimed (unreachable)', 'N1'),
      chipScript: noScript('no-network', 'N1'),
      report: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
    },
  },
  {
    id: 'silent',
    cause: 'The line falls silent',
    cells: {
      beginCollection: untouched('reading > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      reportPin: untouched(`${PIN} > notice no-network`, 'nothing', 'N1'),
      phoneAnswer: untouched(`${PHONE} > notice no-network`, 'nothing', 'N1'),
      documentData: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      claim: untouched('~ > notice no-network', 'released', 'N1'),
      chipScript: noScript('no-network', 'N1'),
      report: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
    },
  },
  { id: 'slow', cause: 'The line is slow', cells: served },
  {
    id: 'requestLost',
    cause: 'The request is lost',
    cells: {
      beginCollection: untouched('reading > notice no-network'),
      verifyCode: untouched('reading > code > notice no-network'),
      reportPin: untouched(`${PIN} > notice no-network`),
      phoneAnswer: byPhone,
      documentData: issued(),
      claim: untouched('~ > notice no-network', 'released'),
      chipScript: noScript('no-network'),
      report: issued(),
    },
  },
  {
    id: 'answerLost',
    cause: 'The answer is lost',
    cells: {
      beginCollection: untouched('reading > notice no-network'),
      verifyCode: untouched('reading > code > notice no-network'),
      reportPin: untouched(`${PIN} > notice no-network`),
      phoneAnswer: byPhone,
      documentData: issued(),
      claim: untouched('~ > notice no-network', 'released'),
      chipScript: noScript('no-network'),
      report: issued(),
    },
  },
  { id: 'twice', cause: 'The request arrives twice, the second time much later', cells: served },
  {
    id: 'rejected',
    cause: 'It refuses with an error',
    cells: {
      beginCollection: untouched('reading > notice service-trouble'),
      verifyCode: untouched('reading > code > notice service-trouble'),
      reportPin: untouched(`${PIN} > notice service-trouble`),
      phoneAnswer: untouched(`${PHONE} > notice service-trouble`),
      documentData: issued(),
      claim: untouched('~ > notice service-trouble', 'unclaimed (refused)'),
      chipScript: noScript('service-trouble'),
      report: issued(),
    },
  },
  {
    id: 'garbled',
    cause: 'The answer cannot be read',
    cells: {
      beginCollection: untouched('reading > notice service-trouble'),
      verifyCode: untouched('reading > code > notice service-trouble'),
      reportPin: untouched(`${PIN} > notice service-trouble`),
      phoneAnswer: untouched(`${PHONE} > notice service-trouble`),
      documentData: issued(),
      claim: untouched('~ > notice service-trouble', 'released'),
      chipScript: noScript('service-trouble'),
      report: issued(),
    },
  },
  {
    id: 'thenDown',
    cause: 'It answers, then the line goes down',
    cells: {
      beginCollection: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      reportPin: untouched(`${PIN} > documents > notice no-network`, 'nothing', 'N1'),
      phoneAnswer: untouched(`${PHONE} > notice no-network`, 'nothing', 'N1'),
      documentData: untouched('~ > notice no-network', 'unclaimed (unreachable)', 'N1'),
      claim: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
      chipScript: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
      report: issued('N1'),
    },
  },
  {
    id: 'held',
    cause: 'The order was put on hold meanwhile',
    cells: only(serviceSteps, { claim: held('~ > notice order-held', 'unclaimed (held)') }, 'found out at the claim'),
  },
];
