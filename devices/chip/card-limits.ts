/** How much the card takes at once: EF.ATR/INFO (ISO/IEC 7816-4, 12.2.2; Doc 9303-10, 3.11). */
import { ok, type Result } from '../../common/result.ts';
import { toNumber } from './crypto/numbers.ts';
import { type FileName, selectCommand } from './file.ts';
import type { Link, LinkError, LinkLimits } from './link.ts';
import { findTlv, parseTlv } from './tlv.ts';

const CARD_LIMITS: FileName = { id: 0x2f01, name: 'EF.ATR/INFO' };
const TAG_EXTENDED_LENGTH = 0x7f66;
const TAG_INTEGER = 0x02;
const TAG_CAPABILITIES = 0x47;
/** Third byte of the card capabilities: extended Lc and Le. */
const EXTENDED = 0x40;

/** What the card says of itself; nothing when it has no such file or says nothing. */
export async function readCardLimits<E>(link: Link<E>): Promise<Result<LinkLimits | undefined, LinkError<E>>> {
  const selected = await link.send(selectCommand(CARD_LIMITS));
  if (!selected.ok) return selected;
  if (selected.value.sw !== 0x9000) return ok(undefined);
  const answer = await link.send({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 'all' });
  if (!answer.ok) return answer;
  const objects = parseTlv(answer.value.data);
  if (!objects.ok) return ok(undefined);
  const limits = parseTlv(findTlv(objects.value, TAG_EXTENDED_LENGTH) ?? new Uint8Array());
  // The first integer is for commands, the second for answers.
  const numbers = limits.ok ? limits.value.filter(({ tag }) => tag === TAG_INTEGER) : [];
  const answer_bytes = numbers[1] ? Number(toNumber(numbers[1].value)) : undefined;
  const capabilities = findTlv(objects.value, TAG_CAPABILITIES);
  const extendedLength = answer_bytes !== undefined || ((capabilities?.[2] ?? 0) & EXTENDED) !== 0;
  const isUsable = answer_bytes !== undefined && answer_bytes >= 256;
  return ok({ extendedLength, ...(isUsable ? { answer_bytes } : {}) });
}
