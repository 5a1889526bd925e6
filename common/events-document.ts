/** docs/events.md, from the catalogue. `npm run docs:events` writes it. */
import { type LogEventFacts, type LogLevel, logEvents } from './log-events.ts';

const levels: Readonly<Record<LogLevel, string>> = {
  debug: 'for developers',
  info: 'as it should be',
  warning: 'goes on by itself, or needs somebody soon',
  error: 'needs somebody',
};

export function eventsDocument(): string {
  const rows = Object.entries(logEvents as Readonly<Record<string, LogEventFacts>>).map(
    ([event, { level, meaning, action }]) => `| \`${event}\` | ${level} | ${meaning} | ${action ?? ''} |`,
  );
  return [
    '# Events in the log',
    '',
    'Made by `npm run docs:events` from `common/log-events.ts`: there each event is declared once. The log is one JSON object a line on',
    'standard error: `time`, `level`, `part` (main, or the device), `event`, and details. It never holds a resident’s data.',
    '',
    ...Object.entries(levels).map(([level, words]) => `- **${level}**: ${words}`),
    '',
    '| event | level | meaning | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
