import type { Unsubscribe } from '../../common/emitter.ts';

/**
 * The seam between the `pcsc` driver and whatever reaches PC/SC: a native binding, or a virtual reader
 * of the simulators. Kept as small as all of them allow.
 */
export interface PcscBinding {
  readonly name: string;
  /** Connects to the resource manager. Throws an Error with the binding's words when it cannot. */
  start(listener: (event: PcscEvent) => void): Unsubscribe;
}

export type PcscEvent =
  | { readonly event: 'readerAttached'; readonly reader: PcscReader }
  | { readonly event: 'readerDetached'; readonly readerName: string }
  | { readonly event: 'cardInserted'; readonly readerName: string; readonly atr: Uint8Array }
  | { readonly event: 'cardRemoved'; readonly readerName: string }
  /** The resource manager went away (pcscd stopped) or the binding broke: rebuild it with back-off. */
  | { readonly event: 'failed'; readonly words: string };

export interface PcscReader {
  readonly name: string;
  /** Exclusive: nobody else may talk to the card meanwhile. Rejects with an Error carrying the binding's words. */
  connect(): Promise<PcscCard>;
}

export interface PcscCard {
  readonly protocol: 'T=0' | 'T=1' | 'unknown';
  /** One raw exchange. An empty answer means that the card was lost in the middle of it. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  reset(): Promise<Uint8Array | undefined>;
  disconnect(): Promise<void>;
}
