/** SecurityInfos of EF.CardAccess, EF.CardSecurity and EF.DG14 (Doc 9303-11, 9.2). */
import { equalBytes } from '../../../common/bytes.ts';
import type { Result } from '../../../common/result.ts';
import { DER, type DerReader, readDer } from '../crypto/der.ts';
import type { CipherName } from '../crypto/symmetric.ts';
import type { ChipProblem } from '../problem.ts';

export type Mapping = 'GM' | 'IM' | 'CAM';

export type PaceInfo = {
  readonly oid: string;
  readonly agreement: 'dh' | 'ecdh';
  readonly mapping: Mapping;
  readonly cipher: CipherName;
  readonly parameterId: number | undefined;
};

/** PACEDomainParameterInfo: parameters that the chip brings itself. */
export type PaceDomainInfo = {
  readonly agreement: 'dh' | 'ecdh';
  readonly mapping: Mapping;
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  readonly parameterId: number | undefined;
};

export type ChipAuthenticationInfo = {
  readonly oid: string;
  readonly agreement: 'dh' | 'ecdh';
  readonly cipher: CipherName;
  readonly keyId: number | undefined;
};

export type ChipAuthenticationKey = {
  readonly agreement: 'dh' | 'ecdh';
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly keyId: number | undefined;
};

export type SecurityInfos = {
  readonly pace: readonly PaceInfo[];
  readonly paceDomains: readonly PaceDomainInfo[];
  readonly chipAuthentication: readonly ChipAuthenticationInfo[];
  readonly chipAuthenticationKeys: readonly ChipAuthenticationKey[];
  /** Signature algorithm of active authentication with ECDSA. */
  readonly activeAuthentication: string | undefined;
  /** Each SecurityInfo as it stood, for comparing one file with another. */
  readonly raw: readonly Uint8Array[];
  /** Those of them that are about PACE, known or not. */
  readonly paceRaw: readonly Uint8Array[];
};

const ID_PACE = '0.4.0.127.0.7.2.2.4.';
const ID_CA = '0.4.0.127.0.7.2.2.3.';
const ID_PK = '0.4.0.127.0.7.2.2.1.';
const ID_AA = '2.23.136.1.1.5';

const ciphers: Readonly<Record<string, CipherName>> = { 1: '3des', 2: 'aes-128', 3: 'aes-192', 4: 'aes-256' };
const paceKinds: Readonly<Record<string, { agreement: 'dh' | 'ecdh'; mapping: Mapping }>> = {
  1: { agreement: 'dh', mapping: 'GM' },
  2: { agreement: 'ecdh', mapping: 'GM' },
  3: { agreement: 'dh', mapping: 'IM' },
  4: { agreement: 'ecdh', mapping: 'IM' },
  6: { agreement: 'ecdh', mapping: 'CAM' },
};
const agreements: Readonly<Record<string, 'dh' | 'ecdh'>> = { 1: 'dh', 2: 'ecdh' };

export function parseSecurityInfos(file: string, bytes: Uint8Array): Result<SecurityInfos, ChipProblem> {
  const at = { check: `SecurityInfos of ${file}`, clause: 'Doc 9303-11, 9.2' };
  return readDer(at, bytes, readSecurityInfos);
}

export function readSecurityInfos(reader: DerReader): SecurityInfos {
  const pace: PaceInfo[] = [];
  const paceDomains: PaceDomainInfo[] = [];
  const chipAuthentication: ChipAuthenticationInfo[] = [];
  const chipAuthenticationKeys: ChipAuthenticationKey[] = [];
  const raw: Uint8Array[] = [];
  const paceRaw: Uint8Array[] = [];
  let activeAuthentication: string | undefined;
  reader.inside(DER.set, 'SecurityInfos').each('SecurityInfos', (set) => {
    const node = set.node(DER.sequence, 'SecurityInfo');
    raw.push(node.whole);
    const info = set.nested(node);
    const oid = info.oid('protocol');
    if (oid.startsWith(ID_PACE)) paceRaw.push(node.whole);
    if (oid.startsWith(ID_PACE) && isDomainInfo(oid)) paceDomains.push(...readPaceDomain(oid, info));
    else if (oid.startsWith(ID_PACE)) pace.push(...readPaceInfo(oid, info));
    else if (oid.startsWith(ID_CA)) chipAuthentication.push(...readChipAuthentication(oid, info));
    else if (oid.startsWith(ID_PK)) chipAuthenticationKeys.push(...readKeyInfo(oid, info));
    else if (oid === ID_AA) {
      info.small('version');
      activeAuthentication = info.oid('signature algorithm');
    }
  });
  return { pace, paceDomains, chipAuthentication, chipAuthenticationKeys, activeAuthentication, raw, paceRaw };
}

/** A protocol that is not known is left out, not an error: newer documents have more (9.2). */
function readPaceInfo(oid: string, info: DerReader): PaceInfo[] {
  const [kindArc = '', cipherArc = ''] = oid.slice(ID_PACE.length).split('.');
  const kind = paceKinds[kindArc];
  const cipher = ciphers[cipherArc];
  if (!kind || !cipher) return [];
  info.small('version');
  return [{ oid, ...kind, cipher, parameterId: info.atEnd ? undefined : info.small('parameterId') }];
}

/** 9.2: the protocol without a cipher. */
function isDomainInfo(oid: string): boolean {
  return !oid.slice(ID_PACE.length).includes('.');
}

function readPaceDomain(oid: string, info: DerReader): PaceDomainInfo[] {
  const kind = paceKinds[oid.slice(ID_PACE.length)];
  if (!kind) return [];
  const algorithm = info.node(DER.sequence, 'domain parameters').whole;
  return [{ ...kind, algorithm, parameterId: info.atEnd ? undefined : info.small('parameterId') }];
}

function readChipAuthentication(oid: string, info: DerReader): ChipAuthenticationInfo[] {
  const [kindArc = '', cipherArc = ''] = oid.slice(ID_CA.length).split('.');
  const agreement = agreements[kindArc];
  const cipher = ciphers[cipherArc];
  if (!agreement || !cipher) return [];
  info.small('version');
  return [{ oid, agreement, cipher, keyId: info.atEnd ? undefined : info.small('keyId') }];
}

function readKeyInfo(oid: string, info: DerReader): ChipAuthenticationKey[] {
  const agreement = agreements[oid.slice(ID_PK.length)];
  if (!agreement) return [];
  const spki = info.node(DER.sequence, 'chip authentication key').whole;
  return [{ agreement, spki, keyId: info.atEnd ? undefined : info.small('keyId') }];
}

/** How many of `inner` do not stand in `outer`, byte for byte. */
export function missingFrom(outer: readonly Uint8Array[], inner: readonly Uint8Array[]): number {
  return inner.filter((info) => !outer.some((other) => equalBytes(other, info))).length;
}
