export { barcodeScannerVerbs } from './cli.ts';
export { serialScanner } from './serial/index.ts';
