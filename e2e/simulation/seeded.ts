/** Chance that is the same for the same seed: sfc32 (Doty-Humphrey, PractRand), seeded through FNV-1a. */
import type { Random } from '../../common/random.ts';

export class Chance implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of the same seed with other names know nothing of each other. */
  constructor(seed: string) {
    this.#a = fnv1a(seed);
    this.#b = fnv1a(`${seed}/b`);
    this.#c = fnv1a(`${seed}/c`);
    for (let round = 0; round < 12; round++) this.uint32();
  }

  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 to 1, 1 excluded. */
  part(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.part() * (to - from + 1));
  }

  happens(probability: number): boolean {
    return this.part() < probability;
  }

  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.between(0, choices.length - 1)];
    if (chosen === undefined) throw new RangeError('there is nothing to choose from');
    return chosen;
  }

  /** By weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.part() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of entries) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.oneOf(entries)[0];
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    let word = 0;
    for (let index = 0; index < length; index++) {
      if (index % 4 === 0) word = this.uint32();
      bytes[index] = word >>> (8 * (index % 4));
    }
    return bytes;
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
