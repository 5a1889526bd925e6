import type { LicenceData } from '../../../common/document.ts';
import type { Decision, OrderRows } from '../model.ts';
import type { Work } from './store.ts';
import { documentOf, reporting } from './work.ts';

/** The licence of an issuance, unless `decide` throws. */
export function* licenceOf(
  issuanceId: string,
  decide: (rows: OrderRows | undefined) => Decision<{ readonly orderId: string }>,
): Work<Decision<LicenceData>> {
  const { answer } = yield* reporting(issuanceId, decide);
  return { answer: (yield* documentOf(answer.orderId)) as LicenceData, changes: [] };
}
