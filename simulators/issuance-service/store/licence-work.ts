import type { LicenceData } from '../../../common/document.ts';
import type { Decision, OrderRows } from '../model.ts';
import { json } from './rows.ts';
import type { Work } from './store.ts';
import { reporting } from './work.ts';

/** The licence of an issuance, unless `decide` throws. */
export function* licenceOf(
  issuanceId: string,
  decide: (rows: OrderRows | undefined) => Decision<{ readonly orderId: string }>,
): Work<Decision<LicenceData>> {
  const { answer } = yield* reporting(issuanceId, decide);
  const [row] = yield {
    name: 'document',
    text: 'SELECT document FROM service_order WHERE order_id = $1',
    values: [answer.orderId],
    locks: false,
  };
  return { answer: json<LicenceData>(row?.['document']), changes: [] };
}
