import type { Result } from '../../common/result.ts';

/** Bytes to and from a device, whatever carries them. */
export interface ByteStream {
  /** Resolves when the bytes are on their way and the line can take more; words of the failure otherwise. */
  write(data: Uint8Array, limit_ms: number): Promise<Result<void, string>>;
  onData(listener: (data: Uint8Array) => void): void;
  /** Fires once, with the line's own words; `closed` when it was closed on this side. */
  onClose(listener: (words: string) => void): void;
  /** Lets go at once; what was not sent yet may be lost. */
  close(): void;
}
