export type { ReceiptData } from './data.ts';
export { createReceiptDesk, type ReceiptDeskOptions } from './desk.ts';
export { layoutReceipt } from './layout.ts';
export { layoutTestReceipt, type TestReceiptData } from './test-receipt.ts';
