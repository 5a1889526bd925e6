export { virtualReaderBinding } from './binding.ts';
export { InProcessReader } from './in-process-reader.ts';
export { controlVirtualReader } from './reader-control.ts';
export { VirtualReader, type VirtualReaderOptions } from './virtual-reader.ts';
export { VpcdCard, type VpcdCardOptions } from './vpcd-card.ts';
