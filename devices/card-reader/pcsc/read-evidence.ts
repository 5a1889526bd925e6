/** The ways of identification as the host knows them: what each reads of a card. One line here for a new one. */
import type { Bytes } from '../../../common/bytes.ts';
import { err, ok } from '../../../common/result.ts';
import { type Exchange, probeEmrtd, readPearl, readPivEvidence } from '../../chip/index.ts';
import {
  type CardEvidence,
  type CardProfile,
  type Completion,
  type DeviceError,
  deviceError,
  type EvidenceRequest,
} from '../../contract/index.ts';
import { chipReadError, evidenceError } from './evidence-error.ts';

/** `invalidMedia` when the card does not speak it: then it is asked for the next. */
type EvidenceReader = (exchange: Exchange<DeviceError>, challenge: Bytes) => Completion<CardEvidence>;

const readers: Readonly<Record<CardProfile, EvidenceReader>> = {
  piv: async (exchange, challenge) => {
    const read = await readPivEvidence(exchange, challenge);
    return read.ok ? ok({ profile: 'piv', ...read.value, challenge }) : err(evidenceError(read.error));
  },
  icao: async (exchange) => {
    const offer = await probeEmrtd(exchange);
    if (!offer.ok) return err(chipReadError(offer.error));
    if (!offer.value) return err(deviceError('invalidMedia', 'no eMRTD application'));
    return ok({ profile: 'icao', keys: [...offer.value.keys] });
  },
  pearl: async (exchange, challenge) => {
    const read = await readPearl(exchange, challenge);
    return read.ok ? ok({ profile: 'pearl', ...read.value, challenge }) : err(evidenceError(read.error));
  },
};

/** By the first profile that the card speaks. */
export async function readEvidenceOf(
  exchange: Exchange<DeviceError>,
  { profiles, challenge }: EvidenceRequest,
): Completion<CardEvidence> {
  const others: string[] = [];
  for (const profile of profiles) {
    const read = await readers[profile](exchange, challenge);
    if (read.ok || read.error.errorCode !== 'invalidMedia') return read;
    others.push(`${profile}: ${read.error.deviceWords}`);
  }
  return err(deviceError('invalidMedia', others.join('; ')));
}
