/** A kiosk's vault from the command line, against a service that answers, and one that does not. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import {
  createIssuanceServiceSimulator,
  type IssuanceServiceSimulator,
} from '../../simulators/issuance-service/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { openJournal } from '../journal/index.ts';

const KIOSK = 'KWT-0117';
const people = residents(new Date());
const numberOf = (id: string) => people.find((person) => person.id === id)?.orders[0]?.passport?.passportNumber ?? '';

let folder: string;
let service: IssuanceServiceSimulator;
let config: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-vault-'));
  service = createIssuanceServiceSimulator({ clock: systemClock, log: silentLog, residents: people });
  const { url } = await service.listen();
  const name = { ar: 'أ', en: 'A' };
  const addresses = { mapUrl: 'https://tasleem.example/map', verifyUrl: 'https://tasleem.example/v/' };
  config = join(folder, 'kiosk.yaml');
  writeFileSync(
    config,
    stringify({
      site: { machineId: KIOSK, name, helpPhone: '1', traySide: 'left', ...addresses },
      service: { url },
      identity: { profiles: [{ profile: 'piv', authorities: ['authorities.pem'] }] },
      devices: { cardReader: { driver: 'pcsc' }, cardPrinter: { driver: 'evolis' } },
      timeouts: { service_s: 20 },
      dataDirectory: 'data',
    }),
  );
  const directory = join(folder, 'data');
  const journal = assertOk(
    openJournal({ directory, clock: systemClock, random: systemRandom, log: silentLog }),
    'a new journal opens',
  );
  const booklet = (slot: number, orderId: string) =>
    ({ kind: 'vault.loaded', body: { slot, orderId, reference: `TS-${slot}`, by: 'Fahad' } }) as const;
  assertOk(journal.append([booklet(1, 'ord-dana-1'), booklet(2, 'ord-nobody')]), 'the books have two booklets');
  journal.close();
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

function vaultTool(...words: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const args = ['--import', 'tsx', join(import.meta.dirname, 'vault-cli.ts'), ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 90_000 }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe('the vault from the command line', { timeout: 120_000 }, () => {
  it('names what waits, and what somebody must see to', async () => {
    service.recordLoading({ kioskId: KIOSK, slot: 1, documentNumber: numberOf('dana') });
    const { status, stdout, stderr } = await vaultTool(`--config=${config}`);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'slot 1  TS-1  waiting: waits for its holder',
      'slot 2  TS-2  unknown-to-service: the service does not know that it lies here: load it anew, or take it out',
      '',
    ]);
    expect(status).toBe(1);
  });

  it('says so when there is no configuration, and when nobody answers', async () => {
    expect(await vaultTool()).toMatchObject({ status: 2, stdout: '' });
    await service.close();
    const { status, stderr } = await vaultTool(`--config=${config}`, '--json');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^unreachable: /);
  });
});
