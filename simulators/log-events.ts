/** What the simulated world logs, beside what the product does. */
import { jsonLogOf, type LogOf } from '../common/log.ts';
import type { LogEventFacts } from '../common/log-events.ts';

const simulatorEvents = {
  'issuanceService.failed': { level: 'error', meaning: 'The simulated service met a bug of its own, or was told to.' },
  'cardPrinterSimulator.answered': { level: 'debug', meaning: 'The simulated card printer answered a question.' },
  'documentVaultSimulator.refused': { level: 'debug', meaning: 'The simulated vault refused a command.' },
  'receiptPrinterSimulator.unknownCommand': {
    level: 'warning',
    meaning: 'Bytes came that the printed manuals do not know.',
  },
} as const satisfies Readonly<Record<string, LogEventFacts>>;

export type SimulatorLog = LogOf<keyof typeof simulatorEvents>;

/** All but what is only of use to who debugs the simulators themselves. */
export function simulatorLog(write: (line: string) => void, now_ms: () => number): SimulatorLog {
  const log = jsonLogOf(simulatorEvents, write, now_ms, 'world');
  return (event, detail) => {
    if (simulatorEvents[event].level !== 'debug') log(event, detail);
  };
}
