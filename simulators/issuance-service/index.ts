export { serviceFaults } from './faults.ts';
export {
  createIssuanceServiceSimulator,
  type IssuanceServiceSimulator,
  type IssuanceServiceSimulatorOptions,
} from './simulator.ts';
