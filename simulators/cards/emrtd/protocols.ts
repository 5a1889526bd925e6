/** Names and numbers of the chip's protocols (Doc 9303-11, 9.2), and the SecurityInfos that announce them. */
import type { Bytes } from '../../../common/bytes.ts';
import type { CipherName } from '../crypto/ciphers.ts';
import { type CurveName, curves } from '../crypto/curves.ts';
import { dhNumbers } from '../crypto/dh-groups.ts';
import { type GroupName, groupNamed } from '../crypto/group.ts';
import { ecPublicKey, explicitParameters, ID_EC_PUBLIC_KEY } from '../crypto/public-key.ts';
import { hashOn } from '../crypto/signer.ts';
import { bitString, integer, objectIdentifier, sequence, setOf, unsignedInteger } from '../os/der.ts';

export type Mapping = 'GM' | 'IM' | 'CAM';

const BSI = '0.4.0.127.0.7';
const ID_PUBLIC_KEY = `${BSI}.2.2.1`;
const ID_CHIP_AUTHENTICATION = `${BSI}.2.2.3`;
const ID_PACE = `${BSI}.2.2.4`;
const ID_ACTIVE_AUTHENTICATION = '2.23.136.1.1.5';
const ID_DH_PUBLIC_NUMBER = '1.2.840.10046.2.1';
const plainEcdsa = { sha256: `${BSI}.1.1.4.1.3`, sha384: `${BSI}.1.1.4.1.4`, sha512: `${BSI}.1.1.4.1.5` } as const;
const cipherArcs: Readonly<Record<CipherName, number>> = { '3DES': 1, 'AES-128': 2, 'AES-192': 3, 'AES-256': 4 };
const mappingArcs = { DH: { GM: 1, IM: 3, CAM: undefined }, EC: { GM: 2, IM: 4, CAM: 6 } } as const;

export type PaceSpec = {
  readonly mapping: Mapping;
  readonly group: GroupName;
  readonly cipher: CipherName;
  /** The chip writes its group out in numbers; `unknown`: in numbers that are those of no standard. */
  readonly ownParameters?: 'known' | 'unknown';
};
export type ChipAuthenticationSpec = { readonly group: GroupName; readonly cipher: CipherName };

const isModular = (group: GroupName) => group.startsWith('DH-');

export function paceOid({ mapping, group, cipher }: PaceSpec): string {
  const arc = mappingArcs[isModular(group) ? 'DH' : 'EC'][mapping];
  if (arc === undefined) throw new Error('chip authentication mapping exists on curves only');
  return `${ID_PACE}.${arc}.${cipherArcs[cipher]}`;
}

export function chipAuthenticationOid({ group, cipher }: ChipAuthenticationSpec): string {
  return `${ID_CHIP_AUTHENTICATION}.${isModular(group) ? 1 : 2}.${cipherArcs[cipher]}`;
}

/** 9.2: PACEInfo, and beside it PACEDomainParameterInfo for parameters of the chip's own. */
export function paceInfos(spec: PaceSpec): readonly Bytes[] {
  const number = integer(paceParameterId(spec));
  const info = sequence(objectIdentifier(paceOid(spec)), integer(2), number);
  if (!spec.ownParameters) return [info];
  const protocol = objectIdentifier(paceOid(spec).replace(/\.\d+$/, ''));
  return [info, sequence(protocol, ownParameters(spec), number)];
}

/** Numbers from 32 on are the chip's. */
export function paceParameterId({ group, ownParameters: own }: PaceSpec): number {
  return groupNamed(group).parameterId + (own ? 64 : 0);
}

function ownParameters({ group, ownParameters: own }: PaceSpec): Bytes {
  // An odd number too many, so that it is another order and no group.
  const more = own === 'unknown' ? 2n : 0n;
  if (isModular(group)) {
    const { p, g, q } = numbersOf(group);
    return sequence(objectIdentifier(ID_DH_PUBLIC_NUMBER), sequence(integer(p + more), integer(g), integer(q)));
  }
  return sequence(objectIdentifier(ID_EC_PUBLIC_KEY), explicitParameters(group as CurveName, more));
}

function numbersOf(group: GroupName) {
  const numbers = dhNumbers[groupNamed(group).parameterId];
  if (!numbers) throw new Error(`${group} is not a group modulo a prime`);
  return numbers;
}

/** 9.2, without a key number: there is one key. */
export function chipAuthenticationInfo(spec: ChipAuthenticationSpec): Bytes {
  return sequence(objectIdentifier(chipAuthenticationOid(spec)), integer(1));
}

/** 9.2: ChipAuthenticationPublicKeyInfo. */
export function chipAuthenticationPublicKeyInfo(group: GroupName, publicKey: Uint8Array): Bytes {
  const kind = isModular(group) ? 1 : 2;
  const key = kind === 1 ? dhPublicKey(group, publicKey) : ecPublicKey(group as CurveName, publicKey, 'named');
  return sequence(objectIdentifier(`${ID_PUBLIC_KEY}.${kind}`), key);
}

/** RFC 3279, 2.3.3: p, g, q. */
function dhPublicKey(group: GroupName, publicKey: Uint8Array): Bytes {
  const { p, g, q } = numbersOf(group);
  const parameters = sequence(integer(p), integer(g), integer(q));
  return sequence(sequence(objectIdentifier(ID_DH_PUBLIC_NUMBER), parameters), bitString(unsignedInteger(publicKey)));
}

/** 9.2: only where the key in DG15 is elliptic. */
export function activeAuthenticationInfo(curve: CurveName): Bytes {
  const signature = objectIdentifier(plainEcdsa[hashOn(curves[curve])]);
  return sequence(objectIdentifier(ID_ACTIVE_AUTHENTICATION), integer(1), signature);
}

export const securityInfos = setOf;
