import type { PassportData } from '../../../common/document.ts';
import type { Random } from '../../../common/random.ts';
import type { HashName } from '../crypto/signer.ts';
import type { FaceImage } from '../faces/face.ts';
import type { SignatureKind } from '../pki/travel-pki.ts';
import type { ActiveAuthenticationSpec } from './active-authentication.ts';
import type { MrzFormat } from './mrz.ts';
import type { ChipAuthenticationSpec, PaceSpec } from './protocols.ts';

/**
 * - cloned: all files of the genuine document, but other keys for chip and active authentication
 * - keyless: all files, and no keys at all
 * - revoked, wrongAuthority: the document signer's certificate is on the list, or of an unknown authority
 * - expired: the document's own date is past
 * - wrongHolder: opens with the right machine readable zone and holds another person's data, well signed
 * - tamperedDg: DG1 was changed after signing
 * - downgraded: DG14 says PACE, EF.CardAccess is gone and BAC opens it
 * - weakened: EF.CardAccess leaves out the first way of PACE that is signed; unsignedAccess: it has one more than is signed
 * - foreignCardSecurity: EF.CardSecurity is signed by somebody whom no trusted authority knows
 * - mute, slow, tornOff (half way through reading): what the name says
 */
export const passportKinds = [
  'genuine',
  'cloned',
  'keyless',
  'revoked',
  'expired',
  'wrongAuthority',
  'wrongHolder',
  'tamperedDg',
  'downgraded',
  'weakened',
  'unsignedAccess',
  'foreignCardSecurity',
  'mute',
  'slow',
  'tornOff',
] as const;
export type PassportKind = (typeof passportKinds)[number];

export type PassportCardOptions = {
  /** The portrait is made a JPEG unless `face` is given. */
  readonly holder: PassportData;
  readonly kind?: PassportKind;
  readonly format?: MrzFormat;
  /** Which of the holder's names stands in the lines; the Latin one unless told. */
  readonly mrzName?: 'en' | 'ar';
  readonly access?: 'open' | 'bac' | 'pace+bac' | 'pace';
  /** In the order in which EF.CardAccess lists them; generic mapping on brainpoolP256r1 with AES-128 unless told. */
  readonly pace?: readonly PaceSpec[];
  /** Six digits, printed on the card; absent: no such password. */
  readonly can?: string;
  readonly chipAuthentication?: ChipAuthenticationSpec | 'none';
  readonly activeAuthentication?: ActiveAuthenticationSpec | 'none';
  readonly signature?: SignatureKind;
  readonly hash?: HashName;
  readonly face?: FaceImage;
  /** How the face is packed: ISO/IEC 19794-5 (2005) unless told. */
  readonly faceRecord?: '19794-5' | '39794-5';
  readonly random?: Random;
  readonly latency_ms?: number;
  readonly extendedLength?: boolean;
  /** Of a document that is torn off: when it goes, and who is told. */
  readonly tearing?: { readonly exchanges?: number; readonly onTorn?: () => void };
  readonly now: Date;
};
