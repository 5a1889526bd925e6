import type { Random } from '../../common/random.ts';

const POOL_bytes = 1024;

/** Draws from `random` a pool at a time: an entry needs two small pieces, and every call to the system costs more than both. */
export function pooled(random: Random): Random {
  let pool = random.bytes(0);
  let used = 0;
  return {
    bytes(length) {
      if (length > POOL_bytes) return random.bytes(length);
      if (used + length > pool.length) {
        pool = random.bytes(POOL_bytes);
        used = 0;
      }
      const piece = pool.slice(used, used + length);
      // Handed out once, and not kept: it may become a key.
      pool.fill(0, used, used + length);
      used += length;
      return piece;
    },
  };
}
