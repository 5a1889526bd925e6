export { type ReceiptPrinterFault, receiptPrinterFaults } from './faults.ts';
export type { ModelName } from './models.ts';
export {
  createReceiptPrinterSimulator,
  type ReceiptPrinterSimulator,
  type ReceiptPrinterSimulatorOptions,
} from './simulator.ts';
