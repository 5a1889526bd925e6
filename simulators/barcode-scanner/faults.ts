export const barcodeScannerFaults = [
  /** The code is read, and nothing is sent. */
  'silent',
  'garbled',
  /** The second half of a code, with its end, never comes. */
  'cutOff',
] as const;
export type BarcodeScannerFault = (typeof barcodeScannerFaults)[number];
