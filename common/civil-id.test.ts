import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDateOf, civilIdCheckDigit, parseCivilId } from './civil-id.ts';

const today = new Date('2026-11-24T08:00:00Z');

describe('civil ID number', () => {
  it.each(['288020122596', '227081660516', '292091998298'])('accepts %s', (number) => {
    expect(parseCivilId(number, today)).toEqual({ ok: true, value: number });
  });

  it.each([
    ['', 'notTwelveDigits'],
    ['28802012259', 'notTwelveDigits'],
    ['2880201225960', 'notTwelveDigits'],
    ['٢٨٨٠٢٠١٢٢٥٩٦', 'notTwelveDigits'],
    ['28802012259\u0000', 'notTwelveDigits'],
    ['088020122596', 'unknownCentury'],
    ['488020122596', 'unknownCentury'],
    ['288023022596', 'impossibleDate'],
    ['287022922596', 'impossibleDate'],
    ['288000122596', 'impossibleDate'],
    ['326112522596', 'birthInFuture'],
    ['288020122595', 'checkDigit'],
  ])('refuses %j: %s', (number, problem) => {
    expect(parseCivilId(number, today)).toEqual({ ok: false, error: problem });
  });

  it('knows leap days by their century', () => {
    expect(parseCivilId(complete('2000229'), today)).toEqual({ ok: false, error: 'impossibleDate' });
    expect(parseCivilId(complete('3000229'), today).ok).toBe(true);
  });

  it('takes the calendar day in Kuwait, three hours ahead of UTC', () => {
    const bornOn25th = complete('3261125');
    expect(parseCivilId(bornOn25th, new Date('2026-11-24T20:59:59Z'))).toEqual({ ok: false, error: 'birthInFuture' });
    expect(parseCivilId(bornOn25th, new Date('2026-11-24T21:00:00Z')).ok).toBe(true);
  });

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom('288020122596', '292091998298'), fc.nat(11), fc.nat(9), (number, at, digit) => {
        const changed = number.slice(0, at) + digit + number.slice(at + 1);
        expect(parseCivilId(changed, today).ok).toBe(changed === number);
      }),
    );
  });

  it('reads the date of birth back', () => {
    const parsed = parseCivilId('288020122596', today);
    if (parsed.ok) expect(birthDateOf(parsed.value)).toBe('1988-02-01');
    expect(parsed.ok).toBe(true);
  });
});

/** A number with the first serial that has a check digit. */
function complete(centuryAndDate: string): string {
  for (let serial = 1; serial < 9999; serial++) {
    const firstEleven = centuryAndDate + String(serial).padStart(4, '0');
    const digit = civilIdCheckDigit(firstEleven);
    if (digit !== undefined) return firstEleven + digit;
  }
  throw new Error('no serial has a check digit');
}
