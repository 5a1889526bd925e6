/**
 * What the machine's books have in its vault, held against what the service takes to lie there. Nothing is changed by it:
 * a person looks, and takes out what is to go back.
 */
import { ok, type Result } from '../../common/result.ts';
import type { ServiceError, UnloadingVerdict, VaultContents, VaultService } from '../backoffice/index.ts';
import type { Booklet } from './books.ts';
import type { Stocktaking, StocktakingReceipt, StocktakingRefusal } from './stocktaking.ts';

/**
 * One booklet or one entry of the service. `waiting`: both have it there, its holder has not come yet. `to-return`: both
 * have it there, and nobody may collect it any more. `unknown-to-service`: it lies here by the books, and the service does
 * not know: nobody will be sent here for it. `not-in-books`: the service sends its holder here, and the books have none.
 * `other-slot`: here by both, but not where the service has it.
 */
export type VaultFinding = { readonly slot: number; readonly orderId: string; readonly reference: string } & (
  | { readonly state: 'waiting' | 'to-return' | 'unknown-to-service' | 'not-in-books' }
  | { readonly state: 'other-slot'; readonly serviceSlot: number; readonly isToReturn: boolean }
);

/** In the order of the slots, each booklet once. */
export function compareVault(booklets: readonly Booklet[], orders: VaultContents['orders']): readonly VaultFinding[] {
  const inBooks = booklets.map(({ slot, orderId, reference }): VaultFinding => {
    const told = orders.find((order) => order.orderId === orderId);
    const booklet = { slot, orderId, reference };
    if (!told) return { ...booklet, state: 'unknown-to-service' };
    const isToReturn = told.standing === 'to-return';
    if (told.slot !== slot) return { ...booklet, state: 'other-slot', serviceSlot: told.slot, isToReturn };
    return { ...booklet, state: told.standing };
  });
  const missing = orders
    .filter(({ orderId }) => !booklets.some((booklet) => booklet.orderId === orderId))
    .map(({ slot, orderId, reference }): VaultFinding => ({ slot, orderId, reference, state: 'not-in-books' }));
  return [...inBooks, ...missing].sort((a, b) => a.slot - b.slot);
}

/** Asks the service; the books are read once it has answered, so that both are of one moment as nearly as can be. */
export async function lookOverVault({
  service,
  booklets,
  kioskId,
}: {
  readonly service: Pick<VaultService, 'vaultOrders'>;
  readonly booklets: Stocktaking['booklets'];
  readonly kioskId: string;
}): Promise<Result<readonly VaultFinding[], ServiceError>> {
  const contents = await service.vaultOrders({ kioskId });
  return contents.ok ? ok(compareVault(booklets(), contents.value.orders)) : contents;
}

export type UnloadingReceipt = StocktakingReceipt & {
  /** What the service said; when it could not be told, the next comparison shows the booklet as `not-in-books`. */
  readonly told: Result<UnloadingVerdict, ServiceError>;
};

/**
 * A person has taken the booklet out, counted and signed for it. The books have it first: that it is gone is a fact whether
 * or not the service can be reached.
 */
export async function takeOutBooklet(
  parts: {
    readonly service: Pick<VaultService, 'recordUnloading'>;
    readonly stocktaking: Pick<Stocktaking, 'booklets' | 'unloadBooklet'>;
    readonly kioskId: string;
  },
  taken: { readonly slot: number; readonly by: string; readonly why: string },
): Promise<Result<UnloadingReceipt, StocktakingRefusal>> {
  const { service, stocktaking, kioskId } = parts;
  const booklet = stocktaking.booklets().find(({ slot }) => slot === taken.slot);
  const unloaded = stocktaking.unloadBooklet(taken);
  if (!unloaded.ok) return unloaded;
  const told = await service.recordUnloading({ kioskId, orderId: booklet?.orderId ?? '' });
  return ok({ ...unloaded.value, told });
}
