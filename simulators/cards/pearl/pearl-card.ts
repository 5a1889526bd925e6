/** The Pearl card of docs/adding-an-identity-profile.md, made from its specification there and from nothing else. */
import { type Bytes, concatBytes, fromHex } from '../../../common/bytes.ts';
import { type Curve, curves } from '../crypto/curves.ts';
import { seededScalar } from '../crypto/keys.ts';
import { ecdsaSignature, ecdsaSigner } from '../crypto/signer.ts';
import { CONTACTLESS_ATR } from '../os/answer-to-reset.ts';
import { type Applet, type CardAnswer, CardOs, type VirtualCard } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { createAuthority } from '../pki/authority.ts';

/**
 * - cloned: the file of the genuine card, and another key in the chip
 * - noKey: the file, and no key at all
 * - wrongAuthority: signed by somebody else
 * - altered: another number than was signed
 * - short: its file ends too soon
 * - expired, notYetValid, badCivilId: well signed, and not to be accepted
 */
export const pearlKinds = [
  'genuine',
  'cloned',
  'noKey',
  'wrongAuthority',
  'altered',
  'short',
  'expired',
  'notYetValid',
  'badCivilId',
] as const;
export type PearlKind = (typeof pearlKinds)[number];

export type PearlSpec = { readonly kind: PearlKind; readonly civilId: string; readonly now: Date };

const AID = fromHex('F0504541524C01');
const DAY_ms = 86_400_000;
const AUTHORITY = 'TEST Pearl authority (made up)';
const curve: Curve = curves['P-256'];

/** Whose signature a machine trusts: a certificate, DER. */
export function pearlAuthority(now: Date): Bytes {
  const signer = ecdsaSigner('P-256', AUTHORITY);
  return createAuthority({ label: AUTHORITY, signer, now, pathLength: 0 }).certificate;
}

export function createPearlCard({ kind, civilId, now }: PearlSpec): VirtualCard {
  const key = seededScalar('P-256', `Pearl card of ${civilId}`);
  const signer = kind === 'wrongAuthority' ? 'TEST other Pearl authority (made up)' : AUTHORITY;
  const number = kind === 'badCivilId' ? `${civilId.slice(0, 11)}${(Number(civilId.slice(11)) + 1) % 10}` : civilId;
  const [from, until] = validity(kind, now);
  const content = concatBytes(
    Uint8Array.of(1),
    Buffer.from(`${number}${from}${until}`, 'ascii'),
    curve.ecdsa.getPublicKey(key, false),
  );
  const file = concatBytes(content, plainSignature(seededScalar('P-256', signer), content));
  // The last digit of the number.
  if (kind === 'altered') file[12] = (file[12] ?? 0) ^ 1;
  return new CardOs({
    atr: CONTACTLESS_ATR,
    applets: [
      pearlApplet({
        file: kind === 'short' ? file.slice(0, 120) : file,
        key: kind === 'noKey' ? undefined : kind === 'cloned' ? seededScalar('P-256', `copy of ${civilId}`) : key,
      }),
    ],
  });
}

function pearlApplet({ file, key }: { readonly file: Bytes; readonly key: Bytes | undefined }): Applet {
  return {
    aid: AID,
    select: () => new Uint8Array(),
    process({ ins, p1, data }: CardCommand): CardAnswer {
      if (ins === 0xb0) return p1 === 0x81 ? { data: file, sw: 0x9000 } : { sw: 0x6a82 };
      if (ins !== 0x88) return { sw: 0x6d00 };
      if (data.length !== 32) return { sw: 0x6700 };
      if (!key) return { sw: 0x6985 };
      return { data: plainSignature(key, concatBytes(Buffer.from('PEARL1', 'ascii'), data)), sw: 0x9000 };
    },
  };
}

function validity(kind: PearlKind, now: Date): readonly [from: string, until: string] {
  const day = (days: number) => new Date(now.getTime() + days * DAY_ms).toISOString().slice(0, 10).replaceAll('-', '');
  if (kind === 'expired') return [day(-90), day(-1)];
  return kind === 'notYetValid' ? [day(2), day(90)] : [day(-10), day(80)];
}

/** r | s over SHA-256. */
function plainSignature(key: Bytes, message: Uint8Array): Bytes {
  return ecdsaSignature(curve, key, message, 'compact');
}
