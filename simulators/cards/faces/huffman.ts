/** Entropy coding of baseline JPEG: the example tables of annex K.3 and the stuffed bit stream of F.1.2.3. */
type Table = { readonly id: number; readonly counts: readonly number[]; readonly values: readonly number[] };
type CodeBook = ReadonlyMap<number, { readonly bits: number; readonly length: number }>;

const dcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const acLuminance =
  '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a' +
  '434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9' +
  'aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa';
const acChrominance =
  '0001020311040521310612415107617113223281081442 91a1b1c109233352f0156272d10a162434e125f11718191a262728292a3536373839' +
  '3a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7' +
  'a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa';

/** As the DHT segments hold them: class and number, codes of each length, values. */
export const huffmanTables: readonly [Table, Table, Table, Table] = [
  { id: 0x00, counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], values: dcValues },
  { id: 0x10, counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125], values: fromText(acLuminance) },
  { id: 0x01, counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], values: dcValues },
  { id: 0x11, counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119], values: fromText(acChrominance) },
];

/** Luminance, then chrominance. */
export function huffmanCodes(): readonly [{ dc: CodeBook; ac: CodeBook }, { dc: CodeBook; ac: CodeBook }] {
  const [dcY, acY, dcC, acC] = huffmanTables;
  return [
    { dc: codeBook(dcY), ac: codeBook(acY) },
    { dc: codeBook(dcC), ac: codeBook(acC) },
  ];
}

/** C.2: codes of one length count up, the next length starts at twice the next one. */
function codeBook({ counts, values }: Table): CodeBook {
  const book = new Map<number, { bits: number; length: number }>();
  let [next, at] = [0, 0];
  for (const [i, count] of counts.entries()) {
    for (let n = 0; n < count; n++) book.set(values[at++] ?? 0, { bits: next++, length: i + 1 });
    next *= 2;
  }
  return book;
}

function fromText(hex: string): number[] {
  return [...Buffer.from(hex.replaceAll(' ', ''), 'hex')];
}

export class BitWriter {
  readonly #out: number[] = [];
  #pending = 0;
  #count = 0;

  bytes(bytes: readonly number[]): void {
    for (const byte of bytes) this.#out.push(byte);
  }

  code(book: CodeBook, value: number): void {
    const code = book.get(value);
    if (!code) throw new Error(`no code for ${value}`);
    this.bits(code.bits, code.length);
  }

  bits(value: number, length: number): void {
    for (let i = length - 1; i >= 0; i--) {
      this.#pending = (this.#pending << 1) | ((value >> i) & 1);
      this.#count += 1;
      if (this.#count === 8) this.#emit();
    }
  }

  /** Fills the last byte with ones. */
  flush(): void {
    while (this.#count > 0) this.bits(1, 1);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#out);
  }

  #emit(): void {
    this.#out.push(this.#pending);
    // A zero behind FF, so that no marker is read where there is none.
    if (this.#pending === 0xff) this.#out.push(0);
    [this.#pending, this.#count] = [0, 0];
  }
}
