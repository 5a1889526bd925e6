import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../../common/bytes.ts';
import { type CipherName, cipherSuites, unpad } from '../crypto/ciphers.ts';
import { type GroupName, groupNamed } from '../crypto/group.ts';
import { toNumber } from '../crypto/numbers.ts';
import { type FaceImage, jpegFace } from '../faces/face.ts';
import { ber, readBer } from '../os/ber.ts';
import { oidBytes } from '../os/der.ts';
import { createTestPki, type TestPki } from '../pki/test-pki.ts';
import { holder, now } from '../testing/made-up-passport.ts';
import { TestReader } from '../testing/reader.ts';
import { createPassportCard, type PassportCard } from './passport-card.ts';
import { type PassportCardOptions, passportKinds } from './passport-options.ts';
import { chipAuthenticationOid, type PaceSpec } from './protocols.ts';

let pki: TestPki;
let face: FaceImage;
beforeAll(() => {
  pki = createTestPki({ now });
  face = jpegFace(Buffer.from(holder.portrait, 'base64'));
});

const make = (options: Partial<PassportCardOptions> = {}) => createPassportCard(pki, { holder, now, face, ...options });
const passwordOf = ({ mrzInformation }: PassportCard) => createHash('sha1').update(mrzInformation).digest();

describe('a passport', () => {
  it('shows nothing before it is opened', () => {
    const reader = new TestReader(make().card);
    expect(reader.readFile(0x011c)).toBeDefined();
    reader.selectLds();
    expect(reader.send('00A4020C', fromHex('011E')).sw).toBe('6982');
    expect(reader.send('00B09E00', undefined, 8).sw).toBe('6982');
  });

  it('is opened by BAC, and its groups are those that it lists', () => {
    const passport = make({ access: 'bac' });
    const reader = new TestReader(passport.card);
    reader.selectLds();
    expect(reader.basicAccess(passport.mrzInformation)).toBe('9000');
    expect(toHex(reader.readFile(0x011e) ?? new Uint8Array())).toMatch(/5C056175 ?6B6C6E$/);
    const group1 = reader.readFile(0x0101) ?? new Uint8Array();
    expect(Buffer.from(group1).toString('latin1')).toContain(passport.mrz.join(''));
    const group2 = reader.readFile(0x0102) ?? new Uint8Array();
    expect(group2.length).toBeGreaterThan(15_000);
    expect(group2.length).toBeLessThan(30_000);
    expect(reader.readFile(0x0103)).toBeUndefined();
  });

  it('forgets the session when it is spoken to in clear, or with a wrong MAC', () => {
    const passport = make({ access: 'bac' });
    const reader = new TestReader(passport.card);
    reader.selectLds();
    reader.basicAccess(passport.mrzInformation);
    expect(reader.raw(fromHex('0CB09E000D9701048E08000000000000000000')).sw).toBe('6988');
    expect(reader.send('00B09E00', undefined, 8).sw).toBe('6988');
  });

  it('stays shut for another person’s lines', () => {
    const reader = new TestReader(make({ access: 'bac' }).card);
    reader.selectLds();
    expect(reader.basicAccess('L898902C<369080619406236')).toBe('6300');
  });

  it('has lines of the length of its format', () => {
    expect(make().mrz.map((line) => line.length)).toEqual([44, 44]);
    expect(make({ format: 'td1' }).mrz.map((line) => line.length)).toEqual([30, 30, 30]);
  });

  it('reads the same in one large piece as in small ones', () => {
    const passport = make({ access: 'open' });
    const reader = new TestReader(passport.card);
    reader.selectLds();
    const inPieces = reader.readFile(0x0102) ?? new Uint8Array();
    const first = reader.raw(fromHex('00B00000000800'));
    expect(first.sw).toBe('9000');
    expect(toHex(first.data)).toBe(toHex(inPieces.slice(0, 2048)));
    const odd = reader.raw(fromHex('00B1000004540200100A'));
    expect(toHex(odd.data)).toBe(`5306${toHex(inPieces.slice(16, 22))}`);
  });
});

describe('PACE', () => {
  const groups: readonly GroupName[] = [
    'P-192',
    'P-224',
    'brainpoolP224r1',
    'P-256',
    'brainpoolP256r1',
    'brainpoolP320r1',
  ];
  const larger: readonly GroupName[] = [
    'P-384',
    'brainpoolP384r1',
    'brainpoolP512r1',
    'P-521',
    'DH-1024-160',
    'DH-2048-256',
  ];
  const ciphers: readonly CipherName[] = ['3DES', 'AES-128', 'AES-192', 'AES-256'];
  const specs: PaceSpec[] = [
    ...[...groups, ...larger].map((group): PaceSpec => ({ mapping: 'GM', group, cipher: 'AES-128' })),
    ...ciphers.flatMap((cipher) =>
      (['brainpoolP256r1', 'DH-1024-160'] as const).map((group): PaceSpec => ({ mapping: 'IM', group, cipher })),
    ),
    ...ciphers.map((cipher): PaceSpec => ({ mapping: 'GM', group: 'P-256', cipher })),
  ];

  it.each(specs)('opens with $mapping on $group and $cipher', (spec) => {
    const passport = make({ access: 'pace', pace: [spec], chipAuthentication: 'none' });
    const reader = new TestReader(passport.card);
    expect(reader.pace(spec, passwordOf(passport), 1)).toMatchObject({ sw: '9000' });
    expect(reader.selectLds().sw).toBe('9000');
    expect(reader.readFile(0x0101)).toBeDefined();
  });

  it('takes the card access number, and no wrong one', () => {
    const spec: PaceSpec = { mapping: 'GM', group: 'brainpoolP256r1', cipher: 'AES-128' };
    const can = (digits: string) => Buffer.from(digits, 'ascii');
    const { card } = make({ can: '112233', format: 'td1' });
    expect(new TestReader(card).pace(spec, can('112233'), 2).sw).toBe('9000');
    expect(new TestReader(card).pace(spec, can('112234'), 2).sw).toBe('6300');
    expect(new TestReader(make().card).pace(spec, can('112233'), 2).sw).toBe('6A88');
  });

  it('proves the chip where its mapping does that, with the key of EF.CardSecurity', () => {
    const spec: PaceSpec = { mapping: 'CAM', group: 'P-256', cipher: 'AES-256' };
    const group = groupNamed('P-256');
    const proofOf = (kind: 'genuine' | 'cloned') => {
      const passport = make({ kind, access: 'pace', pace: [spec] });
      const reader = new TestReader(passport.card);
      const run = reader.pace(spec, passwordOf(passport), 1);
      const suite = cipherSuites['AES-256'];
      const keys = run.keys ?? { encryption: new Uint8Array(), mac: new Uint8Array() };
      const iv = suite.encrypt(keys.encryption, new Uint8Array(16), new Uint8Array(16).fill(0xff));
      const proof = unpad(suite.decrypt(keys.encryption, iv, run.chipAuthentication ?? new Uint8Array()));
      const security = toHex(reader.readFile(0x011d) ?? new Uint8Array());
      const chipKey = fromHex(security.slice(security.indexOf('034200') + 6).slice(0, 130));
      return (
        toHex(group.multiply(chipKey, toNumber(proof ?? new Uint8Array()))) === toHex(run.mapPublic ?? new Uint8Array())
      );
    };
    expect(proofOf('genuine')).toBe(true);
    expect(proofOf('cloned')).toBe(false);
  });
});

describe('chip authentication', () => {
  const open = (options: Partial<PassportCardOptions>) => {
    const passport = make({ access: 'bac', ...options });
    const reader = new TestReader(passport.card);
    reader.selectLds();
    reader.basicAccess(passport.mrzInformation);
    return reader;
  };

  it.each([
    ['brainpoolP256r1', '3DES'],
    ['brainpoolP256r1', 'AES-128'],
    ['P-384', 'AES-256'],
    ['DH-1024-160', 'AES-192'],
    ['DH-1024-160', '3DES'],
  ] as const)('goes on with new keys on %s, %s; a copy cannot', (name, cipher) => {
    const group = groupNamed(name);
    for (const kind of ['genuine', 'cloned'] as const) {
      const reader = open({ kind, chipAuthentication: { group: name, cipher } });
      const chipKey = publicKeyIn(reader.readFile(0x010e) ?? new Uint8Array(), group.generator.length, name);
      const own = group.multiply(group.generator, 5n);
      const sw = cipher === '3DES' ? byKeyAgreement(reader, own) : byTemplate(reader, { group: name, cipher }, own);
      expect(sw).toBe('9000');
      reader.open(cipherSuites[cipher], group.secretOf(group.multiply(chipKey, 5n)));
      expect(reader.send('00A4020C', fromHex('0101')).sw, kind).toBe(kind === 'genuine' ? '9000' : '6988');
    }
  });

  it('is refused by a chip without keys', () => {
    const reader = open({ kind: 'keyless' });
    expect(reader.send('002241A4', ber(0x80, new Uint8Array(10))).sw).toBe('6D00');
  });

  function byKeyAgreement(reader: TestReader, own: Uint8Array): string {
    return reader.send('002241A6', ber(0x91, own)).sw;
  }

  function byTemplate(reader: TestReader, spec: { group: GroupName; cipher: CipherName }, own: Uint8Array): string {
    const set = reader.send('002241A4', ber(0x80, oidBytes(chipAuthenticationOid(spec))));
    return set.sw === '9000' ? reader.send('00860000', ber(0x7c, ber(0x80, own)), 256).sw : set.sw;
  }

  /** The last bit string of its length in DG14. */
  function publicKeyIn(group14: Uint8Array, length: number, name: GroupName): Uint8Array {
    const hex = toHex(group14);
    const modular = name.startsWith('DH-');
    const start = modular
      ? hex.search(/0381(84|85)0002818[01]/)
      : hex.lastIndexOf(`03${(length + 1).toString(16).padStart(2, '0')}00`.toUpperCase());
    if (!modular) return fromHex(hex.slice(start + 6, start + 6 + length * 2));
    const padded = hex.slice(start + 8, start + 8 + 6).startsWith('028181') ? 2 : 0;
    return fromHex(hex.slice(start + 14 + padded, start + 14 + padded + length * 2));
  }
});

describe('active authentication', () => {
  it('signs what the reader sends', async () => {
    const { publicDecrypt, constants, createPublicKey, verify } = await import('node:crypto');
    const challenge = fromHex('F173589974BF40C6');
    const proof = (spec: PassportCardOptions['activeAuthentication']) => {
      const reader = new TestReader(make({ access: 'open', activeAuthentication: spec ?? 'none' }).card);
      reader.selectLds();
      const key = readBer(reader.readFile(0x010f) ?? new Uint8Array())?.get(0x6f) ?? new Uint8Array();
      const publicKey = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
      return { publicKey, signature: reader.send('00880000', challenge, 256).data };
    };
    const elliptic = proof({ kind: 'ecdsa', curve: 'P-256' });
    const format = { key: elliptic.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', challenge, format, elliptic.signature)).toBe(true);
    for (const hash of ['sha1', 'sha256', 'sha512'] as const) {
      const { publicKey, signature } = proof({ kind: 'rsa', hash });
      const block = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
      const trailer = hash === 'sha1' ? 1 : 2;
      const size = createHash(hash).digest().length;
      const own = block.subarray(1, block.length - trailer - size);
      expect(block[0]).toBe(0x6a);
      expect(block.subarray(-trailer).toString('hex')).toBe({ sha1: 'bc', sha256: '34cc', sha512: '35cc' }[hash]);
      expect(toHex(block.subarray(block.length - trailer - size, block.length - trailer))).toBe(
        toHex(createHash(hash).update(concatBytes(own, challenge)).digest()),
      );
    }
  });
});

describe('a bad one', () => {
  it('exists in every kind', () => {
    for (const kind of passportKinds) expect(make({ kind }).card.atr.length > 0, kind).toBe(kind !== 'mute');
  });

  it('hides that it knows PACE', () => {
    const passport = make({ kind: 'downgraded' });
    const reader = new TestReader(passport.card);
    expect(reader.readFile(0x011c)).toBeUndefined();
    reader.selectLds();
    expect(reader.basicAccess(passport.mrzInformation)).toBe('9000');
    expect(toHex(reader.readFile(0x010e) ?? new Uint8Array())).toContain(toHex(oidBytes('0.4.0.127.0.7.2.2.4.2.2')));
  });

  it('is torn off while it is read, and says so to who holds it', () => {
    let gone = 0;
    const passport = make({ kind: 'tornOff', access: 'bac', tearing: { exchanges: 6, onTorn: () => (gone += 1) } });
    const reader = new TestReader(passport.card);
    reader.selectLds();
    expect(reader.basicAccess(passport.mrzInformation)).toBe('9000');
    expect(reader.send('00A4020C', fromHex('0101')).sw).toBe('9000');
    reader.send('00B00000', undefined, 8);
    reader.send('00B00000', undefined, 8);
    expect(passport.card.transmit(fromHex('00A4020C020101'))).toBeUndefined();
    expect(gone).toBe(1);
  });

  it('holds another name than its signature covers, or another person’s', () => {
    const nameOn = (kind: PassportCardOptions['kind']) => {
      const reader = new TestReader(make({ access: 'open', ...(kind ? { kind } : {}) }).card);
      reader.selectLds();
      return Buffer.from(reader.readFile(0x0101) ?? new Uint8Array()).toString('latin1');
    };
    expect(nameOn('genuine')).toContain('ALMARJAN<<NOURA<KHALED');
    expect(nameOn('tamperedDg')).toContain('ALMARJAN<<CHANGED');
    expect(nameOn('wrongHolder')).toContain('STRANGER<<TOTAL');
    expect(nameOn('expired')).toContain('2611239');
  });
});
