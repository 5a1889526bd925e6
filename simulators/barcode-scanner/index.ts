export { type BarcodeScannerFault, barcodeScannerFaults } from './faults.ts';
export {
  type BarcodeScannerSimulator,
  type BarcodeScannerSimulatorOptions,
  createBarcodeScannerSimulator,
  type Shown,
} from './simulator.ts';
