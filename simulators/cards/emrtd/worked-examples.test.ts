/** The chip's side of the worked examples of ICAO Doc 9303-11: what it answers is what is printed there. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../common/bytes.ts';
import { type Random, systemRandom } from '../../../common/random.ts';
import { cipherSuites, unpad } from '../crypto/ciphers.ts';
import { groupNamed } from '../crypto/group.ts';
import { inverse, mod, toNumber } from '../crypto/numbers.ts';
import { ber } from '../os/ber.ts';
import { CardOs } from '../os/card-os.ts';
import { TestReader } from '../testing/reader.ts';
import { scriptedRandom } from '../testing/scripted-random.ts';
import { createMasterFile, LdsApplet } from './applets.ts';
import { BasicAccess } from './basic-access.ts';
import { pseudoRandomElement } from './integrated-mapping.ts';
import { machineReadableZone, mrzInformation } from './mrz.ts';
import { Pace } from './pace.ts';
import type { PaceSpec } from './protocols.ts';

const commonData = fromHex('60145F0104303130365F36063034303030305C026175');

function cardWith(options: { basicAccess?: BasicAccess; pace?: Pace; random?: Random }): CardOs {
  const lds = new LdsApplet({
    files: [{ id: 0x011e, sfi: 0x1e, content: commonData }],
    open: false,
    basicAccess: options.basicAccess,
    chipAuthentication: undefined,
    activeAuthentication: undefined,
    random: systemRandom,
  });
  const masterFile = createMasterFile({ files: [], pace: options.pace });
  const card = new CardOs({ atr: fromHex('3B80'), applets: [lds], masterFile });
  card.powerOn();
  return card;
}

function ask(card: CardOs, hex: string): string {
  return toHex(card.transmit(fromHex(hex)) ?? new Uint8Array());
}

describe('appendix D', () => {
  it('opens by BAC and reads EF.COM in secret', () => {
    const random = scriptedRandom('4608F91988702212', '0B4F80323EB3191CB04970CB4052790B');
    const card = cardWith({ basicAccess: new BasicAccess('L898902C<369080619406236', random) });
    expect(ask(card, '00A4040C07A0000002471001')).toBe('9000');
    expect(ask(card, '0084000008')).toBe('4608F919887022129000');
    const sent = '72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7';
    expect(ask(card, `0082000028${sent}28`)).toBe(
      '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000',
    );
    expect(ask(card, '0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800')).toBe(
      '990290008E08FA855A5D4C50A8ED9000',
    );
    expect(ask(card, '0CB000000D9701048E08ED6705417E96BA5500')).toBe(
      '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000',
    );
    expect(ask(card, '0CB000040D9701128E082EA28A70F3C7B53500')).toBe(
      '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
    );
  });
});

describe('appendix G.1', () => {
  it('runs PACE with generic mapping on brainpoolP256r1', () => {
    const spec: PaceSpec = { mapping: 'GM', group: 'brainpoolP256r1', cipher: 'AES-128' };
    const random = scriptedRandom(
      '3F00C4D39D153F2B2A214A078D899B22',
      '498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560',
      '107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A',
    );
    const card = cardWith({ pace: new Pace([spec], { mrzInformation: 'T22000129364081251010318' }, random) });
    const group = groupNamed('brainpoolP256r1');
    expect(ask(card, '0022C1A40F800A04007F00070202040202830101')).toBe('9000');
    expect(ask(card, '10860000027C0000')).toBe('7C12801095A3A016522EE98D01E76CB6B98B42C39000');
    const mapKey = toNumber(fromHex('7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99'));
    const mapped = ask(card, general('10', ber(0x81, group.multiply(group.generator, mapKey))));
    expect(mapped).toBe(
      '7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57' +
        '30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000',
    );
    const shared = group.multiply(fromHex(mapped.slice(8, -4)), mapKey);
    const nonce = toNumber(fromHex('3F00C4D39D153F2B2A214A078D899B22'));
    const generator = group.add(group.multiply(group.generator, nonce), shared);
    const ownKey = toNumber(fromHex('A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595'));
    ask(card, general('10', ber(0x83, group.multiply(generator, ownKey))));
    expect(ask(card, general('00', ber(0x85, fromHex('C2B0BD78D94BA866'))))).toBe('7C0A86083ABB9674BCE93C089000');
    expect(ask(card, '0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00')).toMatch(/9000$/);
  });

  it('refuses another token, and begins anew after it', () => {
    const spec: PaceSpec = { mapping: 'GM', group: 'brainpoolP256r1', cipher: 'AES-128' };
    const card = cardWith({ pace: new Pace([spec], { mrzInformation: 'T22000129364081251010318' }, systemRandom) });
    const { generator } = groupNamed('brainpoolP256r1');
    ask(card, '0022C1A40F800A04007F00070202040202830101');
    ask(card, '10860000027C0000');
    ask(card, general('10', ber(0x81, generator)));
    ask(card, general('10', ber(0x83, generator)));
    expect(ask(card, general('00', ber(0x85, fromHex('C2B0BD78D94BA866'))))).toBe('6300');
    expect(ask(card, '10860000027C0000')).toBe('6985');
  });
});

describe('appendix H.1', () => {
  it('maps a nonce to a point in one way', () => {
    const nonce = fromHex('2923BE84E16CD6AE529049F1F1BBE9EB');
    const key = fromHex('5DD4CBFC96F5453B130D890A1CDBAE32');
    const group = groupNamed('brainpoolP256r1');
    const element = pseudoRandomElement(cipherSuites['AES-128'], nonce, key, group.prime);
    expect(element.toString(16).toUpperCase()).toBe('A2F8FF2DF50E52C6599F386ADCB595D229F6A167ADE2BE5F2C3296ADD5B7430E');
    expect(toHex(group.elementFor(element) ?? new Uint8Array())).toBe(
      '048E82D31559ED0FDE92A4D0498ADD3C23BABA94FB77691E31E90AEA77FB17D427' +
        '4C1AE14BD0C3DBAC0C871B7F3608169364437CA30AC243A089D3F266C1E60FAD',
    );
  });
});

describe('appendix I.1', () => {
  it('proves the chip while it maps', () => {
    const group = groupNamed('brainpoolP256r1');
    const published = '85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3';
    const mapKey = '9E56A6B59C95D06ECE5CD10F983BB2F4F1943528E577F23881D89D8C3BBEE0AA';
    // The chip's own private key is not printed there; it follows from the proof, and its public key is printed.
    const chipKey = mod(inverse(toNumber(fromHex(published)), group.order) * toNumber(fromHex(mapKey)), group.order);
    expect(toHex(group.multiply(group.generator, chipKey))).toBe(
      '041872709494399E7470A6431BE25E83EEE24FEA568C2ED28DB48E05DB3A610DC8' +
        '84D256A40E35EFCB59BF6753D3A489D28C7A4D973C2DA138A6E7A4A08F68E16F',
    );
    const random = scriptedRandom('658B860BC94DF6F044FCE6D5C82CF8E5', mapKey, '11'.repeat(32));
    const spec: PaceSpec = { mapping: 'CAM', group: 'brainpoolP256r1', cipher: 'AES-128' };
    const card = cardWith({ pace: new Pace([spec], { mrzInformation: 'C11T002JM496081222310314', chipKey }, random) });
    const password = createHash('sha1').update('C11T002JM496081222310314').digest();
    const run = new TestReader(card).pace(spec, password, 1);
    expect(toHex(run.mapPublic ?? new Uint8Array())).toBe(
      '04A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3' +
        '04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23',
    );
    const suite = cipherSuites['AES-128'];
    const key = run.keys?.encryption ?? new Uint8Array();
    const iv = suite.encrypt(key, new Uint8Array(16), new Uint8Array(16).fill(0xff));
    const proof = unpad(suite.decrypt(key, iv, run.chipAuthentication ?? new Uint8Array()));
    expect(toHex(proof ?? new Uint8Array())).toBe(published);
  });
});

describe('machine readable zone', () => {
  const eriksson = {
    surname: 'Eriksson',
    otherNames: 'Anna Maria',
    documentNumber: 'D23145890',
    issuingState: 'UTO',
    nationality: 'UTO',
    birthDate: '1974-08-12',
    sex: 'F',
    expiryDate: '2012-04-15',
  } as const;

  it('is that of Doc 9303-5, appendix A', () => {
    expect(machineReadableZone(eriksson, 'td1')).toEqual([
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ]);
  });

  it('carries a long number on in the optional field', () => {
    const [first, second] = machineReadableZone({ ...eriksson, documentNumber: 'D23145890734' }, 'td1');
    expect(first).toBe('I<UTOD23145890<7349<<<<<<<<<<<');
    expect(second).toMatch(/^7408122F1204159UTO<{11}\d$/);
    expect(mrzInformation({ ...eriksson, documentNumber: 'D23145890734' })).toBe('D23145890734974081221204159');
  });

  it('is that of Doc 9303-4, appendix B', () => {
    const zone = machineReadableZone({ ...eriksson, documentNumber: 'L898902C3', personalNumber: 'ZE184226B' }, 'td3');
    expect(zone).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ]);
  });
});

function general(cla: '00' | '10', object: Uint8Array): string {
  const data = ber(0x7c, object);
  return `${cla}860000${data.length.toString(16).padStart(2, '0')}${toHex(data)}00`;
}
