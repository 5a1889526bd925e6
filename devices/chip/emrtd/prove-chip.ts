/** Is the chip the one that the data were signed for? By Chip Authentication Mapping, Chip or Active Authentication. */
import { ok, type Result } from '../../../common/result.ts';
import { readDer } from '../crypto/der.ts';
import { parsePublicKey } from '../crypto/public-key.ts';
import type { LinkError } from '../link.ts';
import { type ChipProblem, failed, isChipProblem, malformed } from '../problem.ts';
import { checkPath, type Trust } from '../trust/path.ts';
import { parseSignedData, verifySignedData } from '../trust/signed-data.ts';
import type { Access } from './access.ts';
import { performActiveAuthentication } from './active-authentication.ts';
import { agreementKey, performChipAuthentication } from './chip-authentication.ts';
import { compareCardAccess } from './consistency.ts';
import { readGroups, type Session } from './groups.ts';
import { checkChipMapping } from './pace.ts';
import { parseSecurityInfos, readSecurityInfos, type SecurityInfos } from './security-infos.ts';

const ID_SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';

/** EF.DG14 and EF.DG15: whatever of them is signed must be there, and the chip must prove that it is the original. */
export async function proveChip<E>(session: Session<E>): Promise<Result<void, LinkError<E>>> {
  const read = await readGroups(session, [14]);
  if (!read.ok) return read;
  const infos = securityInfos(session);
  if (!session.access.chipMapping) compareCardAccess(session.access, { file: 'EF.DG14', infos }, session.checks);
  const proved = session.access.chipMapping ? proveByMapping(session) : await proveByKeys(session, infos);
  if (!proved.ok) return proved;
  if (session.checks.hasPassed('chipAuthentication')) {
    session.checks.none('activeAuthentication', 'notDone', 'Doc 9303-11, J', 'chip authentication has proved more');
    return ok();
  }
  return proveBySigning(session, infos);
}

function securityInfos<E>({ files, checks }: Session<E>): SecurityInfos | undefined {
  const file = files.get(14);
  const content = file && unwrapDg14(file);
  if (!content) return undefined;
  if (content.ok) return content.value;
  checks.fail('consistency', content.error);
  return undefined;
}

function unwrapDg14(file: Uint8Array): Result<SecurityInfos, ChipProblem> {
  const at = { check: 'EF.DG14', clause: 'Doc 9303-10, 4.7' };
  const content = readDer(at, file, (reader) => reader.node(0x6e, 'EF.DG14').value);
  return content.ok ? parseSecurityInfos('EF.DG14', content.value) : content;
}

/** Chip Authentication Mapping: the key is in EF.CardSecurity, which is signed like EF.SOD. */
function proveByMapping<E>({ access, checks, request }: Session<E>): Result<void, never> {
  const { chipMapping, cardSecurity } = access;
  const infos = cardSecurity && verifyCardSecurity(cardSecurity, request.trust);
  const at = { check: 'EF.CardSecurity', clause: 'Doc 9303-11, 9.2' };
  const result = !chipMapping || !infos ? failed(at, 'missing') : infos.ok ? matchMapping(infos.value, access) : infos;
  if (!result.ok) checks.fail('chipAuthentication', result.error);
  else checks.pass('chipAuthentication', 'Doc 9303-11, 4.4', 'proved while PACE was run');
  if (infos?.ok) compareCardAccess(access, { file: 'EF.CardSecurity', infos: infos.value }, checks);
  return ok();
}

function matchMapping<E>(infos: SecurityInfos, { chipMapping }: Access<E>): Result<void, ChipProblem> {
  const at = { check: 'PACE-CAM: the chip’s key', clause: 'Doc 9303-11, 9.2' };
  if (!chipMapping) return failed(at, 'nothing to compare');
  let last: Result<void, ChipProblem> = failed(at, 'EF.CardSecurity has no key for the curve of PACE');
  for (const { spki } of infos.chipAuthenticationKeys) {
    const key = parsePublicKey(at, spki);
    const agreement = key.ok ? agreementKey(key.value) : undefined;
    if (!agreement || agreement.domain.name !== chipMapping.domain.name) continue;
    last = checkChipMapping(chipMapping, agreement.publicKey);
    if (last.ok) return last;
  }
  return last;
}

function verifyCardSecurity(file: Uint8Array, trust: Trust): Result<SecurityInfos, ChipProblem> {
  const at = { check: 'EF.CardSecurity', clause: 'Doc 9303-11, 9.2' };
  const data = parseSignedData(at, file);
  if (!data.ok) return data;
  if (data.value.contentType !== ID_SECURITY_OBJECT) return malformed(at, `content type ${data.value.contentType}`);
  const signature = verifySignedData({ ...at, check: 'EF.CardSecurity: signature' }, data.value);
  if (!signature.ok) return signature;
  const path = checkPath(signature.value.signer, signature.value.signingTime, trust);
  return path.ok ? readDer(at, data.value.content, readSecurityInfos) : path;
}

async function proveByKeys<E>(
  session: Session<E>,
  infos: SecurityInfos | undefined,
): Promise<Result<void, LinkError<E>>> {
  const { checks, access, plain, request } = session;
  const clause = 'Doc 9303-11, 6.2';
  if (!infos || infos.chipAuthenticationKeys.length === 0) {
    checks.none('chipAuthentication', 'absent', clause, 'not offered');
    return ok();
  }
  const link = await performChipAuthentication(plain, access.secure, infos, request.random);
  if (link.ok) {
    if (link.value) session.link = link.value;
    checks.pass('chipAuthentication', clause, 'the chip has the key that its issuer signed');
    return ok();
  }
  if (!isChipProblem(link.error)) return link;
  checks.fail('chipAuthentication', link.error);
  session.brokenBy = link.error;
  return ok();
}

async function proveBySigning<E>(
  session: Session<E>,
  infos: SecurityInfos | undefined,
): Promise<Result<void, LinkError<E>>> {
  const { checks, sod } = session;
  const clause = 'Doc 9303-11, 6.1';
  if (!sod.hashes.has(15)) {
    checks.none('activeAuthentication', 'absent', clause, 'not offered');
    return ok();
  }
  const read = await readGroups(session, [15]);
  if (!read.ok) return read;
  const dg15 = session.files.get(15);
  if (!dg15) return ok();
  const algorithm = infos?.activeAuthentication;
  const proved = await performActiveAuthentication(session.link, dg15, algorithm, session.request.random);
  if (proved.ok) checks.pass('activeAuthentication', clause, 'the chip signed a fresh nonce');
  else if (isChipProblem(proved.error)) checks.fail('activeAuthentication', proved.error);
  else return proved;
  return ok();
}
