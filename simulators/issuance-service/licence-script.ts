/** What the service makes for a licence's chip: signed files in commands, and how it is told that they are locked. */
import { createHash } from 'node:crypto';
import { invariant } from '../../common/assert.ts';
import type { LicenceData } from '../../common/document.ts';
import { personaliseLicence, type ScriptStep, type TestPki } from '../cards/index.ts';
import type { Decision, OrderRows } from './model.ts';
import { Refusal } from './problem.ts';

type LicenceScript = {
  readonly write: readonly ScriptStep[];
  readonly lock: readonly ScriptStep[];
  readonly proof: readonly ScriptStep[];
  readonly digests: readonly { readonly group: number; readonly sha256: string }[];
};

/** A chip that is locked refuses to be locked (6985); one that is not wants the transport code first (6982). */
export function licenceScript(pki: TestPki, licence: LicenceData, now: Date): LicenceScript {
  const { files, write, lock } = personaliseLicence(pki, licence, { now });
  const [select] = write;
  const [locking] = lock;
  invariant(select && locking, 'a script begins with a selection and ends with a lock');
  const digests = [...files].flatMap(([name, content]) => {
    const group = /^DG(\d+)$/.exec(name)?.[1];
    return group ? [{ group: Number(group), sha256: createHash('sha256').update(content).digest('hex') }] : [];
  });
  return { write, lock, proof: [select, { ...locking, expect: '6985' }], digests };
}

/** Only for whom the claim belongs to, and only until the card is made; answers the order whose licence it is. */
export function decideLicenceScript(
  rows: OrderRows | undefined,
  issuanceId: string,
  kioskId: string,
): Decision<{ readonly orderId: string }> {
  const issuance = rows?.issuances.find((one) => one.issuanceId === issuanceId);
  if (!rows || !issuance) throw new Refusal('unknown-issuance', issuanceId);
  if (issuance.kioskId !== kioskId || issuance.lapsed) throw new Refusal('not-claimed-here', issuanceId);
  if (issuance.events.some(({ kind }) => kind !== 'medium-bound')) throw new Refusal('already-ended', issuanceId);
  if (rows.order.documentType !== 'driving-licence') throw new Refusal('no-chip', rows.order.documentType);
  return { answer: { orderId: issuance.orderId }, changes: [] };
}
