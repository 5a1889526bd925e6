import type { BilingualName, LicenceData, OrderReason, PassportData } from '../../common/document.ts';
import type { CardKind, PassportKind } from '../cards/index.ts';

/** One order of a made-up resident, as the simulated service begins with it. */
export type ResidentOrder = {
  readonly orderId: string;
  /** For people: `TS-7F42-19K8`. */
  readonly reference: string;
  readonly documentType: 'driving-licence' | 'passport';
  readonly reason: OrderReason;
  /** Whose document it is when it is not the holder's own: a child's. */
  readonly name: BilingualName;
  /** The holder's own when left out. */
  readonly collectAs?: 'guardian' | undefined;
  readonly status:
    | { readonly state: 'ready' }
    | { readonly state: 'not-yet'; readonly expectedOn?: string }
    | { readonly state: 'held'; readonly reason: string }
    | { readonly state: 'in-progress'; readonly where: string }
    | { readonly state: 'expired'; readonly expiredOn: string };
  readonly fee: { readonly amount: string; readonly currency: string; readonly paid: boolean };
  /** Of a driving licence; not checked here: some are broken on purpose. */
  readonly licence: LicenceData | undefined;
  /** Of a passport that was made; not checked here. */
  readonly passport?: PassportData | undefined;
  /** Where its booklet lies at the beginning: to be put into this machine's vault, in no vault yet, or in another kiosk's already. */
  readonly booklet?:
    | {
        readonly at: 'here' | 'on-the-way';
        /** What is wrong with the chip in its cover, when something is. */
        readonly chip?: PassportKind;
      }
    | { readonly at: 'elsewhere'; readonly kioskId: string }
    | undefined;
};

/** Nobody real: names, numbers and faces are invented. */
export type Resident = {
  /** `noura`: what a developer types. */
  readonly id: string;
  readonly civilId: string;
  readonly name: BilingualName;
  /** What this person puts on the reader. */
  readonly card: CardKind;
  /** An ICAO identity card in its place, and the number that is printed on it. */
  readonly icao?: { readonly kind: PassportKind; readonly can: string; readonly document: PassportData } | undefined;
  /** One line for a developer: what happens with this person. */
  readonly about: string;
  readonly phoneEnding: string;
  readonly collectionCode: string;
  readonly orders: readonly ResidentOrder[];
};
