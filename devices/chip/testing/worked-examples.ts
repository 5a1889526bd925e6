/**
 * The worked examples of Doc 9303-11 (appendices D, G, H and I) against our own side of each protocol. Plain functions
 * without a test runner, so that they run under Node and inside Electron, whose cryptography is another library.
 */
import { deepStrictEqual, ok as isTrue, strictEqual } from 'node:assert/strict';
import { fromHex, toHex } from '../../../common/bytes.ts';
import { assertOk } from '../../../common/result.ts';
import { curveNamed } from '../crypto/elliptic.ts';
import { groupOfParameterId } from '../crypto/finite-field.ts';
import { power, toBytes, toNumber } from '../crypto/numbers.ts';
import { parsePublicKey } from '../crypto/public-key.ts';
import { decryptCbc, deriveKey } from '../crypto/symmetric.ts';
import { performBac } from '../emrtd/bac.ts';
import { agreementKey } from '../emrtd/chip-authentication.ts';
import { randomFieldElement } from '../emrtd/integrated-mapping.ts';
import { checkChipMapping, choosePace, type PaceSession, performPace } from '../emrtd/pace.ts';
import { bacSeed, type EmrtdPassword, passwordSecret } from '../emrtd/password.ts';
import type { PaceInfo } from '../emrtd/security-infos.ts';
import { readFile } from '../file.ts';
import { plainLink } from '../link.ts';
import { secureLink, sessionKeys } from '../secure-messaging.ts';
import { publishedRandom, scriptedCard } from './scripted-card.ts';

export type WorkedExample = { readonly name: string; run(): Promise<void> };

const SHORT = { extendedLength: false };
const mrzOfD = { documentNumber: 'L898902C', birthDate: '690806', expiryDate: '940623' };
const mrzOfG: EmrtdPassword = {
  mrz: { documentNumber: 'T22000129', birthDate: '640812', expiryDate: '101031' },
};
const mrzOfI: EmrtdPassword = {
  mrz: { documentNumber: 'C11T002JM', birthDate: '960812', expiryDate: '231031' },
};
const canOfH: EmrtdPassword = { can: Uint8Array.from(Buffer.from('123456')) };

function equalsHex(actual: Uint8Array, expected: string): void {
  strictEqual(toHex(actual), expected.replaceAll(' ', ''));
}

/** Appendix D.2 to D.4. */
async function basicAccess(): Promise<void> {
  const seed = bacSeed(mrzOfD);
  equalsHex(seed, '239AB9CB282DAF66231DC5A4DF6BFBAE');
  equalsHex(deriveKey(seed, 1, '3des'), 'AB94FDECF2674FDFB9B391F85D7F76F2');
  equalsHex(deriveKey(seed, 2, '3des'), '7962D9ECE03D1ACD4C76089DCE131543');
  const card = scriptedCard([
    ['0084000008', '4608F919887022129000'],
    [
      '0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7 28',
      '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000',
    ],
    ['0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800', '990290008E08FA855A5D4C50A8ED9000'],
    ['0CB000000D9701048E08ED6705417E96BA5500', '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000'],
    [
      '0CB000040D9701128E082EA28A70F3C7B53500',
      '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
    ],
  ]);
  const random = publishedRandom('781723860C06C226', '0B795240CB7049B01C19B33E32804F0B');
  const link = assertOk(await performBac(plainLink(card.exchange, SHORT), mrzOfD, random), 'basic access control');
  const file = assertOk(await readFile(link, { id: 0x011e, name: 'EF.COM' }, undefined, 'by-selection'), 'EF.COM');
  equalsHex(file ?? new Uint8Array(), '60145F0104303130365F36063034303030305C026175');
  isTrue(card.isDone());
}

/** Appendix D.4: the session keys by themselves. */
async function sessionKeysOfBasicAccess(): Promise<void> {
  const chipKey = fromHex('0B4F80323EB3191CB04970CB4052790B');
  const secret = fromHex('0B795240CB7049B01C19B33E32804F0B').map((byte, at) => byte ^ (chipKey[at] ?? 0));
  const keys = sessionKeys(secret, '3des');
  equalsHex(keys.encryption, '979EC13B1CBFE9DCD01AB0FED307EAE5');
  equalsHex(keys.authentication, 'F1CB1F1FB5ADF208806B89DC579DC1F8');
}

type PaceExample = {
  readonly info: PaceInfo;
  readonly password: EmrtdPassword;
  readonly script: readonly (readonly [string, string])[];
  readonly random: readonly string[];
};

async function runPace({ info, password, script, random }: PaceExample): Promise<PaceSession<never>> {
  const card = scriptedCard(script);
  const link = plainLink(card.exchange, SHORT);
  const offer = assertOk(choosePace({ pace: [info], paceDomains: [] }), 'the example is one that we can do');
  const session = await performPace(link, offer, password, publishedRandom(...random));
  isTrue(card.isDone());
  return assertOk(session, 'PACE');
}

const G1_SECRET = '28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925';

/** Appendix G.1, with the first command of G.1's secure messaging. */
async function ecdhGenericMapping(): Promise<void> {
  equalsHex(passwordSecret(mrzOfG), '7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD');
  equalsHex(deriveKey(passwordSecret(mrzOfG), 3, 'aes-128'), '89DED1B26624EC1E634C1989302849DD');
  equalsHex(deriveKey(fromHex(G1_SECRET), 1, 'aes-128'), 'F5F0E35C0D7161EE6724EE513A0D9A7F');
  equalsHex(deriveKey(fromHex(G1_SECRET), 2, 'aes-128'), 'FE251C7858B356B24514B3BD5F4297D1');
  await runPace({
    info: paceInfo('0.4.0.127.0.7.2.2.4.2.2', 'ecdh', 'GM', 13),
    password: mrzOfG,
    random: [
      '7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99',
      'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595',
    ],
    script: [
      ['0022C1A40F800A04007F00070202040202830101', '9000'],
      ['10860000027C0000', '7C12801095A3A016522EE98D01E76CB6B98B42C39000'],
      [
        '10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00',
        '7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000',
      ],
      [
        '10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200',
        '7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000',
      ],
      ['008600000C7C0A8508C2B0BD78D94BA86600', '7C0A86083ABB9674BCE93C089000'],
    ],
  });
}

/** Appendix G.1, the first protected command: the application is selected under AES. */
async function secureMessagingWithAes(): Promise<void> {
  const card = scriptedCard([['0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00', '9000']]);
  const link = secureLink(plainLink(card.exchange, SHORT), sessionKeys(fromHex(G1_SECRET), 'aes-128'));
  const data = fromHex('A0000002471001');
  const answer = await link.send({ cla: 0, ins: 0xa4, p1: 0x04, p2: 0x0c, data });
  isTrue(card.isDone());
  // The chip's answer is not published; one without protection must not be taken for one.
  isTrue(!answer.ok);
}

/** Appendix G.2. */
async function dhGenericMapping(): Promise<void> {
  await runPace({
    info: paceInfo('0.4.0.127.0.7.2.2.4.1.2', 'dh', 'GM', 0),
    password: mrzOfG,
    random: ['5265030F751F4AD18B08AC565FC7AC952E41618D', '89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA'],
    script: [
      ['0022C1A40F800A04007F00070202040102830101', '9000'],
      ['10860000027C0000', '7C128010854D8DF5827FA6852D1A4FA701CDDDCA9000'],
      [
        '10860000867C818381818023FB3749EA030D2A25B278D2A562047ADE3F01B74F17A15402CB7352CA7D2B3EB71C343DB13D1DEBCE9A3666DBCFC920B49174A602CB47965CAA73DC702489A44D41DB914DE9613DC5E98C94160551C0DF86274B9359BC0490D01B03AD54022DCB4F57FAD6322497D7A1E28D46710F461AFE710FBBBC5F8BA166F4311975EC6C00',
        '7C818382818078879F57225AA8080D52ED0FC890A4B25336F699AA89A2D3A189654AF70729E623EA5738B26381E4DA19E004706FACE7B235C2DBF2F38748312F3C98C2DD4882A41947B324AA1259AC22579DB93F7085655AF30889DBB845D9E6783FE42C9F2449400306254C8AE8EE9DD812A804C0B66E8CAFC14F84D8258950A91B44126EE69000',
      ],
      [
        '10860000867C8183838180907D89E2D425A178AA81AF4A7774EC8E388C115CAE67031E85EECE520BD911551B9AE4D04369F29A02626C86FBC6747CC7BC352645B6161A2A42D44EDA80A08FA8D61B76D3A154AD8A5A51786B0BC07147057871A922212C5F67F43173172236B7747D1671E6D692A3C7D40A0C3C5CE397545D015C175EB5130551EDBC2EE5D400',
        '7C8183848180075693D9AE941877573E634B6E644F8E60AF17A0076B8B123D9201074D36152BD8B3A213F53820C42ADC79AB5D0AEEC3AEFB91394DA476BD97B9B14D0A65C1FC71A0E019CB08AF55E1F729005FBA7E3FA5DC41899238A250767A6D46DB974064386CD456743585F8E5D90CC8B4004B1F6D866C79CE0584E49687FF61BC29AEA19000',
      ],
      ['008600000C7C0A8508B46DD9BD4D98381F00', '7C0A8608917F37B5C0E6D8D19000'],
    ],
  });
}

/** Appendix H.1. */
async function ecdhIntegratedMapping(): Promise<void> {
  const password = deriveKey(passwordSecret(canOfH), 3, 'aes-128');
  equalsHex(password, '591468CDA83D65219CCCB8560233600F');
  const s = decryptCbc('aes-128', password, new Uint8Array(16), fromHex('143DC40C08C8E891FBED7DEDB92B64AD'));
  equalsHex(s, '2923BE84E16CD6AE529049F1F1BBE9EB');
  const curve = curveNamed('brainpoolP256r1');
  const t = '5DD4CBFC96F5453B130D890A1CDBAE32';
  const element = randomFieldElement('aes-128', s, fromHex(t), curve.fieldModulus);
  equalsHex(toBytes(element, 32), 'A2F8FF2DF50E52C6599F386ADCB595D229F6A167ADE2BE5F2C3296ADD5B7430E');
  equalsHex(
    curve.mapField(element) ?? new Uint8Array(),
    '04 8E82D31559ED0FDE92A4D0498ADD3C23BABA94FB77691E31E90AEA77FB17D427 4C1AE14BD0C3DBAC0C871B7F3608169364437CA30AC243A089D3F266C1E60FAD',
  );
  const secret = fromHex('4F150FDE1D4F0E38E95017B891BAE17133A0DF45B0D3E18B60BA7BEAFDC2C713');
  equalsHex(deriveKey(secret, 1, 'aes-128'), '0D3FEB33251A6370893D62AE8DAAF51B');
  equalsHex(deriveKey(secret, 2, 'aes-128'), 'B01E89E3D9E8719E586B50B4A7506E0B');
  await runPace({
    info: paceInfo('0.4.0.127.0.7.2.2.4.4.2', 'ecdh', 'IM', 13),
    password: canOfH,
    random: [t, 'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595'],
    script: [
      ['0022C1A40F800A04007F00070202040402830102', '9000'],
      ['10860000027C0000', '7C128010143DC40C08C8E891FBED7DEDB92B64AD9000'],
      [`10860000147C128110${t}00`, '7C009000'],
      [
        '10860000457C4383410489CBA23FFE96AA18D824627C3E934E54A9FD0B87A95D1471DC1C0ABFDCD640D46755DE9B7B778280B6BEBD57439ADFEB0E21FD4ED6DF42578C13418A59B34C3700',
        '7C4384410467F78E5F7F7686082B293E8D087E056916D0F74BC01A5F8957D0DE45691E51E8932B69A962B52A0985AD2C0A271EE6A13A8ADDDCD1A3A994B9DED257F4D227539000',
      ],
      ['008600000C7C0A8508450F02B86F6A090900', '7C0A860875D4D96E8D5B03089000'],
    ],
  });
}

/** Appendix H.2. The published exponent is longer than the order: the same key comes of its remainder. */
async function dhIntegratedMapping(): Promise<void> {
  const group = groupOfParameterId(0);
  isTrue(group);
  const t = 'B3A6DB3C870C3E99245E0D1C06B747DE';
  const element = randomFieldElement(
    'aes-128',
    fromHex('FA5B7E3E49753A0DB9178B7B9BD898C8'),
    fromHex(t),
    group.fieldModulus,
  );
  const published = fromHex(
    'EAB98D13E09052952AA729907C3C946184DEA0FE74AD2B3AF506F0A83018459C38099CD1F7FF4EA0A078DB1FAC1365505E3DC85500EF95E20B4EEF2E88489233BEE0546B472F994B618D168702406791DEEF3CB4810932EC278F3533FDB860EB4835C36FA4F1BF3FA0B828A718C96BDE88FBA38A3E6C35AAA10959251EB5FC710FC187258995944C0F926E249373F485',
  );
  strictEqual(element, toNumber(published) % group.fieldModulus);
  equalsHex(
    group.mapField(element) ?? new Uint8Array(),
    '1D7D767F11E333BCD6DBAEF40E799E7A926B96973550656FF3C830726D118D61C276CDCC61D475CF03A98E0C0E79CAEBA5BE25578BD4551D0B10903236F0B0F976852FA78EEA14EA0ACA87D1E91F688FE0DFF897BBE35A472621D343564B262F34223AE8FC59B664BFEDFA2BFE7516CA5510A6BBB633D517EC25D4E0BBAA16C2',
  );
  const exponent = fromHex(
    '4BD0E54740F9A028E6A515BFDAF967848C4F5F5FFF65AA0915947FFD1A0DF2FA6981271BC905F3551457B7E03AC3B8066DE4AA406C1171FB43DD939C4BA16175103BA3DEE16419AA248118F90CC36A3D6F4C373652E0C3CCE7F0F1D0C5425B3600F0F0D6A67F004C8BBA33F2B4733C7252445C1DFC4F1107203F71D2EFB28161',
  );
  await runPace({
    info: paceInfo('0.4.0.127.0.7.2.2.4.3.2', 'dh', 'IM', 0),
    password: canOfH,
    random: [t, toHex(toBytes(toNumber(exponent) % group.order, 20))],
    script: [
      ['0022C1A40F800A04007F00070202040302830102', '9000'],
      ['10860000027C0000', '7C1280109ABB8864CA0FF1551E620D1EF4E135109000'],
      [`10860000147C128110${t}00`, '7C009000'],
      [
        '10860000867C81838381800F0CC62945A8029251FB7EF3C094E12EC68E4EF07F27CB9D9CD04C5C4250FAE0E4F8A951557E929AEB48E5C6DD47F2F5CD7C351A9BD2CD722C07EDE166770F08FFCB370262CF308DD7B07F2E0DA9CAAA1492344C852906919538C98A4BA4187E76CE9D87832386D319CE2E043C3343AEAE6EDBA1A9894DC5094D22F7FE1351D500',
        '7C8183848180928D9A0F9DBA450F13FC859C6F290D1D36E42431138A4378500BEB4E0401854CFF111F71CB6DC1D0335807A11388CC8EAA87B07907AAD9FBA6B169AF6D8C26AF8DDDC39ADC3AD2E3FF882B84D23E9768E95A80E4746FB07A9767679FE92133B4D379935C771BD7FBED6C7BB4B1708B275EA75679524CDC9C6A91370CC662A2F39000',
      ],
      ['008600000C7C0A850855D61977CBF5307E00', '7C0A8608C2F04230187E15259000'],
    ],
  });
}

const CAM_KEY =
  '3052300C060704007F0007010202010D034200041872709494399E7470A6431BE25E83EEE24FEA568C2ED28DB48E05DB3A610DC884D256A40E35EFCB59BF6753D3A489D28C7A4D973C2DA138A6E7A4A08F68E16F02010D';

/** Appendix I.1. */
async function chipAuthenticationMapping(): Promise<void> {
  equalsHex(passwordSecret(mrzOfI), '894D03F148C6265E89845B218856EA34D00EF8E8');
  equalsHex(deriveKey(passwordSecret(mrzOfI), 3, 'aes-128'), '4E6F6FBF7BE748B932C7B74161BBA9DF');
  const session = await runPace({
    info: paceInfo('0.4.0.127.0.7.2.2.4.6.2', 'ecdh', 'CAM', 13),
    password: mrzOfI,
    random: [
      '5D8BB87BD74D985A4B7D4325B9F7B976FE835122773400798914AA22738135CC',
      '76ECFDAA9841C323A3F5FC5E88B88DB3EFF7E35EBF57A7E6946CB630006C2120',
    ],
    script: [
      ['0022C1A40F800A04007F00070202040602830101', '9000'],
      ['10860000027C0000', '7C128010CB60E8E0D85B76A9BD304747C2AD42E29000'],
      [
        '10860000457C438141047F1D410ADB7DDB3B84BF1030800981A9105D7457B4A3ADE002384F3086C67EDE1AB889104A27DB6D842B019020FBF3CEACB0DC627F7BDCAC29969E19D0E553C100',
        '7C43824104A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B304F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E239000',
      ],
      [
        '10860000457C43834104446C934084D9DAB863944F219520076C29EE3F7AE6722B11FF319EC1C7728F955483400BFF60BF0C5929270009277DC2A515E12575010AD9BA916CF1BF86FEFC00',
        '7C4384410402AD566F3C6EC7F9324509AD50A51FA52030782A4968FCFEDF737DAEA993333111C3B9B4C2287789BD137E7F8AA882E2A3C633CCD6ECC2C63C57AD401A09C2E19000',
      ],
      [
        '008600000C7C0A8508E86BD06018A1CD3B00',
        '7C3C86088596CF055C67C1A38A301EEA964DAAE372AC990E3EFDE6333353BFC89A6704D93DA8798CF77F5B7A54BD10CBA372B42BE0B9B5F28AA8DE2F4F929000',
      ],
    ],
  });
  const mapping = session.chipMapping;
  isTrue(mapping);
  equalsHex(mapping.authenticationData, '85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3');
  // ChipAuthenticationPublicKeyInfo is SPKI and key id 0D.
  const spki = fromHex(CAM_KEY).slice(2, -3);
  const key = assertOk(parsePublicKey({ check: 'key', clause: 'I.1' }, wrapSequence(spki)), 'key of I.1');
  const agreement = agreementKey(key);
  isTrue(agreement);
  assertOk(checkChipMapping(mapping, agreement.publicKey), 'chip authentication mapping');
  deepStrictEqual(checkChipMapping(mapping, curveNamed('brainpoolP256r1').generator).ok, false);
}

/** The published key stands without the outer SEQUENCE of a SubjectPublicKeyInfo. */
function wrapSequence(content: Uint8Array): Uint8Array {
  return Uint8Array.of(0x30, content.length, ...content);
}

/** Table 6: each group's generator has the order that stands there. */
async function groupsAreConsistent(): Promise<void> {
  for (const id of [0, 1, 2]) {
    const group = groupOfParameterId(id);
    isTrue(group);
    strictEqual(power(toNumber(group.generator), group.order, group.fieldModulus), 1n);
  }
}

function paceInfo(oid: string, agreement: 'dh' | 'ecdh', mapping: PaceInfo['mapping'], parameterId: number): PaceInfo {
  return { oid, agreement, mapping, cipher: 'aes-128', parameterId };
}

export const workedExamples: readonly WorkedExample[] = [
  { name: 'D: basic access control and secure messaging with triple DES', run: basicAccess },
  { name: 'D.4: session keys', run: sessionKeysOfBasicAccess },
  { name: 'G.1: PACE, ECDH, Generic Mapping', run: ecdhGenericMapping },
  { name: 'G.1: secure messaging with AES', run: secureMessagingWithAes },
  { name: 'G.2: PACE, DH, Generic Mapping', run: dhGenericMapping },
  { name: 'H.1: PACE, ECDH, Integrated Mapping', run: ecdhIntegratedMapping },
  { name: 'H.2: PACE, DH, Integrated Mapping', run: dhIntegratedMapping },
  { name: 'I.1: PACE, Chip Authentication Mapping', run: chipAuthenticationMapping },
  { name: '9.5.1: multiplicative groups', run: groupsAreConsistent },
];
