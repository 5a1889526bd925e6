import type { DocumentType } from '../../../common/document.ts';
import type { OrderView } from '../../../main/session/view.ts';
import type { IconName } from '../../design/components/icon.tsx';

/** Key of a sentence about one's own document, or about the document of somebody one collects for. */
export function whose(order: OrderView): string {
  return order.forAnother ? `${order.documentType}-another` : order.documentType;
}

export const documentIcons: Record<DocumentType, IconName> = { 'driving-licence': 'card', passport: 'passport' };
