import { describe, expect, it } from 'vitest';
import { checkDigit, mrzInformation, parseMrz } from './mrz.ts';

const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

function read(lines: readonly string[]) {
  const mrz = parseMrz(lines.join('\n'));
  if (!mrz.ok) throw new Error(JSON.stringify(mrz.error));
  return mrz.value;
}

function problemOf(lines: readonly string[]) {
  const mrz = parseMrz(lines.join('\n'));
  return mrz.ok ? undefined : mrz.error.field;
}

/** The composite digit made right again, so that what was changed is found by its own rule. */
function withComposite(first: string, second: string): [string, string] {
  const digit = checkDigit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29));
  return [first, second.slice(0, 29) + digit];
}

describe('a machine readable zone', () => {
  it('of an identity card is read (Doc 9303-5, appendix A)', () => {
    expect(read(card)).toMatchObject({
      format: 'TD1',
      documentCode: 'I',
      issuingState: 'UTO',
      documentNumber: 'D23145890',
      birthDate: '740812',
      expiryDate: '120415',
      sex: 'F',
      primaryIdentifier: 'ERIKSSON',
      secondaryIdentifier: 'ANNA MARIA',
      optionalData: ['', ''],
    });
  });

  it('of a passport is read (Doc 9303-4, appendix B)', () => {
    expect(read(passport)).toMatchObject({
      format: 'TD3',
      documentCode: 'P',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      optionalData: ['ZE184226B'],
    });
  });

  it('has composite check digits as published', () => {
    expect(checkDigit('HA672242<658022549601086<<<<<<<<<<<<<<0')).toBe('8');
    expect(checkDigit('D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<')).toBe('2');
  });

  it('with a number of more than nine characters gives the whole number (Doc 9303-11, D.2)', () => {
    const lines = withComposite('I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<0');
    const mrz = read([...lines, 'STEVENSON<<PETER<JOHN<<<<<<<<<']);
    expect(mrz.documentNumber).toBe('D23145890734');
    expect(mrzInformation(mrz)).toBe('D23145890734934071279507122');
  });

  it('fills a short number up for the access key', () => {
    const fields = { documentNumber: 'L898902C', birthDate: '690806', expiryDate: '940623' };
    expect(mrzInformation(fields)).toBe('L898902C<369080619406236');
  });

  it('with one wrong character names the field whose check digit does not fit', () => {
    const changed = (at: number, character: string) => {
      const line = passport[1] ?? '';
      return problemOf([passport[0] ?? '', line.slice(0, at) + character + line.slice(at + 1)]);
    };
    expect(changed(0, 'M')).toBe('document number');
    expect(changed(14, '5')).toBe('date of birth');
    expect(changed(22, '3')).toBe('date of expiry');
    expect(changed(30, 'X')).toBe('optional data');
    expect(changed(43, '1')).toBe('composite');
  });

  it('is refused for what its check digits cannot tell', () => {
    expect(problemOf(['short'])).toBe('length');
    expect(problemOf([passport[0]?.replace('<<ANNA', '<.ANNA') ?? '', passport[1] ?? ''])).toBe('characters');
    expect(problemOf([passport[0]?.replace('P<', 'X<') ?? '', passport[1] ?? ''])).toBe('document code');
    const birth = '741312';
    const lines = withComposite(card[0] ?? '', `${birth}${checkDigit(birth)}F1204159UTO<<<<<<<<<<<0`);
    expect(problemOf([...lines, card[2] ?? ''])).toBe('date of birth');
  });
});
