import { createHash } from 'node:crypto';
import { concatBytes } from '../../../common/bytes.ts';
import { civilIdCheckDigit } from '../../../common/civil-id.ts';
import { type CardAlgorithm, cardKey } from '../crypto/keys.ts';
import { CONTACTLESS_ATR, FOREIGN_ATR } from '../os/answer-to-reset.ts';
import { ber } from '../os/ber.ts';
import { type Applet, type CardAnswer, CardOs, type VirtualCard } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { lifelessCard, tornCard } from '../os/torn-card.ts';
import type { TestPki } from '../pki/test-pki.ts';
import { EndlessCard } from './endless-card.ts';
import { certificateObject, PivApplet } from './piv-applet.ts';

/**
 * What a person can put on the reader.
 * - genuine: the civil ID of `civilId`
 * - cloned: everything readable of the genuine card, but another key
 * - wrongAuthority, expired, notYetValid, badCivilId: what the name says, all else right
 * - foreign: some other smart card; mute: no answer to reset; silent: answers to reset, then never again
 * - revoked: genuine but for the list of revoked certificates (TestPki.revocationLists); slow: takes its time
 * - tornOff: taken away while its certificate is read
 * - noKey: shows the certificate and refuses to sign
 * - garbageTlv, hugeCertificate, endless61, endless6C: broken or hostile
 */
export const cardKinds = [
  'genuine',
  'cloned',
  'wrongAuthority',
  'expired',
  'notYetValid',
  'foreign',
  'mute',
  'silent',
  'noKey',
  'garbageTlv',
  'hugeCertificate',
  'endless61',
  'endless6C',
  'badCivilId',
  'revoked',
  'slow',
  'tornOff',
] as const;
export type CardKind = (typeof cardKinds)[number];

export type CardSpec = {
  readonly kind: CardKind;
  readonly civilId: string;
  /** Of the card's key; P-256 unless told. */
  readonly algorithm?: CardAlgorithm;
  readonly latency_ms?: number;
  readonly answerBuffer_bytes?: number;
  readonly strictLe?: boolean;
  /** Of key 9A; `TEST_PIN` unless told. */
  readonly pin?: string;
  /** Told when a torn card goes. */
  readonly onTorn?: () => void;
};

/** Of every made-up card. */
export const TEST_PIN = '246810';
/** After selection and the first part of the certificate. */
const TORN_AFTER_exchanges = 2;
const SLOW_ms = 400;

export function createCard(pki: TestPki, spec: CardSpec): VirtualCard {
  const os = {
    atr: CONTACTLESS_ATR,
    latency_ms: spec.latency_ms ?? (spec.kind === 'slow' ? SLOW_ms : 0),
    ...(spec.answerBuffer_bytes === undefined ? {} : { answerBuffer_bytes: spec.answerBuffer_bytes }),
    ...(spec.strictLe === undefined ? {} : { strictLe: spec.strictLe }),
  };
  switch (spec.kind) {
    case 'foreign':
      return new CardOs({ ...os, atr: FOREIGN_ATR, applets: [] });
    case 'mute':
      return lifelessCard(new Uint8Array());
    case 'silent':
      return lifelessCard(CONTACTLESS_ATR);
    case 'tornOff':
      return tornCard(new CardOs({ ...os, applets: [appletOf(pki, spec)] }), TORN_AFTER_exchanges, spec.onTorn);
    case 'endless61':
      return new EndlessCard(new CardOs({ ...os, applets: [appletOf(pki, spec)] }), 0x61ff);
    case 'endless6C':
      return new EndlessCard(new CardOs({ ...os, applets: [appletOf(pki, spec)] }), 0x6c10);
    default:
      return new CardOs({ ...os, applets: [appletOf(pki, spec)] });
  }
}

function appletOf(pki: TestPki, spec: CardSpec): Applet {
  const algorithm = spec.algorithm ?? 'p256';
  const key = cardKey(algorithm, `card of ${spec.civilId}`);
  const civilId = spec.kind === 'badCivilId' ? withWrongCheckDigit(spec.civilId) : spec.civilId;
  const request = {
    civilId,
    key,
    ...(spec.kind === 'wrongAuthority' ? ({ authority: 'wrong' } as const) : {}),
    ...(spec.kind === 'expired' ? ({ validity: 'expired' } as const) : {}),
    ...(spec.kind === 'notYetValid' ? ({ validity: 'notYet' } as const) : {}),
  };
  const certificate = pki.issueCardCertificate(request);
  const guid = createHash('sha256').update(`guid ${spec.civilId}`).digest().subarray(0, 16);
  const ownerKey = cardKey(algorithm, `owner of ${spec.civilId}`);
  const applet = new PivApplet({
    cardAuthentication: {
      key: spec.kind === 'cloned' ? cardKey('p256', `copy of ${spec.civilId}`) : key,
      certificate,
    },
    pivAuthentication: {
      key: spec.kind === 'cloned' ? cardKey('p256', `copy for the owner ${spec.civilId}`) : ownerKey,
      certificate: pki.issueCardCertificate({ ...request, key: ownerKey, reference: '9A' }),
    },
    guid,
    pin: spec.pin ?? TEST_PIN,
  });
  return spec.kind in misbehaviours ? misbehaving(applet, spec.kind, certificate) : applet;
}

type Misbehaviour = (command: CardCommand, certificate: Uint8Array) => CardAnswer | undefined;

const GET_DATA = 0xcb;
const GENERAL_AUTHENTICATE = 0x87;

/** What the card does instead of the right thing; undefined: the right thing. */
const misbehaviours: Partial<Record<CardKind, Misbehaviour>> = {
  noKey: ({ ins }) => (ins === GENERAL_AUTHENTICATE ? { sw: 0x6a88 } : undefined),
  garbageTlv: ({ ins }, certificate) => {
    if (ins !== GET_DATA) return undefined;
    const object = certificateObject(certificate);
    // The outer length is right, the certificate's own length announces 16 bytes more than there are.
    const inner = Uint8Array.from(object);
    inner[7] = ((inner[7] ?? 0) + 16) & 0xff;
    return { data: inner, sw: 0x9000 };
  },
  hugeCertificate: ({ ins }, certificate) => {
    if (ins !== GET_DATA) return undefined;
    const padded = concatBytes(certificate, new Uint8Array(66_000));
    return { data: ber(0x53, ber(0x70, padded), ber(0x71, Uint8Array.of(0))), sw: 0x9000 };
  },
};

function misbehaving(applet: Applet, kind: CardKind, certificate: Uint8Array): Applet {
  const misbehaviour = misbehaviours[kind];
  return {
    aid: applet.aid,
    select: () => applet.select(),
    process: (command) => misbehaviour?.(command, certificate) ?? applet.process(command),
  };
}

function withWrongCheckDigit(civilId: string): string {
  const right = civilIdCheckDigit(civilId.slice(0, 11)) ?? 0;
  return civilId.slice(0, 11) + ((right + 1) % 10);
}
