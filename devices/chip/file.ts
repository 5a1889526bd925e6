/** Elementary files of a card: SELECT and READ BINARY (ISO/IEC 7816-4, 11.2; Doc 9303-10, 3.6). */
import { type Bytes, concatBytes } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import type { CommandApdu } from './apdu.ts';
import type { Link, LinkError } from './link.ts';
import { beyondLimit, type ChipProblem, malformed, refused } from './problem.ts';
import { encodeTlv, readTlvHeader, unwrapTlv } from './tlv.ts';

export type FileName = { readonly id: number; readonly name: string };

/** What has been read of a file, so that a reading that broke off goes on where it stopped. */
export type FileProgress = { readonly received: Uint8Array[]; length: number; total: number | undefined };
export type ReadProgress = Map<string, FileProgress>;

const SW_OK = 0x9000;
const SW_WRONG_LENGTH = 0x6700;
const SW_NOT_FOUND = 0x6a82;
const SW_END_OF_FILE = 0x6282;
const SW_WRONG_OFFSET = 0x6b00;
/** Ways of a card to say that it does not select by file identifier. */
const NO_SELECT: readonly number[] = [0x6a81, 0x6a86, 0x6d00, 0x6e00];
const SHORT_ID_MASK = 0x1f;

/** Doc 9303-10, 3.6: enough for tag and length of any file, and not beyond the end of the smallest. */
const FIRST_READ_bytes = 4;
/** Two bytes of tag and four of length: no file's header is longer. */
const LONGEST_HEADER_bytes = 6;
/** Tag 53 and its length around the answer to an odd READ BINARY. */
const ODD_OVERHEAD_bytes = 4;
/** Every card can answer this much, also under secure messaging. */
const SMALLEST_BLOCK_bytes = 112;
const LARGEST_EVEN_OFFSET = 0x7fff;
/** A face, two irises and ten fingers fit; no card of today holds more. */
const MAX_FILE_bytes = 512 * 1024;

export async function selectApplication<E>(
  link: Link<E>,
  aid: Uint8Array,
  name: string,
): Promise<Result<void, LinkError<E>>> {
  const answer = await link.send({ cla: 0, ins: 0xa4, p1: 0x04, p2: 0x0c, data: aid });
  if (!answer.ok) return answer;
  return answer.value.sw === SW_OK ? ok() : refused(selectCheck(name), answer.value.sw);
}

/**
 * The whole file, as long as its own first bytes say, and only what is there. Undefined when there is no such file. With
 * `progress`, what a broken reading has got is kept and not read again. `first`: how the file is asked for; the examples
 * of Doc 9303-11 select it.
 */
export async function readFile<E>(
  link: Link<E>,
  file: FileName,
  progress: ReadProgress = new Map(),
  first: 'by-short-id' | 'by-selection' = 'by-short-id',
): Promise<Result<Bytes | undefined, LinkError<E>>> {
  const state = progress.get(file.name) ?? { received: [], length: 0, total: undefined };
  if (state.total !== undefined && state.length >= state.total) return ok(whole(state, state.total));
  const isNew = state.length === 0;
  const atOnce = isNew && first === 'by-short-id' ? await readAtOnce(link, file, state) : ok(false);
  if (!atOnce.ok) return atOnce;
  const selected = atOnce.value ? ok('selected' as const) : await selectFile(link, file);
  if (!selected.ok) return selected;
  if (selected.value === 'absent') return ok(undefined);
  progress.set(file.name, state);
  const shortId = selected.value === 'byShortId' ? file.id & SHORT_ID_MASK : undefined;
  let block = link.answer_bytes;
  while (state.total === undefined || state.length < state.total) {
    const room = state.length > LARGEST_EVEN_OFFSET ? block - ODD_OVERHEAD_bytes : block;
    const useShortId = state.length === 0 ? shortId : undefined;
    const length = Math.min(wanted(state), room);
    const answer = await readBlock(link, file, { offset: state.length, length, useShortId });
    if (!answer.ok) return answer;
    if (answer.value.outcome === 'tooLong') {
      const smaller = answer.value.right ?? SMALLEST_BLOCK_bytes;
      if (smaller >= block) return refused(readCheck(file), SW_WRONG_LENGTH);
      block = smaller;
      continue;
    }
    if (answer.value.outcome === 'absent') return ok(undefined);
    state.received.push(answer.value.data);
    state.length += answer.value.data.length;
    const measured = measure(file, state);
    if (!measured.ok) return measured;
  }
  return ok(whole(state, state.total));
}

/**
 * By its short identifier and with as much as one answer carries: one command instead of three for most files. Not all
 * cards do it, and some refuse to be asked beyond a file's end: whatever they say then, the long way is tried.
 */
async function readAtOnce<E>(
  link: Link<E>,
  file: FileName,
  state: FileProgress,
): Promise<Result<boolean, LinkError<E>>> {
  const useShortId = file.id & SHORT_ID_MASK;
  const answer = await link.send(readCommand({ offset: 0, length: link.answer_bytes, useShortId }));
  if (!answer.ok) return answer;
  const { sw, data } = answer.value;
  if ((sw !== SW_OK && sw !== SW_END_OF_FILE) || data.length === 0 || data.length > link.answer_bytes) return ok(false);
  state.received.push(data);
  state.length = data.length;
  const measured = measure(file, state);
  return measured.ok ? ok(true) : measured;
}

/** A file may have been made larger than what stands in it. */
function whole(state: FileProgress, total: number): Bytes {
  return concatBytes(...state.received).slice(0, total);
}

function wanted({ total, length }: FileProgress): number {
  if (total !== undefined) return total - length;
  return (length < FIRST_READ_bytes ? FIRST_READ_bytes : LONGEST_HEADER_bytes) - length;
}

type Selection = 'selected' | 'byShortId' | 'absent';

async function selectFile<E>(link: Link<E>, file: FileName): Promise<Result<Selection, LinkError<E>>> {
  const answer = await link.send(selectCommand(file));
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  if (sw === SW_OK) return ok('selected');
  if (sw === SW_NOT_FOUND) return ok('absent');
  return NO_SELECT.includes(sw) ? ok('byShortId') : refused(selectCheck(file.name), sw);
}

/** By file identifier, under the directory that is selected; the answer carries no data. */
export function selectCommand({ id }: FileName): CommandApdu {
  return { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: Uint8Array.of(id >> 8, id & 0xff) };
}

type BlockAnswer =
  | { readonly outcome: 'read'; readonly data: Uint8Array }
  | { readonly outcome: 'tooLong'; readonly right?: number }
  | { readonly outcome: 'absent' };

type Block = { readonly offset: number; readonly length: number; readonly useShortId: number | undefined };

async function readBlock<E>(link: Link<E>, file: FileName, block: Block): Promise<Result<BlockAnswer, LinkError<E>>> {
  const answer = await link.send(readCommand(block));
  if (!answer.ok) return answer;
  const { sw, data } = answer.value;
  if (sw === SW_WRONG_LENGTH && block.length > SMALLEST_BLOCK_bytes) return ok({ outcome: 'tooLong' });
  if (sw >> 8 === 0x6c) return ok({ outcome: 'tooLong', right: sw & 0xff || 256 });
  if (sw === SW_NOT_FOUND && block.useShortId !== undefined) return ok({ outcome: 'absent' });
  if (sw === SW_WRONG_OFFSET) return malformed(readCheck(file), `the file ends before byte ${block.offset}`);
  if (sw !== SW_OK && sw !== SW_END_OF_FILE) return refused(readCheck(file), sw);
  const bytes = block.offset > LARGEST_EVEN_OFFSET ? unwrapTlv(data, 0x53) : ok(data);
  if (!bytes.ok) return malformed(readCheck(file), bytes.error.words);
  if (bytes.value.length === 0) return malformed(readCheck(file), `the file ends at byte ${block.offset}`);
  if (bytes.value.length > block.length) {
    return malformed(readCheck(file), `${bytes.value.length} bytes where ${block.length} were asked for`);
  }
  return ok({ outcome: 'read', data: bytes.value });
}

function readCommand({ offset, length, useShortId }: Block): CommandApdu {
  if (offset > LARGEST_EVEN_OFFSET) {
    const bytes = [offset >> 16, (offset >> 8) & 0xff, offset & 0xff];
    const data = encodeTlv(0x54, Uint8Array.from(offset > 0xffff ? bytes : bytes.slice(1)));
    return { cla: 0, ins: 0xb1, p1: 0, p2: 0, data, le: length + ODD_OVERHEAD_bytes };
  }
  if (useShortId !== undefined) return { cla: 0, ins: 0xb0, p1: 0x80 | useShortId, p2: 0, le: length };
  return { cla: 0, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le: length };
}

/** How long the file is, as soon as its first bytes tell. */
function measure(file: FileName, state: FileProgress): Result<void, ChipProblem> {
  if (state.total !== undefined) return ok();
  const header = readTlvHeader(concatBytes(...state.received));
  if (!header.ok) {
    return state.length < LONGEST_HEADER_bytes && header.error.incomplete
      ? ok()
      : malformed(readCheck(file), header.error.words);
  }
  const total = header.value.header_bytes + header.value.length;
  if (total > MAX_FILE_bytes) return beyondLimit(readCheck(file), `${total} bytes, ${MAX_FILE_bytes} are read at most`);
  state.total = total;
  return ok();
}

function selectCheck(name: string) {
  return { check: `SELECT ${name}`, clause: 'Doc 9303-10, 3.6' };
}

function readCheck(file: FileName) {
  return { check: `READ BINARY ${file.name}`, clause: 'Doc 9303-10, 3.6' };
}
