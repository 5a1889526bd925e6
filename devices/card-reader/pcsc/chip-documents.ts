/** Documents' chips over an exchange of the reader: a travel document read, a licence written by a script and read back. */
import { createHash } from 'node:crypto';
import { systemRandom } from '../../../common/random.ts';
import { err, ok } from '../../../common/result.ts';
import { type Exchange, readEmrtd, readLicence, runScript, type Trust } from '../../chip/index.ts';
import type {
  ChipScript,
  Completion,
  DeviceError,
  LicenceChip,
  LicenceRequest,
  TravelDocument,
  TravelDocumentRequest,
} from '../../contract/index.ts';
import { chipReadError, scriptError } from './evidence-error.ts';

export async function readTravelDocumentChip(
  exchange: Exchange<DeviceError>,
  { password, trust, portrait }: TravelDocumentRequest,
  extendedLength: boolean,
): Completion<TravelDocument> {
  const read = await readEmrtd(exchange, {
    password,
    want: portrait ? [2] : [],
    trust: trustOf(trust),
    random: systemRandom,
    extendedLength,
  });
  if (!read.ok) return err(chipReadError(read.error));
  const { checks, isGenuine, isOriginalChip, mrz, face } = read.value;
  const words = { checks: [...checks], isGenuine, isOriginalChip, mrz: mrz.lines.join('\n') };
  if (!face) return ok(words);
  return ok({ ...words, portrait: { format: face.format, bytes: Uint8Array.from(face.bytes) } });
}

export async function runChipScript(exchange: Exchange<DeviceError>, script: ChipScript): Completion<void> {
  const done = await runScript(exchange, script);
  return done.ok ? ok() : err(scriptError(done.error));
}

export async function readLicenceChip(
  exchange: Exchange<DeviceError>,
  { trust, application }: LicenceRequest,
  extendedLength: boolean,
): Completion<LicenceChip> {
  const read = await readLicence(exchange, { trust: trustOf(trust), extendedLength, application });
  if (!read.ok) return err(chipReadError(read.error));
  const { checks, isGenuine, holder, categories, files } = read.value;
  const digests = [...files].map(([group, file]) => ({
    group,
    sha256: createHash('sha256').update(file).digest('hex'),
  }));
  return ok({ checks: [...checks], isGenuine, holder, categories: [...categories], digests });
}

function trustOf({ cscas, crls, now_ms }: TravelDocumentRequest['trust']): Trust {
  return { cscas, crls, now: new Date(now_ms) };
}
