export { serviceFaults } from './faults.ts';
export type { Ruling, SecondFactorKind } from './model.ts';
export {
  createIssuanceServiceSimulator,
  type IssuanceServiceSimulator,
  type IssuanceServiceSimulatorOptions,
} from './simulator.ts';
