/** A licence's chip over an exchange of the reader: written by a script, read back whole. */
import { createHash } from 'node:crypto';
import { err, ok } from '../../../common/result.ts';
import { type Exchange, readLicence, runScript } from '../../chip/index.ts';
import type { ChipScript, Completion, DeviceError, LicenceChip, LicenceRequest } from '../../contract/index.ts';
import { chipReadError, scriptError } from './evidence-error.ts';

export async function runChipScript(exchange: Exchange<DeviceError>, script: ChipScript): Completion<void> {
  const done = await runScript(exchange, script);
  return done.ok ? ok() : err(scriptError(done.error));
}

export async function readLicenceChip(
  exchange: Exchange<DeviceError>,
  { trust, application }: LicenceRequest,
  extendedLength: boolean,
): Completion<LicenceChip> {
  const { cscas, crls, now_ms } = trust;
  const read = await readLicence(exchange, {
    trust: { cscas, crls, now: new Date(now_ms) },
    extendedLength,
    application,
  });
  if (!read.ok) return err(chipReadError(read.error));
  const { checks, isGenuine, holder, categories, files } = read.value;
  const digests = [...files].map(([group, file]) => ({
    group,
    sha256: createHash('sha256').update(file).digest('hex'),
  }));
  return ok({ checks: [...checks], isGenuine, holder, categories: [...categories], digests });
}
