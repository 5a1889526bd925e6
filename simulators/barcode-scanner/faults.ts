import { FaultBook } from '../machine/index.ts';

export const barcodeScannerFaults = [
  /** The code is read, and nothing is sent. */
  'silent',
  'garbled',
  /** The second half of a code, with its end, never comes. */
  'cutOff',
] as const;
export type BarcodeScannerFault = (typeof barcodeScannerFaults)[number];

export class ScannerFaults extends FaultBook<BarcodeScannerFault, { readonly times?: number }> {
  strikes(name: BarcodeScannerFault): boolean {
    return this.use((armed) => armed.name === name) !== undefined;
  }
}
