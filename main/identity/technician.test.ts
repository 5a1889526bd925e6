import { describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { pcsc, registerPcscBinding } from '../../devices/card-reader/index.ts';
import { InProcessReader } from '../../simulators/card-reader/index.ts';
import {
  createCard,
  createTechnicianCard,
  createTestPki,
  TEST_PIN,
  type TechnicianCardKind,
  type VirtualCard,
} from '../../simulators/cards/index.ts';
import { judgeTechnician, type TechnicianPolicy } from './index.ts';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const challenge = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const policy: Omit<TechnicianPolicy, 'proof'> = {
  authorities: [pki.technicians.authority],
  revocationLists: [pki.technicians.revocationList(['T-0066'])],
  units: { attendant: 'attendant', technician: 'technician', supervisor: 'supervisor' },
  cards: { 'T-0099': 'supervisor' },
  now,
};

async function on<T>(card: VirtualCard, use: (device: ReturnType<typeof pcsc.create>) => Promise<T>): Promise<T> {
  const reader = new InProcessReader(systemClock);
  registerPcscBinding('technician-test', () => reader);
  const device = pcsc.create({ binding: { name: 'technician-test' } }, { clock: systemClock, log: silentLog });
  await device.open();
  reader.insert(card);
  const result = await use(device);
  await device.close();
  return result;
}

/** From the card on the reader to the verdict, as the machine does it. */
async function tap(card: VirtualCard, change: Partial<TechnicianPolicy> = {}) {
  const evidence = await on(card, (device) => device.readEvidence({ profiles: ['piv'], challenge }));
  if (!evidence.ok || evidence.value.profile !== 'piv') throw new Error(JSON.stringify(evidence));
  return judgeTechnician(evidence.value, challenge, { ...policy, proof: 'tap', ...change });
}

const card = (number: string, kind: TechnicianCardKind = 'genuine', unit: string | undefined = 'technician') =>
  createTechnicianCard(pki, { number, name: 'TEST technician', kind, ...(unit === '' ? {} : { unit }) });

describe('a technician’s card on the reader', () => {
  it.each(['attendant', 'technician', 'supervisor'])('says its number and its role: %s', async (unit) => {
    const judged = await tap(card('T-0042', 'genuine', unit));
    expect(judged).toMatchObject({ ok: true, value: { cardId: 'T-0042', role: unit } });
  });

  it('has the role that the machine was told for its number, whatever it says itself', async () => {
    expect(await tap(card('T-0099', 'genuine', 'attendant'))).toMatchObject({ value: { role: 'supervisor' } });
  });

  it.each([
    ['cloned', 'T-0042', undefined],
    ['wrongAuthority', 'T-0042', undefined],
    ['expired', 'T-0042', 'T-0042'],
    ['revoked', 'T-0066', 'T-0066'],
  ] as const)('is refused by what is wrong with it: %s', async (kind, number, cardId) => {
    expect(await tap(card(number, kind))).toMatchObject({ ok: false, error: { code: kind, cardId } });
  });

  it('that has no role opens nothing', async () => {
    expect(await tap(card('T-0042', 'genuine', ''))).toMatchObject({ error: { code: 'noRole', cardId: 'T-0042' } });
    expect(await tap(card('T-0042', 'genuine', 'constructor'))).toMatchObject({ error: { code: 'noRole' } });
  });

  it('is proved by the key that the PIN opens, and not by the other', async () => {
    const pin = Uint8Array.from(Buffer.from(TEST_PIN));
    const verdict = await on(card('T-0042'), (device) => device.verifyPin({ pin, challenge, lastTry: 'keep' }));
    if (!verdict.ok || verdict.value.outcome !== 'verified') throw new Error('the PIN is right');
    const { evidence } = verdict.value;
    const judge = (proof: 'tap' | 'pin') => judgeTechnician(evidence, challenge, { ...policy, proof });
    expect(judge('pin')).toMatchObject({ ok: true, value: { cardId: 'T-0042' } });
    expect(judge('tap')).toMatchObject({ error: { code: 'foreignCard' } });
  });

  it('is no civil ID, nor a civil ID a technician’s card', async () => {
    const civil = createCard(pki, { kind: 'genuine', civilId: '288020122596' });
    expect(await tap(civil)).toMatchObject({ error: { code: 'wrongAuthority' } });
    expect(await tap(card('T-0042'), { authorities: pki.authorities })).toMatchObject({
      error: { code: 'wrongAuthority' },
    });
  });
});
