/** When each device said what it says now: its status has the words, not the time. */
import type { Clock } from '../../common/clock.ts';
import type { CommonStatus } from '../../devices/contract/index.ts';
import type { TechnicianMachine } from './content/facts.ts';
import type { ShownDevice } from './view.ts';

type Talking = {
  status(): CommonStatus;
  onEvent(listener: (event: { readonly event: string }) => void): () => void;
};

export type LastWords = {
  /** Wall clock, ms. */
  saidAt_ms(device: ShownDevice): number | undefined;
  stop(): void;
};

export function listenToWords(machine: TechnicianMachine, clock: Clock): LastWords {
  const said = new Map<ShownDevice, { words: string; at_ms: number }>();
  const listen = (device: ShownDevice, talking: Talking | undefined) => {
    const note = () => {
      const words = talking?.status().deviceWords ?? '';
      if (words !== (said.get(device)?.words ?? '')) said.set(device, { words, at_ms: clock.now_ms() });
    };
    note();
    return talking?.onEvent(({ event }) => event === 'statusChanged' && note()) ?? (() => {});
  };
  const { cardReader, cardPrinter, encoder, documentVault, vaultReader, receiptPrinter } = machine;
  const stops = [
    listen('cardReader', cardReader),
    listen('cardPrinter', cardPrinter),
    listen('encoder', encoder),
    listen('documentVault', documentVault),
    listen('vaultReader', vaultReader),
    listen('receiptPrinter', receiptPrinter),
  ];
  return {
    saidAt_ms: (device) => (said.get(device)?.words ? said.get(device)?.at_ms : undefined),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
