import { createHash, verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../common/bytes.ts';
import { cardKinds, createCard, createTestPki, type TestPki, type VirtualCard } from './index.ts';
import { ber, readBer } from './os/ber.ts';

const now = new Date('2026-11-24T08:00:00Z');
const civilId = '288020122596';
let pki: TestPki;

beforeAll(() => {
  pki = createTestPki({ now });
});

function send(card: VirtualCard, hex: string, data?: Uint8Array): string {
  const command = data ? concatBytes(fromHex(hex), Uint8Array.of(data.length), data, Uint8Array.of(0)) : fromHex(hex);
  return toHex(card.transmit(command) ?? new Uint8Array());
}

/** Whole answer of GET DATA, by GET RESPONSE. */
function readObject(card: VirtualCard, tag: string): Uint8Array {
  let answer = send(card, '00CB3FFF', ber(0x5c, fromHex(tag)));
  let data = '';
  for (;;) {
    data += answer.slice(0, -4);
    if (!answer.slice(-4).startsWith('61')) break;
    answer = send(card, `00C00000${answer.slice(-2)}`);
  }
  expect(answer.slice(-4)).toBe('9000');
  return fromHex(data);
}

describe('virtual card', () => {
  it('is silent without power, and forgets what was selected at reset', () => {
    const card = createCard(pki, { kind: 'genuine', civilId });
    expect(card.transmit(fromHex('00A4040005A000000308'))).toBeUndefined();
    card.powerOn();
    expect(send(card, '00A4040005A000000308')).toBe('6113');
    card.reset();
    expect(send(card, '00CB3FFF', ber(0x5c, fromHex('5FC101')))).toBe('6D00');
  });

  it('is found by its whole name or the beginning of it, and by no other', () => {
    const card = createCard(pki, { kind: 'genuine', civilId });
    card.powerOn();
    expect(send(card, '00A40400', fromHex('A000000308000010000100'))).toMatch(/^61114F06000010000100790.*9000$/);
    expect(send(card, '00A40400', fromHex('A000000247'))).toBe('6A82');
    expect(send(card, '00A40400', fromHex('A0000003'))).toBe('6A82');
    expect(send(card, '00A404')).toBe('6700');
    expect(send(card, '00A4040010A0')).toBe('6700');
  });

  it.each(['p256', 'p384', 'rsa2048'] as const)('signs with the key of its certificate: %s', (algorithm) => {
    const card = createCard(pki, { kind: 'genuine', civilId, algorithm });
    card.powerOn();
    send(card, '00A4040005A000000308');
    const container = readBer(readBer(readObject(card, '5FC101'))?.get(0x53) ?? new Uint8Array());
    const certificate = new X509Certificate(container?.get(0x70) ?? new Uint8Array());
    expect(certificate.subject).toContain(civilId);
    if (algorithm === 'rsa2048') return;
    const hash = algorithm === 'p256' ? 'sha256' : 'sha384';
    const digest = createHash(hash).update('challenge').digest();
    const id = algorithm === 'p256' ? '11' : '14';
    const answer = fromHex(send(card, `0087${id}9E`, ber(0x7c, ber(0x82), ber(0x81, digest))));
    const signature = readBer(readBer(answer.slice(0, -2))?.get(0x7c) ?? new Uint8Array())?.get(0x82);
    expect(verify(hash, Buffer.from('challenge'), certificate.publicKey, signature ?? new Uint8Array())).toBe(true);
    expect(send(card, '0087079E', ber(0x7c, ber(0x82), ber(0x81, digest)))).toBe('6A86');
    expect(send(card, `0087${id}9E`, ber(0x7c, ber(0x82), ber(0x81, digest.subarray(1))))).toBe('6A80');
  });

  it('is the same card again after the simulation was started anew', () => {
    const read = (from: TestPki) => {
      const card = createCard(from, { kind: 'genuine', civilId });
      card.powerOn();
      send(card, '00A4040005A000000308');
      return toHex(readObject(card, '5FC102'));
    };
    expect(read(pki)).toBe(read(createTestPki({ now })));
  });

  it('refuses a chain that never ends', () => {
    const card = createCard(pki, { kind: 'genuine', civilId });
    card.powerOn();
    const links = Array.from({ length: 20 }, () => send(card, '10CB3FFF', new Uint8Array(255)));
    expect(links).toContain('6700');
  });

  it('answers with 6Cxx when it insists on the exact length', () => {
    const card = createCard(pki, { kind: 'genuine', civilId, strictLe: true });
    card.powerOn();
    expect(send(card, '00A4040005A00000030804')).toBe('6C13');
    expect(send(card, '00A4040005A00000030813')).toMatch(/9000$/);
  });

  it('signs with its owner’s key after the PIN only, and counts the wrong ones', () => {
    const card = createCard(pki, { kind: 'genuine', civilId, pin: '135790' });
    const pinOf = (digits: string) => Buffer.from(digits.padEnd(8, '\xff'), 'latin1');
    const sign = () => send(card, '0087119A', ber(0x7c, ber(0x82), ber(0x81, new Uint8Array(32).fill(1))));
    card.powerOn();
    send(card, '00A4040005A000000308');
    expect(send(card, '00200080')).toBe('63C5');
    expect(sign()).toBe('6982');
    expect(send(card, '00200080', pinOf('111111'))).toBe('63C4');
    expect(send(card, '00200080', pinOf('135790'))).toBe('9000');
    expect(sign()).toMatch(/^7C.*9000$/);
    card.reset();
    send(card, '00A4040005A000000308');
    expect(sign()).toBe('6982');
    const wrong = Array.from({ length: 6 }, () => send(card, '00200080', pinOf('111111')));
    expect(wrong).toEqual(['63C4', '63C3', '63C2', '63C1', '6983', '6983']);
    expect(send(card, '00200080', pinOf('135790'))).toBe('6983');
  });

  it('exists in every kind', () => {
    for (const kind of cardKinds) {
      const card = createCard(pki, { kind, civilId });
      card.powerOn();
      expect(card.atr.length > 0, kind).toBe(kind !== 'mute');
    }
  });
});
