import { createHash } from 'node:crypto';
import { type CardAlgorithm, cardKey } from '../crypto/keys.ts';
import { CONTACTLESS_ATR } from '../os/answer-to-reset.ts';
import { CardOs, type VirtualCard } from '../os/card-os.ts';
import type { KeyReference, TestPki } from '../pki/test-pki.ts';
import { TEST_PIN } from './kinds.ts';
import { PivApplet } from './piv-applet.ts';

/** revoked: its number is given to `TestPki.technicians.revocationList`; the others are what the name says. */
export type TechnicianCardKind = 'genuine' | 'cloned' | 'wrongAuthority' | 'expired' | 'revoked';

export type TechnicianCardOptions = {
  /** `T-0042`: subject serialNumber of the certificate. */
  readonly number: string;
  /** commonName of the certificate. */
  readonly name: string;
  /** organizationalUnit of the certificate: `attendant`, `technician`, `supervisor`. */
  readonly unit?: string;
  readonly kind?: TechnicianCardKind;
  readonly pin?: string;
  readonly algorithm?: CardAlgorithm;
};

/** A technician's PIV card: keys 9E for a tap and 9A behind a PIN, both certified by the technicians' authority. */
export function createTechnicianCard(pki: TestPki, options: TechnicianCardOptions): VirtualCard {
  const { number, name, unit, kind = 'genuine', pin = TEST_PIN, algorithm = 'p256' } = options;
  const keyOf = (reference: KeyReference) => {
    const key = cardKey(algorithm, `technician ${number} ${reference}`);
    const certificate = pki.technicians.issueCertificate({
      ...{ number, name, key, reference },
      ...(unit === undefined ? {} : { unit }),
      ...(kind === 'wrongAuthority' ? { authority: 'wrong' as const } : {}),
      ...(kind === 'expired' ? { validity: 'expired' as const } : {}),
    });
    const copy = () => cardKey(algorithm, `copy of technician ${number} ${reference}`);
    return { key: kind === 'cloned' ? copy() : key, certificate };
  };
  const applet = new PivApplet({
    cardAuthentication: keyOf('9E'),
    pivAuthentication: keyOf('9A'),
    guid: createHash('sha256').update(`guid technician ${number}`).digest().subarray(0, 16),
    pin,
  });
  return new CardOs({ atr: CONTACTLESS_ATR, applets: [applet] });
}
