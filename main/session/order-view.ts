/** What the screens may say of an order: masked, and with the reason why it is not to be had. */
import { maskBilingualName } from '../../common/masking.ts';
import type { Order } from '../backoffice/index.ts';
import { bookletOf, type Context, isCollectable } from './context.ts';
import type { OrderView } from './view.ts';

export function orderView(order: Order, context: Context): OrderView {
  const { visit } = context;
  const common = {
    orderId: order.orderId,
    documentType: order.documentType,
    reason: order.reason,
    name: maskBilingualName(order.name),
    forAnother: visit.holder !== undefined && JSON.stringify(order.name) !== JSON.stringify(visit.holder),
    feePaid: order.fee.paid,
    fee: `${order.fee.amount} ${order.fee.currency}`,
  };
  return { ...common, status: statusView(order, context) };
}

function statusView(order: Order, context: Context): OrderView['status'] {
  const { status } = order;
  if (context.visit.collected.includes(order.orderId)) return { state: 'collected' };
  switch (status.state) {
    case 'ready':
      return isCollectable(order, context)
        ? { state: 'ready', collectable: true }
        : { state: 'ready', collectable: false, ...hindranceOf(order, context) };
    case 'not-yet':
      return { state: 'not-yet', expectedOn: status.expectedOn };
    case 'held':
      return { state: 'held', reason: status.reason };
    case 'in-progress':
      return { state: 'in-progress', where: status.where };
    case 'expired':
    case 'frozen':
      return status;
  }
}

/** Why a ready order is not to be had here now; for a booklet first of all where it lies. */
function hindranceOf(order: Order, context: Context): { reason: string; where?: string } {
  const booklet = bookletOf(order, context);
  switch (booklet?.at) {
    case 'elsewhere':
      return { reason: 'in-another-machine', where: booklet.where };
    case 'nowhere':
      return { reason: 'not-loaded' };
    case 'missing':
      return { reason: 'booklet-missing' };
    case 'here':
    case undefined:
      return { reason: unavailableReason(order, context) };
  }
}

function unavailableReason(order: Order, { serviceability }: Context): string {
  if (serviceability.state !== 'open') return order.documentType === 'passport' ? 'vault-trouble' : 'printer-trouble';
  const offer = serviceability.offers.find(({ documentType }) => documentType === order.documentType);
  return offer && !offer.available ? offer.reason : 'not-offered';
}
