/** What wires and forgers do to one answer of a card. Every change follows from a seed, so that a finding can be run again. */

export type Dice = {
  /** A whole number from 0 to `below` - 1. */
  below(limit: number): number;
};

/** Mulberry32: good enough to pick changes with, and the same everywhere. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    },
  };
}

type Change = (answer: Uint8Array, dice: Dice, others: readonly Uint8Array[]) => Uint8Array;

const STATUS_WORDS = [0x9000, 0x6100, 0x6110, 0x6282, 0x6300, 0x63c2, 0x6700, 0x6982, 0x6985, 0x6988, 0x6a82, 0x6c10];
const LENGTHS = [0x00, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84, 0xff];

const flipBit: Change = (answer, dice) => {
  const at = dice.below(answer.length);
  return answer.with(at, (answer[at] ?? 0) ^ (1 << dice.below(8)));
};
const otherByte: Change = (answer, dice) => answer.with(dice.below(answer.length), dice.below(256));
/** Where headers and lengths stand. */
const lyingLength: Change = (answer, dice) =>
  answer.with(dice.below(Math.min(answer.length, 12)), LENGTHS[dice.below(LENGTHS.length)] ?? 0);
const cut: Change = (answer, dice) => answer.slice(0, dice.below(answer.length));
const cutInside: Change = (answer, dice) => {
  const from = dice.below(answer.length);
  return Uint8Array.of(...answer.subarray(0, from), ...answer.subarray(from + 1 + dice.below(answer.length - from)));
};
const grown: Change = (answer, dice) => {
  const at = dice.below(answer.length + 1);
  const more = Uint8Array.from({ length: 1 + dice.below(40) }, () => dice.below(256));
  return Uint8Array.of(...answer.subarray(0, at), ...more, ...answer.subarray(at));
};
const zeroed: Change = (answer, dice) => {
  const from = dice.below(answer.length);
  return Uint8Array.from(answer).fill(0, from, from + 1 + dice.below(answer.length - from));
};
const swapped: Change = (answer, dice) => {
  const [a, b] = [dice.below(answer.length), dice.below(answer.length)];
  return answer.with(a, answer[b] ?? 0).with(b, answer[a] ?? 0);
};
const otherStatus: Change = (answer, dice) => {
  const word = STATUS_WORDS[dice.below(STATUS_WORDS.length)] ?? 0x9000;
  const data = dice.below(2) === 0 ? answer.subarray(0, -2) : new Uint8Array();
  return Uint8Array.of(...data, word >> 8, word & 0xff);
};
/** Something that the card said at another moment. */
const replayed: Change = (answer, dice, others) => others[dice.below(others.length)] ?? answer;
const noise: Change = (_, dice) => Uint8Array.from({ length: dice.below(64) }, () => dice.below(256));

const changes: readonly Change[] = [
  ...[flipBit, flipBit, flipBit, otherByte, otherByte, lyingLength, lyingLength, cut, cutInside],
  ...[grown, zeroed, swapped, otherStatus, replayed, noise],
];

/** `others`: what the card says in the same session; the same bytes when the change changed nothing. */
export function mutated(answer: Uint8Array, dice: Dice, others: readonly Uint8Array[]): Uint8Array {
  if (answer.length === 0) return noise(answer, dice, others);
  const change = changes[dice.below(changes.length)] ?? flipBit;
  return change(answer, dice, others);
}
