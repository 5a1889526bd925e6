import { randomBytes } from 'node:crypto';
import type { Bytes } from './bytes.ts';

/** One injectable source of randomness: the operating system in production, a seed in the simulation. */
export interface Random {
  bytes(length: number): Bytes;
}

export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };
