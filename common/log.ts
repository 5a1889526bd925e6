/**
 * Structured logging: an event of a catalogue, never a resident's data. `detail` holds only what a technician
 * may see; names, civil ID numbers and codes do not belong in it.
 */
import { type LogEvent, type LogEventFacts, logEvents } from './log-events.ts';

export type LogDetail = Readonly<Record<string, string | number | boolean | undefined>>;

export type LogOf<Event extends string> = (event: Event, detail?: LogDetail) => void;
/** Of the product. */
export type Log = LogOf<LogEvent>;

export const silentLog: LogOf<string> = () => {};

/** One JSON object a line, ready for a log shipper. */
export function jsonLog(write: (line: string) => void, now_ms: () => number, part: string): Log {
  return jsonLogOf(logEvents, write, now_ms, part);
}

/** The same with another catalogue. */
export function jsonLogOf<Event extends string>(
  catalogue: Readonly<Record<Event, LogEventFacts>>,
  write: (line: string) => void,
  now_ms: () => number,
  part: string,
): LogOf<Event> {
  return (event, detail) => {
    const { level } = catalogue[event];
    write(`${JSON.stringify({ time: new Date(now_ms()).toISOString(), level, part, event, ...detail })}\n`);
  };
}
