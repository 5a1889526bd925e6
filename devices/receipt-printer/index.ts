export { receiptPrinterVerbs } from './cli.ts';
export { escpos, receiptBytes } from './escpos/index.ts';
