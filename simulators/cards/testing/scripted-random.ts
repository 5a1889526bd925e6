import { fromHex } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';

/** Gives these values, in this order, as the card asks for them. */
export function scriptedRandom(...hex: readonly string[]): Random {
  const left = hex.map(fromHex);
  return {
    bytes: (length) => {
      const next = left.shift();
      if (next?.length !== length) throw new Error(`the script has ${next?.length} bytes, the card wants ${length}`);
      return next;
    },
  };
}
