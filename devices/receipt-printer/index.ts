export { receiptPrinterVerbs } from './cli.ts';
export { escpos } from './escpos/index.ts';
