/** What the faults of the issuance service and of the line to it come to. */
import type { Operation } from '../simulation/plan.ts';
import { every, held, issued, only, spoilt, untouched } from './outcomes.ts';
import type { Fault } from './row.ts';

const serviceSteps = [
  'beginCollection',
  'verifyCode',
  'documentData',
  'claim',
  'report',
] as const satisfies readonly Operation[];

export const serviceCells: readonly Fault<Operation>[] = [
  {
    id: 'down',
    cause: 'The line goes down',
    cells: {
      beginCollection: untouched('reading > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      documentData: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      claim: untouched('~ > notice no-network', 'unclaimed (unreachable)', 'N1'),
      report: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
    },
  },
  {
    id: 'silent',
    cause: 'The line falls silent',
    cells: {
      beginCollection: untouched('reading > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      documentData: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      claim: untouched('~ > notice no-network', 'released', 'N1'),
      report: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
    },
  },
  { id: 'slow', cause: 'The line is slow', cells: every(serviceSteps, issued()) },
  {
    id: 'requestLost',
    cause: 'The request is lost',
    cells: {
      beginCollection: untouched('reading > notice no-network'),
      verifyCode: untouched('reading > code > notice no-network'),
      documentData: issued(),
      claim: untouched('~ > notice no-network', 'released'),
      report: issued(),
    },
  },
  {
    id: 'answerLost',
    cause: 'The answer is lost',
    cells: {
      beginCollection: untouched('reading > notice no-network'),
      verifyCode: untouched('reading > code > notice no-network'),
      documentData: issued(),
      claim: untouched('~ > notice no-network', 'released'),
      report: issued(),
    },
  },
  { id: 'twice', cause: 'The request arrives twice, the second time much later', cells: every(serviceSteps, issued()) },
  {
    id: 'rejected',
    cause: 'It refuses with an error',
    cells: {
      beginCollection: untouched('reading > notice service-trouble'),
      verifyCode: untouched('reading > code > notice service-trouble'),
      documentData: issued(),
      claim: untouched('~ > notice service-trouble', 'unclaimed (refused)'),
      report: issued(),
    },
  },
  {
    id: 'garbled',
    cause: 'The answer cannot be read',
    cells: {
      beginCollection: untouched('reading > notice service-trouble'),
      verifyCode: untouched('reading > code > notice service-trouble'),
      documentData: issued(),
      claim: untouched('~ > notice service-trouble', 'released'),
      report: issued(),
    },
  },
  {
    id: 'thenDown',
    cause: 'It answers, then the line goes down',
    cells: {
      beginCollection: untouched('reading > code > notice no-network', 'nothing', 'N1'),
      verifyCode: untouched('reading > code > documents > notice no-network', 'nothing', 'N1'),
      documentData: untouched('~ > notice no-network', 'unclaimed (unreachable)', 'N1'),
      claim: spoilt('~ > notice no-network', 'spoiled (not-acknowledged)', 'N1'),
      report: issued('N1'),
    },
  },
  {
    id: 'held',
    cause: 'The order was put on hold meanwhile',
    cells: only(serviceSteps, { claim: held('~ > notice order-held', 'unclaimed (held)') }, 'found out at the claim'),
  },
];
