import type { CardReaderStatus, PcscEvent, PcscReader } from '../../contract/index.ts';
import type { LinkState } from './supervisor.ts';

/** What is known of the readers, from the binding's events alone. */
export type ReaderWatch = {
  readonly readers: ReadonlyMap<string, PcscReader>;
  /** Cards by reader; an empty ATR is a card that did not answer to reset. */
  readonly cards: ReadonlyMap<string, Uint8Array>;
};

export const emptyWatch: ReaderWatch = { readers: new Map(), cards: new Map() };

export function observe(watch: ReaderWatch, event: PcscEvent): ReaderWatch {
  const readers = new Map(watch.readers);
  const cards = new Map(watch.cards);
  switch (event.event) {
    case 'readerAttached':
      readers.set(event.reader.name, event.reader);
      break;
    case 'readerDetached':
      readers.delete(event.readerName);
      cards.delete(event.readerName);
      break;
    case 'cardInserted':
      cards.set(event.readerName, event.atr);
      break;
    case 'cardRemoved':
      cards.delete(event.readerName);
      break;
    case 'failed':
      return emptyWatch;
  }
  return { readers, cards };
}

/** The reader that the options mean: exact name first, then how it begins, else the first attached. */
export function chosenReader(watch: ReaderWatch, wanted: string | undefined): PcscReader | undefined {
  const readers = [...watch.readers.values()];
  if (wanted === undefined) return readers[0];
  return watch.readers.get(wanted) ?? readers.find((reader) => reader.name.startsWith(wanted));
}

/** All sensors to one status. `connected`: the chip is powered and ours. */
export function reduceStatus(
  link: LinkState,
  watch: ReaderWatch,
  wanted: string | undefined,
  connected: boolean,
): CardReaderStatus {
  const nothing = { media: 'unknown', chipPower: 'unknown' } as const;
  switch (link.kind) {
    case 'starting':
      return { device: 'starting', deviceWords: '', ...nothing };
    case 'missing':
      return { device: 'noDevice', deviceWords: link.words.slice(0, 2000), ...nothing };
    case 'down':
      return { device: 'offline', deviceWords: link.words.slice(0, 2000), ...nothing };
    case 'running':
      break;
  }
  const reader = chosenReader(watch, wanted);
  if (!reader) return { device: 'powerOff', deviceWords: absence(watch, wanted), ...nothing };
  const atr = watch.cards.get(reader.name);
  const base = { device: 'online', deviceWords: '' } as const;
  if (!atr) return { ...base, media: 'notPresent', chipPower: 'noCard' };
  if (atr.length === 0) return { ...base, media: 'present', chipPower: 'hardwareError' };
  return { ...base, media: 'present', chipPower: connected ? 'online' : 'poweredOff' };
}

function absence(watch: ReaderWatch, wanted: string | undefined): string {
  const others = [...watch.readers.keys()];
  if (wanted === undefined || others.length === 0) return 'no reader attached';
  return `no reader is called "${wanted}"; attached: ${others.join(', ')}`;
}
