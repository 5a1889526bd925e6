/**
 * node --import tsx main/issuance/vault-cli.ts --config=FILE [--json]
 *   holds what the books of a kiosk have in its vault against what the service says; the kiosk may run meanwhile.
 *   Ends with 1 when something is to be done, with 2 when the question could not be asked.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { driverNames } from '../../devices/contract/index.ts';
import { createServiceClient } from '../backoffice/index.ts';
import { type Config, formatFailure, loadConfig } from '../config/index.ts';
import { openJournal } from '../journal/index.ts';
import { type Booklet, Books } from './books.ts';
import { lookOverVault, type VaultFinding } from './vault-comparison.ts';

const { values } = parseArgs({ options: { config: { type: 'string' }, json: { type: 'boolean', default: false } } });

const words: Readonly<Record<VaultFinding['state'], string>> = {
  waiting: 'waits for its holder',
  'to-return': 'nobody may collect it any more: take it out',
  'unknown-to-service': 'the service does not know that it lies here: load it anew, or take it out',
  'not-in-books': 'the service sends its holder here, and the books have none',
  'other-slot': 'the service has it in another slot',
};

async function found(config: Config): Promise<Result<readonly VaultFinding[], string>> {
  const booklets = bookletsOf(config);
  if (!booklets.ok) return booklets;
  const { machineId: kioskId } = config.site;
  const wait_ms = config.timeouts.service_s * 1000;
  const service = createServiceClient({
    baseUrl: config.service.url,
    kioskId,
    timeouts: { connect_ms: wait_ms, answer_ms: wait_ms, total_ms: 2 * wait_ms },
    tls: config.service.tls,
    ...{ clock: systemClock, random: systemRandom, log: silentLog },
  });
  const looked = await lookOverVault({ service, booklets: () => booklets.value, kioskId });
  await service.close();
  return looked.ok ? looked : err(`${looked.error.code}: ${looked.error.words}`);
}

function bookletsOf({ dataDirectory: directory, stock }: Config): Result<readonly Booklet[], string> {
  const opened = openJournal({ directory, clock: systemClock, random: systemRandom, log: silentLog, mustExist: true });
  if (!opened.ok) return err(opened.error.words);
  try {
    return ok(new Books(opened.value, systemClock, stock).booklets);
  } finally {
    opened.value.close();
  }
}

async function main(): Promise<number> {
  const loaded = loadConfig(values.config, driverNames);
  const findings = loaded.ok ? await found(loaded.value) : err(formatFailure(loaded.error));
  if (!findings.ok) {
    process.stderr.write(`${findings.error}\n`);
    return 2;
  }
  const line = ({ slot, reference, state }: VaultFinding) => `slot ${slot}  ${reference}  ${state}: ${words[state]}\n`;
  process.stdout.write(values.json ? `${JSON.stringify(findings.value)}\n` : findings.value.map(line).join(''));
  return findings.value.every(({ state }) => state === 'waiting') ? 0 : 1;
}

process.exitCode = await main();
