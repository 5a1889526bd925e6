/** The inspection procedure of Doc 9303-11, appendix J, from the first command to the last data group. */
import type { Mrz } from '../../../common/mrz.ts';
import type { Random } from '../../../common/random.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { readCardLimits } from '../card-limits.ts';
import { type ReadProgress, readFile } from '../file.ts';
import { type Link, type LinkError, plainLink } from '../link.ts';
import { type ChipProblem, failed } from '../problem.ts';
import type { Exchange } from '../transmit.ts';
import { checkSecurityObject } from '../trust/passive-authentication.ts';
import type { Trust } from '../trust/path.ts';
import { type Access, openChip } from './access.ts';
import { type Check, Checks } from './checks.ts';
import { compareCommon, comparePrintedLines } from './consistency.ts';
import { readGroups, type Session } from './groups.ts';
import { type FaceImage, parseDg2 } from './lds/face.ts';
import { COMMON, type DataGroup, SECURITY_OBJECT } from './lds/files.ts';
import { parseSecurityObject, type SecurityObject } from './lds/security-object.ts';
import {
  type AdditionalDocumentDetails,
  type AdditionalPersonalDetails,
  parseDg1,
  parseDg11,
  parseDg12,
} from './lds/texts.ts';
import type { EmrtdPassword } from './password.ts';
import { proveChip } from './prove-chip.ts';

export type EmrtdRequest = {
  readonly password: EmrtdPassword;
  /** Data groups to read besides 1, 14 and 15, which are always read where they are. */
  readonly want: readonly DataGroup[];
  readonly trust: Trust;
  readonly random: Random;
  /** Whether the reader passes on extended length fields. */
  readonly extendedLength?: boolean;
  /** Kept by the caller, so that a second reading of the same card goes on where the first one broke off. */
  readonly progress?: ReadProgress;
};

export type EmrtdReading = {
  /** Everything that was checked, in order; data must not be believed unless `isGenuine` (appendix J). */
  readonly checks: readonly Check[];
  /** The data are as a trusted authority signed them, and nothing contradicts it. */
  readonly isGenuine: boolean;
  /** The chip has proved that it is the one the data were signed for. */
  readonly isOriginalChip: boolean;
  readonly mrz: Mrz;
  readonly face: FaceImage | undefined;
  readonly personalDetails: AdditionalPersonalDetails | undefined;
  readonly documentDetails: AdditionalDocumentDetails | undefined;
  /** Each file as read. */
  readonly files: ReadonlyMap<DataGroup, Uint8Array>;
};

/**
 * An error when the chip cannot be read; what is read but not right stands in the checks. The card must just have
 * been powered, or its master file be selected.
 */
export async function readEmrtd<E>(
  exchange: Exchange<E>,
  request: EmrtdRequest,
): Promise<Result<EmrtdReading, LinkError<E>>> {
  const plain = await measuredLink(exchange, request.extendedLength ?? false);
  if (!plain.ok) return plain;
  const progress: ReadProgress = request.progress ?? new Map();
  const { password, random } = request;
  const access = await openChip(plain.value, { password, random, progress });
  if (!access.ok) return access;
  try {
    return await inspect(plain.value, access.value, request, progress);
  } finally {
    access.value.secure?.close();
  }
}

async function measuredLink<E>(exchange: Exchange<E>, extendedLength: boolean): Promise<Result<Link<E>, LinkError<E>>> {
  const short = plainLink(exchange, { extendedLength: false });
  if (!extendedLength) return ok(short);
  const limits = await readCardLimits(short);
  if (!limits.ok) return limits;
  return ok(limits.value?.extendedLength ? plainLink(exchange, limits.value) : short);
}

async function inspect<E>(
  plain: Link<E>,
  access: Access<E>,
  request: EmrtdRequest,
  progress: ReadProgress,
): Promise<Result<EmrtdReading, LinkError<E>>> {
  const checks = new Checks();
  checks.pass('access', 'Doc 9303-11, 4.2', access.words);
  const common = await readFile(access.link, COMMON, progress);
  if (!common.ok) return common;
  const sod = await readSecurityObject(access.link, progress);
  if (!sod.ok) return sod;
  checkSignature(sod.value, request.trust, checks);
  compareCommon(common.value, sod.value, checks);
  const files = new Map<DataGroup, Uint8Array>();
  const { link } = access;
  const session: Session<E> = { access, plain, link, request, checks, sod: sod.value, progress, files };
  const genuine = await proveChip(session);
  if (!genuine.ok) return genuine;
  const read = await readGroups(session, [1, ...request.want]);
  // A chip that failed to prove itself may answer nothing more: then that is what to say.
  if (!read.ok) return session.brokenBy ? err(session.brokenBy) : read;
  return conclude(session);
}

async function readSecurityObject<E>(
  link: Link<E>,
  progress: ReadProgress,
): Promise<Result<SecurityObject, LinkError<E>>> {
  const at = { check: 'EF.SOD', clause: 'Doc 9303-10, 4.6' };
  const file = await readFile(link, SECURITY_OBJECT, progress);
  if (!file.ok) return file;
  if (!file.value) return failed(at, 'the chip has none: nothing on it is signed');
  return parseSecurityObject(at, file.value);
}

function checkSignature(sod: SecurityObject, trust: Trust, checks: Checks): void {
  const path = checkSecurityObject(sod, trust);
  if (!path.ok) {
    const isRevocation = path.error.check.endsWith('revocation');
    checks.fail(isRevocation ? 'revocation' : 'signature', path.error);
    return;
  }
  checks.pass('signature', 'Doc 9303-11, 5.1', 'signed by a signer of a trusted authority');
  if (path.value.revocation === 'notRevoked') checks.pass('revocation', 'Doc 9303-12, 7.1', 'signer not revoked');
  else checks.none('revocation', 'notDone', 'Doc 9303-12, 7.1', 'no list of this authority is at hand');
}

function conclude<E>(session: Session<E>): Result<EmrtdReading, ChipProblem> {
  const { files, checks, request } = session;
  const dg1 = files.get(1);
  if (!dg1) return failed({ check: 'EF.DG1', clause: 'Doc 9303-10, 4.7' }, 'the chip has none');
  const mrz = parseDg1(dg1);
  if (!mrz.ok) return mrz;
  comparePrintedLines(request.password, mrz.value, checks);
  const face = parsed(files.get(2), parseDg2);
  if (!face.ok) return face;
  const personal = parsed(files.get(11), parseDg11);
  if (!personal.ok) return personal;
  const document = parsed(files.get(12), parseDg12);
  if (!document.ok) return document;
  const { isGenuine } = checks;
  const hasProved = checks.hasPassed('chipAuthentication') || checks.hasPassed('activeAuthentication');
  return ok({
    checks: checks.list(),
    isGenuine,
    // A key that nobody vouches for proves nothing.
    isOriginalChip: isGenuine && hasProved,
    mrz: mrz.value,
    face: face.value,
    personalDetails: personal.value,
    documentDetails: document.value,
    files,
  });
}

function parsed<T>(
  file: Uint8Array | undefined,
  parse: (file: Uint8Array) => Result<T, ChipProblem>,
): Result<T | undefined, ChipProblem> {
  return file ? parse(file) : ok(undefined);
}
