/** Made-up people with more orders than anybody has, ready to be collected. */
import type { Resident } from '../../residents/index.ts';

export const CODE = '246810';
/** As many as the contract lets a kiosk list. */
const ORDERS_EACH = 50;
const name = { ar: { surname: 'س', otherNames: 'ص' }, en: { surname: 'S', otherNames: 'C' } };

/** `orders` in all; `first` keeps one lot apart from another. */
export function peopleWithOrders(first: number, orders: number): readonly Resident[] {
  return Array.from({ length: Math.ceil(orders / ORDERS_EACH) }, (_, index) => {
    const civilId = String(200_000_000_000 + first + index);
    const left = Math.min(ORDERS_EACH, orders - index * ORDERS_EACH);
    return {
      id: civilId,
      civilId,
      name,
      card: 'genuine',
      about: 'collects a lot',
      phoneEnding: '418',
      collectionCode: CODE,
      orders: Array.from({ length: left }, (_, order) => ({
        orderId: `ord-${civilId}-${order}`,
        reference: `TS-${first + index}-${order}`,
        documentType: 'passport',
        reason: 'renewal',
        name,
        status: { state: 'ready' },
        fee: { amount: '10.000', currency: 'KWD', paid: true },
        licence: undefined,
      })),
    };
  });
}
