/** Data groups, each against its signed hash as soon as it is read. */
import { ok, type Result } from '../../../common/result.ts';
import { type ReadProgress, readFile } from '../file.ts';
import type { Link, LinkError } from '../link.ts';
import { type ChipProblem, failed } from '../problem.ts';
import { checkHash } from '../trust/passive-authentication.ts';
import type { Access } from './access.ts';
import type { Checks } from './checks.ts';
import { type DataGroup, dataGroupFile } from './lds/files.ts';
import type { SecurityObject } from './lds/security-object.ts';
import type { EmrtdRequest } from './read.ts';

/** One inspection: what was opened, and what has been found so far. */
export type Session<E> = {
  readonly access: Access<E>;
  readonly plain: Link<E>;
  /** What to read through now: chip authentication changes it on an open chip. */
  link: Link<E>;
  readonly request: EmrtdRequest;
  readonly checks: Checks;
  readonly sod: SecurityObject;
  readonly progress: ReadProgress;
  readonly files: Map<DataGroup, Uint8Array>;
  /** The check that failed and may have ended secure messaging. */
  brokenBy?: ChipProblem;
};

/** Reads those that are signed and not read yet; each must have its signed hash. */
export async function readGroups<E>(
  session: Session<E>,
  groups: readonly DataGroup[],
): Promise<Result<void, LinkError<E>>> {
  const { sod, files, checks, progress } = session;
  for (const group of groups) {
    if (files.has(group) || (!sod.hashes.has(group) && group !== 1)) continue;
    const file = await readFile(session.link, dataGroupFile(group), progress);
    if (!file.ok) return file;
    const at = { check: `passive authentication: hash of DG${group}`, clause: 'Doc 9303-11, 5.1' };
    const checked = file.value
      ? checkHash(sod, group, file.value)
      : failed(at, `DG${group} is signed, but not on the chip`);
    if (!checked.ok) checks.fail('hashes', checked.error);
    else checks.pass('hashes', at.clause, `DG${[...files.keys(), group].join(', DG')} are as they were signed`);
    if (file.value && (checked.ok || !isKey(group))) files.set(group, file.value);
  }
  return ok();
}

/** Groups with keys in them are not used at all when they are not as they were signed. */
function isKey(group: DataGroup): boolean {
  return group === 14 || group === 15;
}
