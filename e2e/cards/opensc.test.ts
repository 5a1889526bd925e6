/** OpenSC through a real pcscd: other people's software on our PIV cards, as on any it has never met before. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep, systemClock } from '../../common/clock.ts';
import { VpcdCard } from '../../simulators/card-reader/index.ts';
import { createCard, createTechnicianCard, createTestPki, TEST_PIN } from '../../simulators/cards/index.ts';
import { type Pcscd, pcscdMissing, startPcscd } from '../kit/pcscd.ts';

const missing =
  pcscdMissing() ?? (existsSync('/usr/bin/pkcs11-tool') ? undefined : 'apt-get install --no-install-recommends opensc');
const now = new Date();
const pki = createTestPki({ now });
let pcscd: Pcscd;
let place: VpcdCard;
let folder: string;

function run(command: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...pcscd.clientEnv };
  return new Promise((resolve) => {
    execFile(command, [...args], { env, timeout: 20_000 }, (_, out, err) => resolve(`${out}${err}`));
  });
}

/** pcscd looks every 400 ms. */
async function lay(card: Parameters<VpcdCard['insert']>[0]): Promise<void> {
  place.remove();
  await sleep(systemClock, 900);
  place.insert(card);
  await sleep(systemClock, 1_000);
}

async function signs(pin: string): Promise<string> {
  const [text, digest] = [join(folder, 'text'), join(folder, 'signature')];
  writeFileSync(text, 'what is to be signed');
  const key = ['--id', '01', '--mechanism', 'ECDSA-SHA256', '--input-file', text, '--signature-format', 'openssl'];
  const signed = await run('pkcs11-tool', '--login', '--pin', pin, '--sign', ...key, '--output-file', digest);
  if (!existsSync(digest)) return signed;
  const verified = await run('pkcs11-tool', '--verify', ...key, '--signature-file', digest);
  return signed + verified;
}

/** VERIFY without data: the tool shows the card's own words. */
function triesShown(): Promise<string> {
  return run('opensc-tool', '--send-apdu', '00A4040005A000000308', '--send-apdu', '00200080');
}

describe.skipIf(missing)(`OpenSC${missing ? ` (skipped: ${missing})` : ''}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tasleem-opensc-'));
    pcscd = await startPcscd();
    place = new VpcdCard({ port: pcscd.vpcdPort, clock: systemClock });
  }, 30_000);
  afterAll(async () => {
    place.remove();
    await pcscd.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds a civil ID a PIV card with certificates, keys and a PIN', async () => {
    await lay(createCard(pki, { kind: 'genuine', civilId: '288020122596' }));
    expect(await run('opensc-tool', '--name')).toMatch(/PIV|Personal Identity Verification/i);
    const dump = await run('pkcs15-tool', '--dump');
    expect(dump).toContain('Certificate for PIV Authentication');
    expect(dump).toContain('Certificate for Card Authentication');
    expect(dump).toContain('PIN [PIN]');
    expect(await triesShown()).toMatch(/SW1=0x63, SW2=0xC5/);
  }, 60_000);

  it('signs with the PIN, and its signature verifies', async () => {
    await lay(createTechnicianCard(pki, { number: 'T-0042', name: 'TEST technician' }));
    expect(await run('pkcs15-tool', '--list-certificates')).toContain('Certificate for PIV Authentication');
    expect(await signs(TEST_PIN)).toContain('Signature is valid');
  }, 60_000);

  it('is told how many tries a wrong PIN left', async () => {
    await lay(createTechnicianCard(pki, { number: 'T-0043', name: 'TEST technician' }));
    expect(await signs('999999')).toMatch(/CKR_PIN_INCORRECT/);
    expect(await triesShown()).toMatch(/SW1=0x63, SW2=0xC4/);
  }, 60_000);
});
