/** Revocation lists: one that says nothing of this authority is none, one that cannot be relied upon may hide a revocation. */
import { describe, expect, it } from 'vitest';
import { createTestPki } from '../../../simulators/cards/index.ts';
import { parseCertificate } from './certificate.ts';
import { checkRevocation } from './revocation-list.ts';

const now = new Date('2026-11-24T08:00:00Z');
const { passports } = createTestPki({ now });
const at = { check: 'certificate', clause: 'Doc 9303-12, 7.1' };

function certificate(der: Uint8Array | undefined) {
  const parsed = parseCertificate(at, der ?? new Uint8Array());
  return parsed.ok ? parsed.value : expect.unreachable(parsed.error.words);
}

const [csca, other] = passports.authorities().map(certificate);
const [list = new Uint8Array(), ofOther = new Uint8Array()] = passports.revocationLists();
const good = certificate(passports.documentSigner('ecdsaP256').certificate);
const revoked = certificate(passports.documentSigner('ecdsaP256', 'revoked').certificate);
const day = (days: number) => new Date(now.getTime() + days * 86_400_000);

function check(signer = good, lists: readonly Uint8Array[] = [list], today = now) {
  return checkRevocation(signer, csca ?? expect.unreachable('no authority'), lists, today);
}

describe('a revocation list', () => {
  it('says who is revoked, and that nobody else is', () => {
    expect(check()).toEqual({ ok: true, value: 'notRevoked' });
    expect(check(revoked)).toMatchObject({
      ok: false,
      error: { clause: 'Doc 9303-12, 7.1', words: expect.stringContaining('is revoked') },
    });
  });

  it('of another authority says nothing, and no list is none', () => {
    expect(other).toBeDefined();
    expect(check(good, [ofOther])).toEqual({ ok: true, value: 'noList' });
    expect(check(good, [])).toEqual({ ok: true, value: 'noList' });
  });

  const changed = Uint8Array.from(list);
  changed[changed.length - 3] = (changed.at(-3) ?? 0) ^ 1;

  it.each<[string, Uint8Array, Date, RegExp]>([
    ['of a day to come', list, day(-1), /day to come/],
    ['that is out of date', list, day(60), /out of date/],
    ['whose signature is another', changed, now, /does not verify/],
    ['that is cut short', list.slice(0, -1), now, /length/],
    ['with bytes behind it', Uint8Array.of(...list, 0x05, 0x00), now, /too many/],
    ['with an indefinite length', Uint8Array.of(0x30, 0x80, ...list.slice(4)), now, /indefinite/],
  ])('%s fails, with check and clause', (_, bytes, today, words) => {
    const result = check(good, [bytes], today);
    if (result.ok) return expect.unreachable('it was relied upon');
    expect(result.error.words).toMatch(words);
    expect(result.error).toMatchObject({ check: expect.stringContaining('revocation'), clause: 'Doc 9303-12, 7.1' });
  });
});
