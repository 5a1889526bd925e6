/** The log on the machine's own disk, beside standard error: no more than is configured, whatever happens. */
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import type { Clock } from '../common/clock.ts';

export type LogFileOptions = {
  /** `kiosk.log` and, from the newest to the oldest, `kiosk.log.1`, `kiosk.log.2` ... lie in it. */
  readonly directory: string;
  readonly size_bytes: number;
  /** How many older ones are kept. */
  readonly older: number;
  readonly clock: Clock;
  /** Told once for each time that the file cannot be written, until it can be again. */
  readonly onTrouble: (words: string) => void;
};

export type LogFile = {
  write(line: string): void;
  /** Resolves when all that was written is with the system. */
  close(): Promise<void>;
};

const NAME = 'kiosk.log';
/** Readable by whoever services the machine, not by everybody. */
const MODE = 0o640;
const RETRY_ms = 60_000;
/** A disk that hangs must not fill the memory: what comes then is in standard error alone. */
const WAITING_LIMIT_bytes = 1_000_000;

export function openLogFile(options: LogFileOptions): LogFile {
  const { clock, onTrouble } = options;
  let stream: RotatingFileStream | undefined;
  let retryAt_ms = 0;

  const open = () => {
    const opened = createStream(NAME, {
      path: options.directory,
      size: `${options.size_bytes}B`,
      rotate: options.older,
      mode: MODE,
    });
    opened.on('error', (error) => {
      if (stream !== opened) return;
      stream = undefined;
      retryAt_ms = clock.monotonic_ms() + RETRY_ms;
      onTrouble(error.message);
    });
    return opened;
  };

  return {
    write(line) {
      if (stream === undefined && clock.monotonic_ms() < retryAt_ms) return;
      stream ??= open();
      if (stream.writableLength < WAITING_LIMIT_bytes) stream.write(line);
    },
    close() {
      const closing = stream;
      stream = undefined;
      retryAt_ms = Number.POSITIVE_INFINITY;
      return new Promise((resolve) => (closing === undefined ? resolve() : closing.end(resolve)));
    },
  };
}
