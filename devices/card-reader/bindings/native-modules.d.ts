/**
 * The parts used of two optional packages that compile at install: declared here, so that the types can be
 * checked on machines that have neither.
 */
declare module 'smartcard' {
  export type ReaderState = { readonly name: string; readonly state: number; readonly atr?: Buffer | null };
  export interface Card {
    readonly protocol: number;
    readonly atr: Buffer | null;
    transmit(command: Buffer, options?: { maxRecvLength?: number }): Promise<Buffer>;
    disconnect(disposition?: number): void;
    reconnect(shareMode: number, protocol: number, initialization: number): Promise<number>;
  }
  export interface Reader extends ReaderState {
    connect(shareMode: number, protocol: number): Promise<Card>;
  }
  export class Context {
    listReaders(): Reader[];
    waitForChange(readers: ReaderState[], timeout_ms: number): Promise<ReaderState[] | null>;
    cancel(): void;
    close(): void;
  }
  export const SCARD_SHARE_EXCLUSIVE: number;
  export const SCARD_PROTOCOL_T0: number;
  export const SCARD_PROTOCOL_T1: number;
  export const SCARD_LEAVE_CARD: number;
  export const SCARD_RESET_CARD: number;
}

declare module 'pcsclite' {
  import type { EventEmitter } from 'node:events';

  type Callback<T> = (error: Error | null | undefined, value: T) => void;
  export interface CardReader extends EventEmitter {
    readonly name: string;
    readonly SCARD_SHARE_EXCLUSIVE: number;
    readonly SCARD_LEAVE_CARD: number;
    readonly SCARD_RESET_CARD: number;
    connect(options: { share_mode: number; protocol?: number }, callback: Callback<number | undefined>): void;
    disconnect(disposition: number, callback: Callback<undefined>): void;
    transmit(data: Buffer, maxAnswer_bytes: number, protocol: number, callback: Callback<Buffer>): void;
    close(): void;
  }
  export interface PcscLite extends EventEmitter {
    close(): void;
  }
  export default function pcsclite(): PcscLite;
}
