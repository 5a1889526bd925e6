/** A passport or an identity card with a chip, personalised at once, in every way of access, and broken on purpose. */
import type { PassportData } from '../../../common/document.ts';
import { systemRandom } from '../../../common/random.ts';
import { CONTACTLESS_ATR } from '../os/answer-to-reset.ts';
import { CardOs, type VirtualCard } from '../os/card-os.ts';
import { lifelessCard, tornCard } from '../os/torn-card.ts';
import type { TestPki } from '../pki/test-pki.ts';
import type { SignerStanding } from '../pki/travel-pki.ts';
import { createMasterFile, LdsApplet } from './applets.ts';
import { BasicAccess } from './basic-access.ts';
import { dataGroup1, type GroupNumber } from './data-groups.ts';
import { type MrzFormat, type MrzHolder, machineReadableZone, mrzInformation } from './mrz.ts';
import { Pace } from './pace.ts';
import { dataGroups, ldsFiles, masterFiles } from './passport-files.ts';
import { chipSide, type Plan, planOf } from './passport-keys.ts';
import type { PassportCardOptions, PassportKind } from './passport-options.ts';
import { makeSecurityObject } from './security-object.ts';

export type PassportCard = {
  readonly card: VirtualCard;
  /** Lines as they are printed on the document. */
  readonly mrz: readonly string[];
  /** What opens BAC and PACE. */
  readonly mrzInformation: string;
};

/** More than opening the document takes, less than reading it. */
const TORN_AFTER_exchanges = 14;
const SLOW_ms = 400;

export function createPassportCard(pki: TestPki, options: PassportCardOptions): PassportCard {
  const { kind = 'genuine', format = 'td3', random = systemRandom } = options;
  const data = kind === 'expired' ? withPastDates(options.holder, options.now) : options.holder;
  const holder = mrzHolder(data, options.mrzName ?? 'en');
  const content = kind === 'wrongHolder' ? strangerTo(holder) : holder;
  const plan = planOf(options);
  const groups = dataGroups(options, content, plan);
  const documentSigner = pki.passports.documentSigner(options.signature ?? 'ecdsaP256', standingOf(kind));
  const securityObject = makeSecurityObject({
    groups,
    documentSigner,
    ...(options.hash ? { hash: options.hash } : {}),
    signingTime: options.now,
  });
  const cardSecuritySigner =
    kind === 'foreignCardSecurity' ? pki.passports.documentSigner('ecdsaP256', 'wrongAuthority') : documentSigner;
  const information = mrzInformation(holder);
  const pace = new Pace(plan.pace, paceSecrets(information, options, plan), random);
  const hidden = kind === 'downgraded';
  const masterFile = createMasterFile({
    files: masterFiles(plan, { kind, documentSigner: cardSecuritySigner, now: options.now }),
    pace: plan.pace.length > 0 && !hidden ? pace : undefined,
  });
  const applet = new LdsApplet({
    files: ldsFiles(kind === 'tamperedDg' ? tampered(groups, content, format) : groups, securityObject),
    open: options.access === 'open',
    basicAccess: plan.bac || hidden ? new BasicAccess(information, random) : undefined,
    chipAuthentication: chipSide(plan),
    activeAuthentication: plan.ownActiveKey,
    random,
  });
  const os = new CardOs({
    atr: CONTACTLESS_ATR,
    applets: [applet],
    masterFile,
    latency_ms: options.latency_ms ?? (kind === 'slow' ? SLOW_ms : 0),
    extendedLength: options.extendedLength ?? true,
  });
  return { card: inItsState(os, options), mrz: machineReadableZone(holder, format), mrzInformation: information };
}

/** Of a passport whose lines are as they should be, whatever is in its chip. */
export function printedLines(holder: PassportData): readonly string[] {
  return machineReadableZone(mrzHolder(holder, 'en'), 'td3');
}

function paceSecrets(information: string, { can }: PassportCardOptions, { ownChipKey }: Plan) {
  return {
    mrzInformation: information,
    ...(can === undefined ? {} : { can }),
    ...(ownChipKey === undefined ? {} : { chipKey: ownChipKey }),
  };
}

function standingOf(kind: PassportKind): SignerStanding {
  return kind === 'revoked' || kind === 'wrongAuthority' ? kind : 'good';
}

function mrzHolder(data: PassportData, name: 'en' | 'ar'): MrzHolder {
  return {
    ...data.name[name],
    documentNumber: data.passportNumber,
    issuingState: data.issuingState,
    nationality: data.nationality,
    birthDate: data.birthDate,
    sex: data.sex,
    expiryDate: data.expiryDate,
    personalNumber: data.civilId,
  };
}

/** Ten years of validity that ended yesterday. */
function withPastDates(data: PassportData, now: Date): PassportData {
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
  return { ...data, issueDate: `${Number(yesterday.slice(0, 4)) - 10}${yesterday.slice(4)}`, expiryDate: yesterday };
}

/** Somebody else, whose document has got this one's lines printed on it. */
function strangerTo(holder: MrzHolder): MrzHolder {
  return { ...holder, surname: 'Stranger', otherNames: 'Total', documentNumber: 'X00000000', birthDate: '1980-01-01' };
}

/** DG1 with another given name, as somebody would write it who has no key to sign with. */
function tampered(groups: ReadonlyMap<GroupNumber, Uint8Array>, holder: MrzHolder, format: MrzFormat) {
  const changed = dataGroup1(machineReadableZone({ ...holder, otherNames: 'Changed' }, format));
  return new Map(groups).set(1, changed);
}

function inItsState(card: VirtualCard, { kind, tearing = {} }: PassportCardOptions): VirtualCard {
  if (kind === 'mute') return lifelessCard(new Uint8Array());
  if (kind !== 'tornOff') return card;
  return tornCard(card, tearing.exchanges ?? TORN_AFTER_exchanges, tearing.onTorn);
}
