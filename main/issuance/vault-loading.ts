/**
 * Filling a vault: each booklet that lies in a slot is scanned, the service says which order it is for, and the books
 * take it in under the technician's name. What the service does not want to be given out is named, to be taken out.
 */
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import { parseMrz } from '../../common/mrz.ts';
import { type DocumentVault, inWords } from '../../devices/contract/index.ts';
import type { LoadingVerdict, VaultService } from '../backoffice/index.ts';
import type { RunningDesk } from './create-desk.ts';
import type { Stocktaking } from './stocktaking.ts';

type LoadedSlot =
  | { readonly slot: number; readonly outcome: 'loaded'; readonly orderId: string; readonly reference: string }
  /** In the books already: not scanned again. */
  | { readonly slot: number; readonly outcome: 'known'; readonly reference: string }
  /** The books have a booklet here, and the sensor sees none: somebody must look. */
  | { readonly slot: number; readonly outcome: 'missing'; readonly reference: string }
  /** To be taken out. */
  | { readonly slot: number; readonly outcome: 'refused'; readonly reason: RefusedLoading }
  /** To be tried again, or put in another way round. */
  | { readonly slot: number; readonly outcome: 'unreadable' | 'failed'; readonly words: string };
type RefusedLoading = Extract<LoadingVerdict, { outcome: 'refused' }>['reason'];

type VaultLoadingParts = {
  readonly vault: Pick<DocumentVault, 'status' | 'scanSlot'>;
  readonly service: Pick<VaultService, 'recordLoading'>;
  readonly stocktaking: Stocktaking;
  readonly kioskId: string;
  readonly log: Log;
};

const VAULT_SEEN_WITHIN_ms = 120_000;

/**
 * A new machine: its vault is asked once, as soon as it is there and knows its slots, and only while the books know of no
 * booklet at all. The answer gives it up.
 */
export function loadAtFirstStart(
  parts: Omit<VaultLoadingParts, 'vault' | 'stocktaking'> & {
    readonly vault: Pick<DocumentVault, 'status' | 'scanSlot' | 'onEvent'>;
    readonly desk: Pick<RunningDesk, 'stock' | 'stocktaking'>;
    readonly clock: Clock;
  },
): () => void {
  const { vault, desk, clock } = parts;
  if (desk.stock().bookletsLoaded > 0) return () => {};
  const stop = () => {
    unsubscribe();
    cancel();
  };
  const look = () => {
    const { device, slots } = vault.status();
    if (device !== 'online' || slots.length === 0 || slots.includes('unknown')) return;
    stop();
    void loadVault({ ...parts, stocktaking: desk.stocktaking }, 'configuration');
  };
  const unsubscribe = vault.onEvent(look);
  const cancel = clock.after(VAULT_SEEN_WITHIN_ms, stop);
  look();
  return stop;
}

/** Goes over all slots; each ends in one outcome, whatever happens to another. */
export async function loadVault(parts: VaultLoadingParts, by: string): Promise<readonly LoadedSlot[]> {
  const { vault, stocktaking, log } = parts;
  const outcomes: LoadedSlot[] = [];
  for (const [index, seen] of vault.status().slots.entries()) {
    const slot = index + 1;
    const known = stocktaking.booklets().find((booklet) => booklet.slot === slot);
    if (known) {
      outcomes.push({ slot, outcome: seen === 'empty' ? 'missing' : 'known', reference: known.reference });
      continue;
    }
    if (seen === 'empty') continue;
    const outcome = await loadSlot(parts, slot, by);
    outcomes.push(outcome);
    const isGood = outcome.outcome === 'loaded';
    log(isGood ? 'vault.slotLoaded' : 'vault.slotNotLoaded', { slot, outcome: outcome.outcome });
  }
  return outcomes;
}

async function loadSlot(parts: VaultLoadingParts, slot: number, by: string): Promise<LoadedSlot> {
  const { vault, service, stocktaking, kioskId } = parts;
  const scanned = await vault.scanSlot(slot);
  if (!scanned.ok) return { slot, outcome: 'failed', words: inWords(scanned.error) };
  const mrz = parseMrz(scanned.value);
  if (!mrz.ok) return { slot, outcome: 'unreadable', words: `${mrz.error.field}: ${mrz.error.words}` };
  const answer = await service.recordLoading({ kioskId, slot, documentNumber: mrz.value.documentNumber });
  if (!answer.ok) return { slot, outcome: 'failed', words: answer.error.words };
  if (answer.value.outcome === 'refused') return { slot, outcome: 'refused', reason: answer.value.reason };
  const { orderId, reference } = answer.value;
  const taken = stocktaking.loadBooklet({ slot, orderId, reference, by });
  if (!taken.ok) return { slot, outcome: 'failed', words: taken.error.words };
  return { slot, outcome: 'loaded', orderId, reference };
}
