import { createHash } from 'node:crypto';
import { type CardAlgorithm, cardKey } from '../crypto/keys.ts';
import { CONTACTLESS_ATR } from '../os/answer-to-reset.ts';
import { CardOs, type VirtualCard } from '../os/card-os.ts';
import type { TestPki } from '../pki/test-pki.ts';
import { TEST_PIN } from './kinds.ts';
import { PivApplet } from './piv-applet.ts';

/** revoked: its number is given to `TestPki.technicians.revocationList`; the others are what the name says. */
export type TechnicianCardKind = 'genuine' | 'cloned' | 'wrongAuthority' | 'expired' | 'revoked';

export type TechnicianCardOptions = {
  /** `T-0042`: subject serialNumber of the certificate. */
  readonly number: string;
  /** commonName of the certificate. */
  readonly name: string;
  readonly kind?: TechnicianCardKind;
  readonly pin?: string;
  readonly algorithm?: CardAlgorithm;
};

/** A technician's PIV card: key 9A behind a PIN, certified by the technicians' authority; nothing for a tap. */
export function createTechnicianCard(pki: TestPki, options: TechnicianCardOptions): VirtualCard {
  const { number, name, kind = 'genuine', pin = TEST_PIN, algorithm = 'p256' } = options;
  const key = cardKey(algorithm, `technician ${number}`);
  const certificate = pki.technicians.issueCertificate({
    ...{ number, name, key, reference: '9A' },
    ...(kind === 'wrongAuthority' ? { authority: 'wrong' } : {}),
    ...(kind === 'expired' ? { validity: 'expired' } : {}),
  });
  const applet = new PivApplet({
    pivAuthentication: {
      key: kind === 'cloned' ? cardKey(algorithm, `copy of technician ${number}`) : key,
      certificate,
    },
    guid: createHash('sha256').update(`guid technician ${number}`).digest().subarray(0, 16),
    pin,
  });
  return new CardOs({ atr: CONTACTLESS_ATR, applets: [applet] });
}
