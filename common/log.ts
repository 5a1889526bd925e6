/**
 * Structured logging: an event's name, never a resident's data. `detail` holds only what a technician
 * may see; names, civil ID numbers and codes do not belong in it.
 */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';
export type LogDetail = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = (level: LogLevel, event: string, detail?: LogDetail) => void;

export const silentLog: Log = () => {};

/** One JSON object a line, ready for a log shipper. */
export function jsonLog(write: (line: string) => void, now_ms: () => number, part: string): Log {
  return (level, event, detail) => {
    write(`${JSON.stringify({ time: new Date(now_ms()).toISOString(), level, part, event, ...detail })}\n`);
  };
}
