/** Whether residents can be served now: one pure function over what the parts say of themselves. */
import type { DocumentType } from '../../common/document.ts';
import type { CardReaderStatus } from '../../devices/contract/index.ts';
import { availabilityOf, type Readiness, type UnavailableReason } from '../issuance/index.ts';
import type { Serviceability } from './ports.ts';
import type { ServiceOffer } from './view.ts';

export type Circumstances = {
  /** From the configuration, in the order in which the attract screen shows them. */
  readonly offered: readonly DocumentType[];
  readonly readiness: Readiness;
  readonly reader: CardReaderStatus['device'];
  readonly online: boolean;
  /** Issuances of before a restart are still being brought to an end. */
  readonly recovering: boolean;
};

/** Shown small on the out-of-service screen, for staff on the phone. docs/technician.md lists them. */
const closedCodes: Readonly<Record<UnavailableReason, string>> = {
  'hopper-empty': 'P1',
  'ribbon-out': 'P2',
  'reject-bin-full': 'P3',
  'retain-bin-full': 'P4',
  'printer-trouble': 'P5',
  'printer-starting': 'P6',
  'vault-empty': 'V1',
  'vault-retain-full': 'V2',
  'vault-trouble': 'V3',
  'vault-starting': 'V4',
  recovering: 'P7',
  'journal-broken': 'J1',
  'no-network': 'N1',
  'service-behind': 'N2',
  'not-offered': 'S1',
};

export function serviceability(now: Circumstances): Serviceability {
  if (now.recovering || now.reader === 'starting') return { state: 'starting' };
  if (now.reader !== 'online' && now.reader !== 'deviceBusy') return closed('R1');
  if (!now.online) return closed(closedCodes['no-network']);
  const offers = now.offered.map((documentType): ServiceOffer => {
    const ready = availabilityOf(now.readiness, documentType);
    return ready.available
      ? { documentType, available: true }
      : { documentType, available: false, reason: ready.reason };
  });
  if (offers.some((offer) => offer.available)) return { state: 'open', offers };
  const reason = offers.flatMap((offer) => (offer.available ? [] : [offer.reason as UnavailableReason]))[0];
  if (reason === 'printer-starting' || reason === 'vault-starting' || reason === 'recovering')
    return { state: 'starting' };
  return closed(closedCodes[reason ?? 'not-offered']);
}

function closed(code: string): Serviceability {
  return { state: 'closed', code, backAt: undefined };
}
