/** The curves of Doc 9303-11, table 6, with their object identifiers. */
import { type ECDSA, ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';

export type CurveName =
  | 'P-192'
  | 'brainpoolP192r1'
  | 'P-224'
  | 'brainpoolP224r1'
  | 'P-256'
  | 'brainpoolP256r1'
  | 'brainpoolP320r1'
  | 'P-384'
  | 'brainpoolP384r1'
  | 'brainpoolP512r1'
  | 'P-521';

export type Curve = {
  readonly ecdsa: ECDSA;
  readonly oid: string;
  /** Number of the standardised domain parameters. */
  readonly parameterId: number;
  readonly field_bytes: number;
  readonly order_bytes: number;
};

/** The library keeps it beside the curve, though its types do not say so. */
const { hash: sha256 } = p256 as ECDSA & { readonly hash: Parameters<typeof ecdsa>[1] };

/** Smaller curves, whose numbers a library does not bring: p, a, b, x, y, n in hexadecimal. */
function smallCurve(p: string, a: string, b: string, x: string, y: string, n: string): ECDSA {
  const [P, A, B, Gx, Gy, N] = [p, a, b, x, y, n].map((hex) => BigInt(`0x${hex}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return ecdsa(weierstrass({ p: P, a: A, b: B, Gx, Gy, n: N, h: 1n }), sha256);
}

const p192 = smallCurve(
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFFFFFFFFFF',
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFFFFFFFFFC',
  '64210519E59C80E70FA7E9AB72243049FEB8DEECC146B9B1',
  '188DA80EB03090F67CBF20EB43A18800F4FF0AFD82FF1012',
  '07192B95FFC8DA78631011ED6B24CDD573F977A11E794811',
  'FFFFFFFFFFFFFFFFFFFFFFFF99DEF836146BC9B1B4D22831',
);
const brainpoolP192r1 = smallCurve(
  'C302F41D932A36CDA7A3463093D18DB78FCE476DE1A86297',
  '6A91174076B1E0E19C39C031FE8685C1CAE040E5C69A28EF',
  '469A28EF7C28CCA3DC721D044F4496BCCA7EF4146FBF25C9',
  'C0A0647EAAB6A48753B033C56CB0F0900A2F5C4853375FD6',
  '14B690866ABD5BB88B5F4828C1490002E6773FA2FA299B8F',
  'C302F41D932A36CDA7A3462F9E9E916B5BE8F1029AC4ACC1',
);
const p224 = smallCurve(
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF000000000000000000000001',
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFE',
  'B4050A850C04B3ABF54132565044B0B7D7BFD8BA270B39432355FFB4',
  'B70E0CBD6BB4BF7F321390B94A03C1D356C21122343280D6115C1D21',
  'BD376388B5F723FB4C22DFE6CD4375A05A07476444D5819985007E34',
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFF16A2E0B8F03E13DD29455C5C2A3D',
);
const brainpoolP224r1 = smallCurve(
  'D7C134AA264366862A18302575D1D787B09F075797DA89F57EC8C0FF',
  '68A5E62CA9CE6C1C299803A6C1530B514E182AD8B0042A59CAD29F43',
  '2580F63CCFE44138870713B1A92369E33E2135D266DBB372386C400B',
  '0D9029AD2C7E5CF4340823B2A87DC68C9E4CE3174C1E6EFDEE12C07D',
  '58AA56F772C0726F24C6B89E4ECDAC24354B9E99CAA3F6D3761402CD',
  'D7C134AA264366862A18302575D0FB98D116BC4B6DDEBCA3A5A7939F',
);
const brainpoolP320r1 = smallCurve(
  'D35E472036BC4FB7E13C785ED201E065F98FCFA6F6F40DEF4F92B9EC7893EC28FCD412B1F1B32E27',
  '3EE30B568FBAB0F883CCEBD46D3F3BB8A2A73513F5EB79DA66190EB085FFA9F492F375A97D860EB4',
  '520883949DFDBC42D3AD198640688A6FE13F41349554B49ACC31DCCD884539816F5EB4AC8FB1F1A6',
  '43BD7E9AFB53D8B85289BCC48EE5BFE6F20137D10A087EB6E7871E2A10A599C710AF8D0D39E20611',
  '14FDD05545EC1CC8AB4093247F77275E0743FFED117182EAA9C77877AAAC6AC7D35245D1692E8EE1',
  'D35E472036BC4FB7E13C785ED201E065F98FCFA5B68F12A32D482EC7EE8658E98691555B44C59311',
);

const BRAINPOOL = '1.3.36.3.3.2.8.1.1';

export const curves: Readonly<Record<CurveName, Curve>> = {
  'P-192': curve(p192, '1.2.840.10045.3.1.1', 8, 24),
  brainpoolP192r1: curve(brainpoolP192r1, `${BRAINPOOL}.3`, 9, 24),
  'P-224': curve(p224, '1.3.132.0.33', 10, 28),
  brainpoolP224r1: curve(brainpoolP224r1, `${BRAINPOOL}.5`, 11, 28),
  'P-256': curve(p256, '1.2.840.10045.3.1.7', 12, 32),
  brainpoolP256r1: curve(brainpoolP256r1, `${BRAINPOOL}.7`, 13, 32),
  brainpoolP320r1: curve(brainpoolP320r1, `${BRAINPOOL}.9`, 14, 40),
  'P-384': curve(p384, '1.3.132.0.34', 15, 48),
  brainpoolP384r1: curve(brainpoolP384r1, `${BRAINPOOL}.11`, 16, 48),
  brainpoolP512r1: curve(brainpoolP512r1, `${BRAINPOOL}.13`, 17, 64),
  'P-521': curve(p521, '1.3.132.0.35', 18, 66),
};

function curve(algorithm: ECDSA, oid: string, parameterId: number, bytes: number): Curve {
  return { ecdsa: algorithm, oid, parameterId, field_bytes: bytes, order_bytes: bytes };
}
