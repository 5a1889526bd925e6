/** Every file of a travel document, in master file and LDS application (Doc 9303-10, 3). */

import { jpegFace } from '../faces/face.ts';
import { ber } from '../os/ber.ts';
import type { ElementaryFile } from '../os/files.ts';
import { makeSignedData } from '../pki/signed-data.ts';
import type { DocumentSigner } from '../pki/travel-pki.ts';
import {
  biometricFace,
  commonData,
  dataGroup1,
  dataGroup11,
  dataGroup12,
  extensibleFace,
  type GroupNumber,
} from './data-groups.ts';
import { type MrzHolder, machineReadableZone } from './mrz.ts';
import { type Plan, publicOf } from './passport-keys.ts';
import type { PassportCardOptions, PassportKind } from './passport-options.ts';
import {
  activeAuthenticationInfo,
  chipAuthenticationInfo,
  chipAuthenticationPublicKeyInfo,
  paceInfos,
  securityInfos,
} from './protocols.ts';

const ID_SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';
/** Extended length information: commands and answers of 2 KB (ISO/IEC 7816-4, 12.7.1). */
const EXTENDED_LENGTH = ber(0x7f66, ber(0x02, Uint8Array.of(8, 0)), ber(0x02, Uint8Array.of(8, 0)));

export function dataGroups(
  options: PassportCardOptions,
  content: MrzHolder,
  plan: Plan,
): ReadonlyMap<GroupNumber, Uint8Array> {
  const { holder, format = 'td3' } = options;
  const face = options.face ?? jpegFace(Buffer.from(holder.portrait, 'base64'));
  const { surname, otherNames } = holder.name.ar;
  const groups = new Map<GroupNumber, Uint8Array>([
    [1, dataGroup1(machineReadableZone(content, format))],
    [2, options.faceRecord === '39794-5' ? extensibleFace(0x75, face) : biometricFace(0x75, face)],
    [
      11,
      dataGroup11({ ...content, fullName: `${surname}<<${otherNames}`, personalNumber: content.personalNumber ?? '' }),
    ],
    [12, dataGroup12('TEST AUTHORITY', holder.issueDate)],
  ]);
  const infos = securityInformation(signedPlan(plan, options.kind));
  if (infos.length > 0) groups.set(14, ber(0x6e, securityInfos(...infos)));
  if (plan.activeKey) groups.set(15, ber(0x6f, plan.activeKey.publicKey));
  return groups;
}

/** What the issuer has signed: of `unsignedAccess` all but the first way of PACE, which somebody added. */
function signedPlan(plan: Plan, kind: PassportKind | undefined): Plan {
  return kind === 'unsignedAccess' ? { ...plan, pace: plan.pace.slice(1) } : plan;
}

function securityInformation(plan: Plan): readonly Uint8Array[] {
  const { pace, chipAuthentication, activeAuthentication, chipKey } = plan;
  return [
    ...pace.flatMap(paceInfos),
    ...(chipAuthentication
      ? [
          chipAuthenticationInfo(chipAuthentication),
          chipAuthenticationPublicKeyInfo(chipAuthentication.group, publicOf(chipAuthentication.group, chipKey)),
        ]
      : []),
    ...(activeAuthentication?.kind === 'ecdsa' ? [activeAuthenticationInfo(activeAuthentication.curve)] : []),
  ];
}

/** EF.ATR/INFO, EF.CardAccess and, where a mapping proves the chip, EF.CardSecurity. */
export function masterFiles(
  plan: Plan,
  options: {
    readonly kind: PassportKind;
    readonly documentSigner: DocumentSigner;
    readonly now: Date;
  },
): readonly ElementaryFile[] {
  const { kind } = options;
  const information = { id: 0x2f01, sfi: 0x01, content: EXTENDED_LENGTH };
  if (plan.pace.length === 0 || kind === 'downgraded') return [information];
  const told = kind === 'weakened' ? plan.pace.slice(1) : plan.pace;
  const access = { id: 0x011c, sfi: 0x1c, content: securityInfos(...told.flatMap(paceInfos)) };
  if (!plan.pace.some(({ mapping }) => mapping === 'CAM')) return [information, access];
  const { signer, certificate } = options.documentSigner;
  const message = makeSignedData({
    contentType: ID_SECURITY_OBJECT,
    content: securityInfos(...securityInformation(signedPlan(plan, kind))),
    signer,
    certificate,
    signingTime: options.now,
  });
  return [information, access, { id: 0x011d, sfi: 0x1d, content: message }];
}

export function ldsFiles(
  groups: ReadonlyMap<GroupNumber, Uint8Array>,
  securityObject: Uint8Array,
): readonly ElementaryFile[] {
  return [
    { id: 0x011e, sfi: 0x1e, content: commonData([...groups.keys()]) },
    { id: 0x011d, sfi: 0x1d, content: securityObject },
    ...[...groups].map(([number, content]) => ({ id: 0x0100 | number, sfi: number, content })),
  ];
}
