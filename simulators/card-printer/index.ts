export { readBitmap } from './bmp.ts';
export { type CardPrinterFault, cardPrinterFaults, type FaultOptions } from './faults.ts';
export {
  type CardPrinterSimulator,
  type CardPrinterSimulatorOptions,
  type CardProduct,
  createCardPrinterSimulator,
} from './simulator.ts';
