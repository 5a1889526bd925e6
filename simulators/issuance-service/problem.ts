/** A refused request: becomes a problem document after RFC 9457. */
export type ProblemCode =
  | 'invalid-request'
  | 'not-found'
  | 'unknown-collection'
  | 'unknown-order'
  | 'unknown-issuance'
  | 'code-not-accepted'
  | 'other-second-factor'
  | 'locked'
  | 'not-ready'
  | 'no-document-data'
  | 'idempotency-key-reused'
  | 'gap'
  | 'impossible-event'
  | 'already-ended'
  | 'not-claimed-here'
  | 'no-chip'
  | 'not-frozen'
  | 'already-ruled'
  | 'internal';

const kinds: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  'invalid-request': [400, 'The request is not as agreed.'],
  'not-found': [404, 'There is nothing here.'],
  'unknown-collection': [404, 'No such collection, or it is over.'],
  'unknown-order': [404, 'No such order of this person.'],
  'unknown-issuance': [404, 'No such issuance.'],
  'code-not-accepted': [403, 'The code was not given yet.'],
  'other-second-factor': [403, 'The collection was begun with another second factor.'],
  locked: [403, 'Locked after wrong codes.'],
  'not-ready': [409, 'The order is not ready.'],
  'no-document-data': [409, 'No kiosk gives out this document.'],
  'idempotency-key-reused': [409, 'The same key came with another request.'],
  gap: [409, 'An earlier event is missing.'],
  'impossible-event': [409, 'This cannot follow what was reported before.'],
  'already-ended': [409, 'The issuance has ended.'],
  'not-claimed-here': [403, 'This kiosk has no claim on it.'],
  'no-chip': [409, 'No kiosk writes the chip of this document.'],
  'not-frozen': [409, 'The order needs no decision.'],
  'already-ruled': [409, 'Somebody has decided already.'],
  internal: [500, 'The service failed.'],
};

export class Refusal extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

export function problemDocument(code: ProblemCode, detail: string) {
  const [status, title] = kinds[code];
  return { type: `/problems/${code}`, title, status, detail: detail.slice(0, 500), code };
}
