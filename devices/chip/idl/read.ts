/** Reading a driving licence's chip (ISO/IEC 18013-2 and -3): what is on it, and whether its authority signed it. */
import { ok, type Result } from '../../../common/result.ts';
import { type Check, Checks } from '../emrtd/checks.ts';
import { type FaceImage, parseDg2 } from '../emrtd/lds/face.ts';
import { parseSecurityObject, type SecurityObject } from '../emrtd/lds/security-object.ts';
import { type ReadProgress, readFile, selectApplication } from '../file.ts';
import { type Link, type LinkError, plainLink } from '../link.ts';
import { type ChipProblem, failed, failure } from '../problem.ts';
import type { Exchange } from '../transmit.ts';
import { checkHash, checkSecurityObject } from '../trust/passive-authentication.ts';
import type { Trust } from '../trust/path.ts';
import {
  IDL_AID,
  IDL_COMMON,
  IDL_SECURITY_OBJECT,
  idlGroupFile,
  type LicenceDg1,
  parseLicenceCommon,
  parseLicenceDg1,
} from './data-groups.ts';

export type LicenceRequest = {
  readonly trust: Trust;
  readonly extendedLength?: boolean;
  readonly progress?: ReadProgress;
  /**
   * `selected` right after writing: selecting the application again would end the session in which it may be locked.
   */
  readonly application?: 'selected' | 'toBeSelected';
};

export type LicenceReading = LicenceDg1 & {
  readonly checks: readonly Check[];
  readonly isGenuine: boolean;
  readonly portrait: FaceImage | undefined;
  /** Data group number to the file as read. */
  readonly files: ReadonlyMap<number, Uint8Array>;
};

const SOD = { check: 'EF.SOD of the licence', clause: 'ISO/IEC 18013-3, 8.1' };

/** Every signed data group is read and checked: a licence is read back whole after it was written. */
export async function readLicence<E>(
  exchange: Exchange<E>,
  request: LicenceRequest,
): Promise<Result<LicenceReading, LinkError<E>>> {
  const link = plainLink(exchange, { extendedLength: request.extendedLength ?? false });
  const progress: ReadProgress = request.progress ?? new Map();
  if (request.application !== 'selected') {
    const selected = await selectApplication(link, IDL_AID, 'licence application');
    if (!selected.ok) return selected;
  }
  const common = await readFile(link, IDL_COMMON, progress);
  if (!common.ok) return common;
  const file = await readFile(link, IDL_SECURITY_OBJECT, progress);
  if (!file.ok) return file;
  if (!file.value) return failed(SOD, 'the chip has none: nothing on it is signed');
  const sod = parseSecurityObject(SOD, file.value);
  if (!sod.ok) return sod;
  const checks = new Checks();
  const path = checkSecurityObject(sod.value, request.trust);
  if (path.ok) checks.pass('signature', SOD.clause, 'signed by a signer of a trusted authority');
  else checks.fail('signature', path.error);
  compareCommon(common.value, sod.value, checks);
  const files = await readSigned(link, sod.value, checks, progress);
  return files.ok ? conclude(files.value, checks) : files;
}

async function readSigned<E>(
  link: Link<E>,
  sod: SecurityObject,
  checks: Checks,
  progress: ReadProgress,
): Promise<Result<Map<number, Uint8Array>, LinkError<E>>> {
  const files = new Map<number, Uint8Array>();
  for (const group of sod.hashes.keys()) {
    const file = await readFile(link, idlGroupFile(group), progress);
    if (!file.ok) return file;
    const at = { check: `passive authentication: hash of DG${group}`, clause: SOD.clause };
    const checked = file.value ? checkHash(sod, group, file.value) : failed(at, 'signed, but not on the chip');
    if (file.value) files.set(group, file.value);
    if (checked.ok) checks.pass('hashes', SOD.clause, `DG${[...files.keys()].join(', DG')} are as they were signed`);
    else checks.fail('hashes', checked.error);
  }
  return ok(files);
}

function compareCommon(file: Uint8Array | undefined, sod: SecurityObject, checks: Checks): void {
  const at = { check: 'EF.COM against EF.SOD', clause: 'ISO/IEC 18013-2, 8.1' };
  const groups = file ? parseLicenceCommon(file) : failed(at, 'no EF.COM');
  if (!groups.ok) {
    checks.fail('consistency', groups.error);
    return;
  }
  const isSame = groups.value.length === sod.hashes.size && groups.value.every((group) => sod.hashes.has(group));
  if (isSame) checks.pass('consistency', at.clause, 'the unsigned list says what is signed');
  else checks.fail('consistency', failure(at, 'they name different data groups'));
}

function conclude(files: Map<number, Uint8Array>, checks: Checks): Result<LicenceReading, ChipProblem> {
  const dg1 = files.get(1);
  if (!dg1) return failed({ check: 'EF.DG1 of the licence', clause: 'ISO/IEC 18013-2, 8.2' }, 'the chip has none');
  const data = parseLicenceDg1(dg1);
  if (!data.ok) return data;
  const dg6 = files.get(6);
  const portrait = dg6 ? parseDg2(dg6) : ok(undefined);
  if (!portrait.ok) return portrait;
  return ok({
    ...data.value,
    checks: checks.list(),
    isGenuine: checks.isGenuine,
    portrait: portrait.value,
    files,
  });
}
