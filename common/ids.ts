import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** UUID version 7 (RFC 9562, 5.7): sorts by time of creation. */
export function uuidv7(clock: Clock, random: Random): string {
  const bytes = random.bytes(16);
  let time_ms = clock.now_ms();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time_ms % 256;
    time_ms = Math.floor(time_ms / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
