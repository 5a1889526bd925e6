/** Transparent elementary files: SELECT and READ BINARY (ISO/IEC 7816-4, 11.2 and 11.3), as Doc 9303-10, 3.6 wants them. */
import { toNumber } from '../crypto/numbers.ts';
import { ber, readBer } from './ber.ts';
import type { CardAnswer } from './card-os.ts';
import type { CardCommand } from './command.ts';

export type ElementaryFile = { readonly id: number; readonly sfi: number; content: Uint8Array };

const SELECT = 0xa4;
const READ_BINARY = 0xb0;
const READ_BINARY_ODD = 0xb1;
/** As much of one answer as a chip's buffer holds. */
const LARGEST_READ_bytes = 2048;

export class FileSystem {
  readonly #files: readonly ElementaryFile[];
  #current: ElementaryFile | undefined;

  constructor(files: readonly ElementaryFile[]) {
    this.#files = files;
  }

  get current(): ElementaryFile | undefined {
    return this.#current;
  }

  deselect(): void {
    this.#current = undefined;
  }

  bySfi(sfi: number): ElementaryFile | undefined {
    return this.#files.find((file) => file.sfi === sfi);
  }

  /** Undefined: not a command about files. */
  process(command: CardCommand): CardAnswer | undefined {
    switch (command.ins) {
      case SELECT:
        return this.#select(command);
      case READ_BINARY:
        return this.#read(command);
      case READ_BINARY_ODD:
        return this.#readOdd(command);
      default:
        return undefined;
    }
  }

  #select({ p1, p2, data }: CardCommand): CardAnswer {
    if (p1 !== 0x02 && p1 !== 0x00) return { sw: 0x6a86 };
    if (data.length !== 2) return { sw: 0x6700 };
    const id = toNumber(data);
    const file = this.#files.find((candidate) => BigInt(candidate.id) === id);
    if (!file) return { sw: 0x6a82 };
    this.#current = file;
    const size = file.content.length;
    const parameters = ber(0x62, ber(0x80, Uint8Array.of(size >> 8, size & 0xff)), ber(0x83, data));
    return p2 === 0x04 ? { data: parameters, sw: 0x9000 } : { sw: 0x9000 };
  }

  #read({ p1, p2, le }: CardCommand): CardAnswer {
    const short = (p1 & 0x80) !== 0;
    const file = short ? this.bySfi(p1 & 0x1f) : this.#current;
    if (!file) return { sw: short ? 0x6a82 : 0x6986 };
    this.#current = file;
    return part(file, short ? p2 : (p1 << 8) | p2, le ?? 0);
  }

  /** Offsets past 32767: data 54 {offset}, answer 53 {bytes}. */
  #readOdd({ p1, p2, data, le }: CardCommand): CardAnswer {
    const id = (p1 << 8) | p2;
    const file = id === 0 ? this.#current : this.bySfi(id);
    if (!file) return { sw: 0x6a82 };
    const offset = readBer(data)?.get(0x54);
    if (!offset || offset.length === 0 || offset.length > 3) return { sw: 0x6a80 };
    this.#current = file;
    // Le counts the object's own tag and length too.
    const answer = part(file, Number(toNumber(offset)), Math.max(0, (le ?? 0) - 4));
    return answer.data ? { ...answer, data: ber(0x53, answer.data) } : answer;
  }
}

function part(file: ElementaryFile, offset: number, le: number): CardAnswer {
  if (offset >= file.content.length) return { sw: 0x6b00 };
  const data = file.content.slice(offset, offset + Math.min(le, LARGEST_READ_bytes));
  return { data, sw: data.length < le && offset + data.length >= file.content.length ? 0x6282 : 0x9000 };
}
