import type { VirtualCard } from './card-os.ts';

/**
 * Taken away in the middle of being read: after so many exchanges it never answers again. `onTorn` is for whoever
 * carries it, to take it off the reader at that moment; without that it lies there and is silent.
 */
export function tornCard(card: VirtualCard, exchanges: number, onTorn?: () => void): VirtualCard {
  let left = exchanges;
  return {
    atr: card.atr,
    latency_ms: card.latency_ms,
    powerOn: () => {
      left = exchanges;
      card.powerOn();
    },
    powerOff: () => card.powerOff(),
    reset: () => card.reset(),
    transmit: (command) => {
      left -= 1;
      if (left === -1) onTorn?.();
      return left < 0 ? undefined : card.transmit(command);
    },
  };
}

/** No life in it: with an empty `atr` it stays mute, with another it answers to reset and then never again. */
export function lifelessCard(atr: Uint8Array): VirtualCard {
  return { atr, latency_ms: 0, powerOn: () => {}, powerOff: () => {}, reset: () => {}, transmit: () => undefined };
}
