/** What is not signed, against what is: a document must not be able to hide what it could do (Doc 9303-11, 9.2 and J). */
import { type Mrz, mrzInformation } from '../../../common/mrz.ts';
import { failure } from '../problem.ts';
import type { Access } from './access.ts';
import type { Checks } from './checks.ts';
import type { SecurityObject } from './lds/security-object.ts';
import { type CommonData, parseCommon } from './lds/texts.ts';
import type { EmrtdPassword } from './password.ts';
import { missingFrom, type SecurityInfos } from './security-infos.ts';

/** A group that the unsigned EF.COM hides or adds was hidden or added after signing. */
export function compareCommon(file: Uint8Array | undefined, sod: SecurityObject, checks: Checks): void {
  const at = { check: 'EF.COM against EF.SOD', clause: 'Doc 9303-10, 4.6' };
  if (!file) {
    checks.none('consistency', 'absent', at.clause, 'no EF.COM');
    return;
  }
  const common = parseCommon(file);
  if (!common.ok) {
    checks.fail('consistency', common.error);
    return;
  }
  const flaw = flawOfCommon(common.value, sod);
  if (flaw === undefined) checks.pass('consistency', at.clause, 'the unsigned lists say what is signed');
  else checks.fail('consistency', failure(at, flaw));
}

function flawOfCommon({ groups, ldsVersion, unicodeVersion }: CommonData, { hashes, lds }: SecurityObject) {
  const hidden = [...hashes.keys()].filter((group) => !groups.includes(group));
  const added = groups.filter((group) => !hashes.has(group));
  if (hidden.length > 0) return `EF.COM does not name DG${hidden.join(', DG')}, which EF.SOD signs`;
  if (added.length > 0) return `EF.COM names DG${added.join(', DG')}, of which EF.SOD has no hash`;
  const isSame = !lds || (lds.version === ldsVersion && lds.unicodeVersion === unicodeVersion);
  return isSame ? undefined : `EF.COM is of LDS ${ldsVersion}, signed is ${lds.version}`;
}

/**
 * What the chip said of PACE was not signed when it was read: whatever stands there must be signed too, and all that is
 * signed must have stood there. One entry too many lets a chip choose what it can break, one too few hides what it could do.
 */
export function compareCardAccess<E>(
  { cardAccess, protocol }: Access<E>,
  signed: { readonly file: string; readonly infos: SecurityInfos | undefined },
  checks: Checks,
): void {
  const at = { check: `EF.CardAccess against ${signed.file}`, clause: 'Doc 9303-11, 9.2' };
  const { infos } = signed;
  const unsigned = cardAccess ? (infos ? missingFrom(infos.raw, cardAccess.raw) : cardAccess.raw.length) : 0;
  const hidden = infos ? missingFrom(cardAccess?.raw ?? [], infos.paceRaw) : 0;
  if (unsigned > 0) checks.fail('downgrade', failure(at, `${unsigned} entries of EF.CardAccess are not signed`));
  else if (hidden > 0 && protocol !== 'PACE') checks.fail('downgrade', failure(at, 'the chip can do PACE and hid it'));
  else if (hidden > 0) checks.fail('downgrade', failure(at, `the chip hid ${hidden} of its ways to do PACE`));
  else if (cardAccess) checks.pass('downgrade', at.clause, 'the chip said of PACE what its issuer has signed');
  else checks.none('downgrade', 'absent', at.clause, 'no PACE, neither offered nor signed');
}

/** Lines of one document open the chip of another only when both have the same number and dates (6.1). */
export function comparePrintedLines(password: EmrtdPassword, mrz: Mrz, checks: Checks): void {
  const at = { check: 'printed lines against EF.DG1', clause: 'Doc 9303-11, 6.1' };
  if (!('mrz' in password)) {
    checks.none('printedLines', 'notDone', at.clause, 'only the card access number is known');
  } else if (mrzInformation(password.mrz) === mrzInformation(mrz)) {
    checks.pass('printedLines', at.clause, 'number, birth and expiry agree');
  } else {
    checks.fail('printedLines', failure(at, 'the chip is of another document'));
  }
}
