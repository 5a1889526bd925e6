import { createVerify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../common/result.ts';
import { createCard, createTestPki, TEST_PIN, type VirtualCard } from '../../simulators/cards/index.ts';
import { signWithPivKey } from './piv.ts';
import { readPivPinState, verifyPivPin } from './piv-pin.ts';

const pki = createTestPki({ now: new Date('2026-11-24T08:00:00Z') });
const challenge = Uint8Array.from({ length: 32 }, (_, at) => at);

function exchangeWith(card: VirtualCard) {
  card.powerOn();
  return async (command: Uint8Array): Promise<Result<Uint8Array, 'gone'>> => {
    const answer = card.transmit(command);
    return answer ? ok(answer) : err('gone');
  };
}

const card = (algorithm: 'p256' | 'p384' | 'rsa2048') =>
  exchangeWith(createCard(pki, { kind: 'genuine', civilId: '290051701234', algorithm }));
const pin = (digits: string) => Uint8Array.from(Buffer.from(digits));

describe('the PIN of a PIV card', () => {
  it('has tries that can be asked for without spending one', async () => {
    const exchange = card('p256');
    const first = await readPivPinState(exchange);
    expect(first).toMatchObject({ ok: true, value: { usesApplicationPin: true } });
    expect(await readPivPinState(exchange)).toEqual(first);
  });

  it('that is wrong spends a try and says how many are left', async () => {
    const exchange = card('p256');
    const before = await readPivPinState(exchange);
    const triesLeft = before.ok ? (before.value.triesLeft ?? 0) - 1 : 0;
    expect(await verifyPivPin(exchange, pin('000000'))).toEqual(ok({ verified: false, triesLeft }));
  });

  it('that no card could have is not sent', async () => {
    expect(await verifyPivPin(card('p256'), pin('12'))).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });

  it('is wiped after it was used', async () => {
    const digits = pin(TEST_PIN);
    await verifyPivPin(card('p256'), digits);
    expect(digits.every((digit) => digit === 0)).toBe(true);
  });

  it.each(['p256', 'p384', 'rsa2048'] as const)(
    'lets key 9A sign with %s, which it does not without',
    async (algorithm) => {
      const exchange = card(algorithm);
      await readPivPinState(exchange);
      expect(await signWithPivKey(exchange, '9A', challenge)).toMatchObject({ ok: false, error: { kind: 'noProof' } });
      expect(await verifyPivPin(exchange, pin(TEST_PIN))).toEqual(ok({ verified: true }));
      const evidence = await signWithPivKey(exchange, '9A', challenge);
      if (!evidence.ok) return expect.unreachable(JSON.stringify(evidence.error));
      const { publicKey } = new X509Certificate(evidence.value.certificate);
      const verifier = createVerify(algorithm === 'p384' ? 'sha384' : 'sha256').update(challenge);
      expect(verifier.verify(publicKey, evidence.value.signature)).toBe(true);
    },
  );
});
