/** Is it a travel document, and what opens it? Asked before anybody is asked for a key. */
import { ok, type Result } from '../../../common/result.ts';
import { readFile, selectApplication } from '../file.ts';
import { type LinkError, plainLink } from '../link.ts';
import { isChipProblem } from '../problem.ts';
import type { Exchange } from '../transmit.ts';
import { isOpen } from './access.ts';
import { CARD_ACCESS, EMRTD_AID } from './lds/files.ts';
import { choosePace } from './pace.ts';
import { parseSecurityInfos } from './security-infos.ts';

/** `keys`: any one of them opens the chip, as far as it says itself; none: it is open to anybody. */
export type EmrtdOffer = { readonly keys: readonly ('can' | 'mrz')[] };

const SELECT_MASTER_FILE = { cla: 0, ins: 0xa4, p1: 0, p2: 0x0c, data: Uint8Array.of(0x3f, 0x00) } as const;

/**
 * Undefined when the card has no such application. That a chip with PACE takes a card access number shows only when one
 * is tried (Doc 9303-11, 4.4.1: it may know the machine readable zone alone). Needs no key and costs no try.
 */
export async function probeEmrtd<E>(exchange: Exchange<E>): Promise<Result<EmrtdOffer | undefined, LinkError<E>>> {
  const link = plainLink(exchange, { extendedLength: false });
  // Another application may be selected by now. Not every chip knows the command, and fresh from power none needs it.
  const atRoot = await link.send(SELECT_MASTER_FILE);
  if (!atRoot.ok && !isChipProblem(atRoot.error)) return atRoot;
  const file = await readFile(link, CARD_ACCESS);
  if (!file.ok && !isChipProblem(file.error)) return file;
  const infos = file.ok && file.value ? parseSecurityInfos('EF.CardAccess', file.value) : undefined;
  const selected = await selectApplication(link, EMRTD_AID, 'eMRTD application');
  if (!selected.ok) return isChipProblem(selected.error) ? ok(undefined) : selected;
  if (infos?.ok && choosePace(infos.value).ok) return ok({ keys: ['can', 'mrz'] });
  const open = await isOpen(link);
  if (!open.ok) return open;
  return ok({ keys: open.value ? [] : ['mrz'] });
}
