/** Getting in: PACE where the chip offers it, else Basic Access Control, else a chip that is open (Doc 9303-11, 4.2 and J). */
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import { type FileProgress, readFile, selectApplication, selectCommand } from '../file.ts';
import type { Link, LinkError } from '../link.ts';
import { isChipProblem, noSuchKey } from '../problem.ts';
import type { SecureLink } from '../secure-messaging.ts';
import { performBac } from './bac.ts';
import { CARD_ACCESS, CARD_SECURITY, COMMON, EMRTD_AID } from './lds/files.ts';
import { type ChipMapping, choosePace, performPace } from './pace.ts';
import type { EmrtdPassword } from './password.ts';
import { parseSecurityInfos, type SecurityInfos } from './security-infos.ts';

export type Access<E> = {
  /** What to read through. */
  readonly link: Link<E>;
  readonly secure: SecureLink<E> | undefined;
  readonly protocol: 'PACE' | 'BAC' | 'none';
  readonly words: string;
  readonly cardAccess: SecurityInfos | undefined;
  readonly chipMapping: ChipMapping | undefined;
  /** EF.CardSecurity, read while the master file was still selected; only with Chip Authentication Mapping. */
  readonly cardSecurity: Uint8Array | undefined;
};

export type AccessRequest = {
  readonly password: EmrtdPassword;
  readonly random: Random;
  readonly progress: Map<string, FileProgress>;
};

/** The master file is selected when it begins, the application when it ends. */
export async function openChip<E>(
  plain: Link<E>,
  { password, random, progress }: AccessRequest,
): Promise<Result<Access<E>, LinkError<E>>> {
  const file = await readFile(plain, CARD_ACCESS, progress);
  // A chip from before PACE may answer anything at all to a file that it does not know.
  if (!file.ok && !isChipProblem(file.error)) return file;
  const infos = file.ok && file.value ? parseSecurityInfos('EF.CardAccess', file.value) : ok(undefined);
  if (!infos.ok) return infos;
  const cardAccess = infos.value;
  const chosen = cardAccess && cardAccess.pace.length > 0 ? choosePace(cardAccess) : undefined;
  if (!chosen?.ok) {
    const opened = await openWithoutPace(plain, password, random, cardAccess);
    // A chip that wants PACE and nothing else: that we cannot do its kind is what is wrong, not what BAC came to.
    return !opened.ok && chosen && isChipProblem(opened.error) ? chosen : opened;
  }
  const session = await performPace(plain, chosen.value, password, random);
  if (!session.ok) return session;
  const { link, chipMapping, info } = session.value;
  const cardSecurity = chipMapping ? await readFile(link, CARD_SECURITY, progress) : ok(undefined);
  if (!cardSecurity.ok) return cardSecurity;
  const selected = await selectApplication(link, EMRTD_AID, 'eMRTD application');
  if (!selected.ok) return selected;
  const words = `PACE, ${info.agreement.toUpperCase()}, ${info.mapping}, ${info.cipher}`;
  return ok({ link, secure: link, protocol: 'PACE', words, cardAccess, chipMapping, cardSecurity: cardSecurity.value });
}

async function openWithoutPace<E>(
  plain: Link<E>,
  password: EmrtdPassword,
  random: Random,
  cardAccess: SecurityInfos | undefined,
): Promise<Result<Access<E>, LinkError<E>>> {
  const selected = await selectApplication(plain, EMRTD_AID, 'eMRTD application');
  if (!selected.ok) return selected;
  const rest = { cardAccess, chipMapping: undefined, cardSecurity: undefined };
  const open = await isOpen(plain);
  if (!open.ok) return open;
  if (open.value) return ok({ link: plain, secure: undefined, protocol: 'none', words: 'open to anybody', ...rest });
  if (!('mrz' in password)) {
    const at = { check: 'access', clause: 'Doc 9303-11, 4.3' };
    return noSuchKey(at, 'the chip knows only Basic Access Control, which needs the machine readable zone');
  }
  const link = await performBac(plain, password.mrz, random);
  if (!link.ok) return link;
  const words = 'Basic Access Control, 3des';
  return ok({ link: link.value, secure: link.value, protocol: 'BAC', words, ...rest });
}

/** Whether EF.COM can be read without keys; the application is selected. */
export async function isOpen<E>(plain: Link<E>): Promise<Result<boolean, LinkError<E>>> {
  const selected = await plain.send(selectCommand(COMMON));
  if (!selected.ok) return selected;
  if (selected.value.sw !== 0x9000) return ok(false);
  const answer = await plain.send({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 4 });
  return answer.ok ? ok(answer.value.sw === 0x9000) : answer;
}
