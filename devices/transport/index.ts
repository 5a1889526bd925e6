export type { ByteStream } from './byte-stream.ts';
export { DeviceLine } from './device-line.ts';
export { type TransportOptions, transportSchema } from './options.ts';
export { openByteStream } from './stream.ts';
