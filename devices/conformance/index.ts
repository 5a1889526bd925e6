export { type BarcodeScannerBench, barcodeScannerConformance } from './barcode-scanner.ts';
export { type CardPrinterBench, cardPrinterConformance } from './card-printer.ts';
export { type BenchLimit, type CardReaderBench, type ConformanceCard, cardReaderConformance } from './card-reader.ts';
export { type DocumentVaultBench, documentVaultConformance } from './document-vault.ts';
export { hasPseudoTerminals, type PseudoTerminal, pseudoTerminal } from './pseudo-terminal.ts';
export { type ReceiptPrinterBench, receiptPrinterConformance } from './receipt-printer.ts';
