export { serviceFaults } from './faults.ts';
export type { ClaimRequest, Collection, Decision, Issuance, Order, OrderRows, ReportedEvent } from './model.ts';
export { Refusal } from './problem.ts';
export { decideClaim, decideReport, finalEndOf, statusOf } from './rules.ts';
export {
  createIssuanceServiceSimulator,
  type IssuanceServiceSimulator,
  type IssuanceServiceSimulatorOptions,
} from './simulator.ts';
