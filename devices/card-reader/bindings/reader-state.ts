import type { PcscEvent } from '../../contract/index.ts';

/** SCARD_READERSTATE `dwEventState` (pcsclite.h): flags below, a count of insertions and removals in the upper half. */
const STATE_PRESENT = 0x20;
const PROTOCOLS: Readonly<Record<number, 'T=0' | 'T=1'>> = { 1: 'T=0', 2: 'T=1' };

/** Largest answer of one exchange: an extended APDU. */
export const MAX_ANSWER_bytes = 65_538;

export type SeenState = { readonly state: number; readonly atr: Uint8Array };

/** What happened between two looks at a reader: a card that was swapped in between is a removal and an insertion. */
export function changesOf(readerName: string, before: SeenState | undefined, now: SeenState): PcscEvent[] {
  const wasPresent = before !== undefined && isPresent(before.state);
  const present = isPresent(now.state);
  const counted = before !== undefined && before.state >>> 16 !== now.state >>> 16;
  const removed: PcscEvent = { event: 'cardRemoved', readerName };
  const inserted: PcscEvent = { event: 'cardInserted', readerName, atr: Uint8Array.from(now.atr) };
  if (wasPresent && present) return counted ? [removed, inserted] : [];
  if (wasPresent) return [removed];
  return present ? [inserted] : [];
}

export function protocolName(protocol: number): 'T=0' | 'T=1' | 'unknown' {
  return PROTOCOLS[protocol] ?? 'unknown';
}

function isPresent(state: number): boolean {
  return (state & STATE_PRESENT) !== 0;
}
