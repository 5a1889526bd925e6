/** Chips and people in between that do not keep to secure messaging or to PACE. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import type { ResponseApdu } from './apdu.ts';
import { curveNamed } from './crypto/elliptic.ts';
import { deriveKey, encryptCbc } from './crypto/symmetric.ts';
import { performPace } from './emrtd/pace.ts';
import { passwordSecret } from './emrtd/password.ts';
import type { PaceInfo } from './emrtd/security-infos.ts';
import { readFile } from './file.ts';
import { type Link, plainLink } from './link.ts';
import { secureLink, sessionKeys } from './secure-messaging.ts';
import { publishedRandom } from './testing/scripted-card.ts';
import { encodeTlv } from './tlv.ts';

/** Keys and answers of Doc 9303-11, D.4. */
const secretOfD = fromHex('0036D272F5C350ACAC50C3F572D23600');
const COUNTER = 0x887022120c06c226n;
const SELECTED = '990290008E08FA855A5D4C50A8ED';
const selectCom = { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: Uint8Array.of(0x01, 0x1e) };

function answering(...answers: readonly (readonly [data: string, sw: number])[]): Link<never> {
  let at = 0;
  return {
    answer_bytes: 256,
    send: async (): Promise<Result<ResponseApdu, never>> => {
      const [data, sw] = answers[Math.min(at++, answers.length - 1)] ?? ['', 0x6f00];
      return ok({ data: fromHex(data), sw });
    },
  };
}

const session = (counter: bigint, ...answers: readonly (readonly [string, number])[]) =>
  secureLink(answering(...answers), sessionKeys(secretOfD, '3des', counter));

describe('secure messaging', () => {
  it('takes the answer that is published', async () => {
    expect(await session(COUNTER, [SELECTED, 0x9000]).send(selectCom)).toMatchObject({ ok: true });
  });

  it.each<[string, string, number, RegExp]>([
    ['without protection', '', 0x9000, /without protection/],
    ['with an error and without protection', '', 0x6988, /6988/],
    ['with a wrong MAC', '990290008E08FA855A5D4C50A8EE', 0x9000, /MAC of the answer is wrong/],
    ['without a MAC', '99029000', 0x9000, /without a MAC/],
    ['with another status word outside', SELECTED, 0x6a82, /differs/],
    ['with objects in another order', `8E08FA855A5D4C50A8ED99029000`, 0x9000, /where none belongs/],
    ['with an object twice', `99029000${SELECTED}`, 0x9000, /where none belongs/],
    ['with a length that lies', '99079000', 0x9000, /cut short/],
    ['with an indefinite length', '9980900000', 0x9000, /indefinite/],
  ])('refuses an answer %s, and sends nothing any more', async (_name, data, sw, words) => {
    const link = session(COUNTER, [data, sw], [SELECTED, 0x9000]);
    const refusal = await link.send(selectCom);
    if (refusal.ok) return expect.unreachable('accepted');
    expect(refusal.error).toMatchObject({ check: 'secure messaging', clause: 'Doc 9303-11, 9.8' });
    expect(JSON.stringify(refusal.error)).toMatch(words);
    expect(JSON.stringify(await link.send(selectCom))).toMatch(/session has ended/);
  });

  it('refuses the last answer when it comes again', async () => {
    const link = session(COUNTER, [SELECTED, 0x9000]);
    expect((await link.send(selectCom)).ok).toBe(true);
    expect(JSON.stringify(await link.send(selectCom))).toMatch(/an old answer/);
  });

  it('ends before its counter starts again', async () => {
    const link = session(2n ** 64n - 2n, [SELECTED, 0x9000]);
    expect(await link.send(selectCom)).toMatchObject({ ok: false, error: { kind: 'limit' } });
  });
});

describe('PACE', () => {
  const info: PaceInfo = {
    oid: '0.4.0.127.0.7.2.2.4.2.2',
    agreement: 'ecdh',
    mapping: 'GM',
    cipher: 'aes-128',
    parameterId: 13,
  };
  const password = { mrz: { documentNumber: 'T22000129', birthDate: '640812', expiryDate: '101031' } };
  const mapKey =
    '824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54';
  const agreeKey =
    '9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094';
  const ownKey =
    '7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D';
  const right = {
    nonce: '95A3A016522EE98D01E76CB6B98B42C3',
    map: `04${mapKey}`,
    agree: `04${agreeKey}`,
    token: '3ABB9674BCE93C08',
    last: 0x9000,
  };

  function run(wrong: Partial<typeof right>) {
    const { nonce, map, agree, token, last } = { ...right, ...wrong };
    const step = (tag: number, hex: string) => toHex(encodeTlv(0x7c, encodeTlv(tag, fromHex(hex))));
    const link = answering(
      ...([
        ['', 0x9000],
        [step(0x80, nonce), 0x9000],
        [step(0x82, map), 0x9000],
        [step(0x84, agree), 0x9000],
        [last === 0x9000 ? step(0x86, token) : '', last],
      ] as const),
    );
    const random = publishedRandom(
      '7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99',
      'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595',
    );
    return performPace(link, { info, domain: curveNamed('brainpoolP256r1'), isAmbiguous: false }, password, random);
  }

  const zero = toHex(
    encryptCbc('aes-128', deriveKey(passwordSecret(password), 3, 'aes-128'), new Uint8Array(16), new Uint8Array(16)),
  );
  const infinity = '00';
  const otherCurve = toHex(curveNamed('secp256r1').generator);

  it('succeeds with the answers that are published', async () => {
    expect((await run({})).ok).toBe(true);
  });

  it.each<[string, Partial<typeof right>, RegExp]>([
    ['a nonce that is zero', { nonce: zero }, /nonce is zero/],
    ['a nonce of another length', { nonce: '00' }, /encrypted nonce/],
    ['a mapping key that is not on the curve', { map: `04${mapKey.slice(0, -2)}55` }, /not on brainpoolP256r1/],
    ['a mapping key on another curve', { map: otherCurve }, /not on brainpoolP256r1/],
    ['the point at infinity', { agree: infinity }, /not an uncompressed point/],
    ['our own key sent back', { map: `04${ownKey}` }, /our own key/],
    ['an agreement key that is not on the curve', { agree: `04${agreeKey.slice(0, -2)}95` }, /not on brainpoolP256r1/],
    ['a wrong token', { token: '3ABB9674BCE93C09' }, /token is wrong/],
    ['a refusal of our token', { last: 0x6300 }, /password is not that of this document/],
  ])('refuses %s', async (_name, wrong, words) => {
    const result = await run(wrong);
    if (result.ok) return expect.unreachable('accepted');
    expect(JSON.stringify(result.error)).toMatch(words);
    expect(result.error.clause).toMatch(/^Doc 9303-11, 4\.4/);
  });
});

describe('a file', () => {
  /** Holds `bytes`, answers to reading of them, and gives no more than `buffer` bytes at once. */
  function cardWith(bytes: Uint8Array, { buffer = 256, at = 0x6282 } = {}) {
    const commands: string[] = [];
    const exchange = async (command: Uint8Array): Promise<Result<Uint8Array, never>> => {
      commands.push(toHex(command));
      const [, ins = 0, p1 = 0, p2 = 0] = command;
      if (ins === 0xa4) return ok(fromHex('9000'));
      // One that knows no short file identifiers.
      if (ins === 0xb0 && p1 & 0x80) return ok(fromHex('6A86'));
      const offset = ins === 0xb1 ? Number.parseInt(toHex(command.slice(7, -1)), 16) : p1 * 256 + p2;
      const wanted = command[command.length - 1] || 256;
      if (wanted > buffer) return ok(fromHex('6700'));
      const part = bytes.slice(offset, offset + (ins === 0xb1 ? wanted - 4 : wanted));
      const data = ins === 0xb1 ? encodeTlv(0x53, part) : part;
      if (part.length === 0) return ok(Uint8Array.of(at >> 8, at & 0xff));
      return ok(Uint8Array.of(...data, 0x90, 0x00));
    };
    return { link: plainLink(exchange, { extendedLength: false }), commands };
  }
  const file = { id: 0x0102, name: 'EF.DG2' };
  const content = (length: number) =>
    encodeTlv(
      0x75,
      Uint8Array.from({ length }, (_, at) => at & 0xff),
    );

  it.each([1, 100, 127, 128, 255, 256, 4_000, 40_000, 70_000])(
    'of %i bytes is read whole, and no byte beyond',
    async (length) => {
      const bytes = content(length);
      const read = await readFile(cardWith(bytes).link, file);
      expect(read.ok && read.value && Buffer.compare(read.value, bytes)).toBe(0);
    },
  );

  it('is read in smaller parts by a card that takes no larger ones', async () => {
    const read = await readFile(cardWith(content(1_000), { buffer: 120 }).link, file);
    expect(read.ok && read.value?.length).toBe(content(1_000).length);
  });

  it.each([3, 5, 60, 130, 300, 40_100])('that is cut short after %i bytes is refused', async (kept) => {
    for (const at of [0x6282, 0x6b00]) {
      const read = await readFile(cardWith(content(69_000).slice(0, kept), { at }).link, file);
      expect(read).toMatchObject({ ok: false, error: { kind: 'malformed', check: 'READ BINARY EF.DG2' } });
    }
  });

  it.each(['7580AA000000', '7584FFFFFFFF', '7583FFFFFF00'])('with the header %s is refused', async (header) => {
    const read = await readFile(cardWith(fromHex(header)).link, file);
    expect(read).toMatchObject({ ok: false, error: { clause: 'Doc 9303-10, 3.6' } });
  });
});
