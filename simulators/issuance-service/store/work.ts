/** The service's pieces of work: lock and read the rows, let the rules decide, write what they changed. */
import type { Resident } from '../../residents/index.ts';
import type { PersonRows } from '../collection-rules.ts';
import type { Change, ClaimRequest, Decision, Issuance, OrderRows, VaultLoading, VaultUnloading } from '../model.ts';
import { Refusal } from '../problem.ts';
import type { ClaimRows } from '../rules.ts';
import { collectionOf, issuancesOf, json, orderRowsOf, personOf } from './rows.ts';
import type { Row, Value, Work } from './store.ts';

/** A request that is done once, however often it comes; `request` tells whether the same one came. */
export type Once = { readonly key: string; readonly request: string };
export type PersonKey = { readonly civilId: string } | { readonly collectionId: string };

const REMEMBERED_ANSWERS = 5_000;
const ISSUANCES = `SELECT i.*, e.ordinal, e.entry_id, e.kind, e.at_ms, e.kiosk_id AS told_by, e.note,
    r.outcome, r.ruled_by, r.why, r.ruled_ms
  FROM issuance i LEFT JOIN event e ON e.issuance_id = i.issuance_id
    LEFT JOIN ruling r ON r.issuance_id = i.issuance_id`;
const ORDER = 'holder, facts, document_number, vault_kiosk, vault_slot';
const IN_ORDER = 'ORDER BY i.serial, e.ordinal';

/** Takes residents and their orders in. Whoever is there already stays as they are. */
export function* admission(residents: readonly Resident[]): Work<Decision<void>> {
  for (const { civilId, name, phoneEnding, collectionCode, orders } of residents) {
    const added = yield* run(
      'admitPerson',
      `INSERT INTO person (civil_id, name, phone_ending, code) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING civil_id`,
      [civilId, JSON.stringify(name), phoneEnding, collectionCode],
    );
    // A copy of somebody's card leads to the same person.
    if (added.length === 0) continue;
    for (const { licence, passport, booklet: _, ...order } of orders) {
      const document = licence ?? passport;
      const facts = JSON.stringify({ ...order, hasDocument: document !== undefined });
      yield* run(
        'admitOrder',
        `INSERT INTO service_order (order_id, holder, facts, document, document_number)
         VALUES ($1, $2, $3, $4, $5)`,
        [
          order.orderId,
          civilId,
          facts,
          document === undefined ? null : JSON.stringify(document),
          passport?.passportNumber ?? null,
        ],
      );
    }
  }
  return read(undefined);
}

/** One person's matter, with that person's row locked. A repeated key gets its first answer, and nothing is decided. */
export function* personal<T>(
  key: PersonKey,
  once: Once | undefined,
  decide: (rows: PersonRows | undefined) => Decision<T>,
): Work<Decision<T>> {
  const rows = yield* personRows(key);
  return yield* decidedOnce(once, () => decide(rows));
}

function* decidedOnce<T>(once: Once | undefined, decide: () => Decision<T>): Work<Decision<T>> {
  if (!once) return yield* written(decide());
  const [before] = yield* run('answer', 'SELECT request, body FROM answer WHERE key = $1', [once.key]);
  if (before) {
    if (before['request'] !== once.request) throw new Refusal('idempotency-key-reused', once.key);
    return read(json<T>(before['body']));
  }
  const decision = yield* written(decide());
  const [kept] = yield* run(
    'remember',
    'INSERT INTO answer (key, request, body) VALUES ($1, $2, $3) RETURNING serial',
    [once.key, once.request, JSON.stringify(decision.answer)],
  );
  yield* run('forget', 'DELETE FROM answer WHERE serial <= $1', [Number(kept?.['serial']) - REMEMBERED_ANSWERS]);
  return decision;
}

/** A claim, with the order's row locked: of two that come at once the second one sees what the first one got. */
export function* claiming<T>(request: ClaimRequest, decide: (given: ClaimRows) => Decision<T>): Work<Decision<T>> {
  const { orderId, issuanceId, collectionId } = request;
  const [order] = yield* lock('claimedOrder', `SELECT ${ORDER} FROM service_order WHERE order_id = $1`, [orderId]);
  const issuances = issuancesOf(
    yield* run('claims', `${ISSUANCES} WHERE i.order_id = $1 OR i.issuance_id = $2 ${IN_ORDER}`, [orderId, issuanceId]),
  );
  const [collection] = yield* run('collection', 'SELECT * FROM collection WHERE collection_id = $1', [collectionId]);
  return yield* written(
    decide({
      known: issuances.find((issuance) => issuance.issuanceId === issuanceId),
      collection: collection && collectionOf(collection),
      rows: order && orderRowsOf(order, issuances),
    }),
  );
}

/** What is told of an issuance, with its order's row locked. */
export function* reporting<T>(
  issuanceId: string,
  decide: (rows: OrderRows | undefined) => Decision<T>,
): Work<Decision<T>> {
  const [order] = yield* lock(
    'reportedOrder',
    `SELECT order_id, ${ORDER} FROM service_order
     WHERE order_id = (SELECT order_id FROM issuance WHERE issuance_id = $1)`,
    [issuanceId],
  );
  if (!order) return yield* written(decide(undefined));
  return yield* written(decide(yield* withIssuances(order)));
}

/** A booklet in a slot, with the rows locked of its order and of those that were said to lie in that slot. */
export function* loading<T>(
  request: VaultLoading,
  once: Once | undefined,
  decide: (rows: OrderRows | undefined, displaced: readonly string[]) => Decision<T>,
): Work<Decision<T>> {
  const { kioskId, slot, documentNumber } = request;
  // By their order, so that two loadings never wait for each other.
  const found = yield* lock(
    'loadedOrders',
    `SELECT order_id, ${ORDER} FROM service_order
     WHERE document_number = $1 OR (vault_kiosk = $2 AND vault_slot = $3) ORDER BY serial`,
    [documentNumber, kioskId, slot],
  );
  const order = found.find((row) => row['document_number'] === documentNumber);
  const rows = order && (yield* withIssuances(order));
  const displaced = found.filter((row) => row !== order).map((row) => String(row['order_id']));
  return yield* decidedOnce(once, () => decide(rows, displaced));
}

/** A booklet that was taken out, with its order's row locked. */
export function* unloading<T>(
  { orderId }: VaultUnloading,
  once: Once | undefined,
  decide: (rows: OrderRows | undefined) => Decision<T>,
): Work<Decision<T>> {
  const [order] = yield* lock('unloadedOrder', `SELECT ${ORDER} FROM service_order WHERE order_id = $1`, [orderId]);
  return yield* decidedOnce(once, () => decide(order && orderRowsOf(order, [])));
}

function* withIssuances(order: Row): Work<OrderRows> {
  const issuances = yield* run('issuancesOfOrder', `${ISSUANCES} WHERE i.order_id = $1 ${IN_ORDER}`, [
    String(order['order_id']),
  ]);
  return orderRowsOf(order, issuancesOf(issuances));
}

/** What lies in one kiosk's vault, by slot. */
export function* vaultOf<T>(kioskId: string, look: (orders: readonly OrderRows[]) => T): Work<Decision<T>> {
  const issuances = issuancesOf(
    yield* run(
      'vaultIssuances',
      `${ISSUANCES} WHERE i.order_id IN (SELECT order_id FROM service_order WHERE vault_kiosk = $1) ${IN_ORDER}`,
      [kioskId],
    ),
  );
  const orders = yield* run('vault', `SELECT ${ORDER} FROM service_order WHERE vault_kiosk = $1 ORDER BY vault_slot`, [
    kioskId,
  ]);
  return read(look(orders.map((order) => orderRowsOf(order, issuances))));
}

/** What the document says, unless `check` throws. */
export function* printing(
  request: { readonly collectionId: string; readonly orderId: string },
  check: (rows: PersonRows | undefined) => void,
): Work<Decision<unknown>> {
  check(yield* personRows({ collectionId: request.collectionId }));
  return read(yield* documentOf(request.orderId));
}

/** What was applied for, as it was admitted; its shape is the order's matter. */
export function* documentOf(orderId: string): Work<unknown> {
  const [row] = yield* run('document', 'SELECT document FROM service_order WHERE order_id = $1', [orderId]);
  return json(row?.['document']);
}

/** Everything about orders, each in the order in which it came. */
export function* everything<T>(
  look: (orders: readonly OrderRows[], issuances: readonly Issuance[]) => T,
): Work<Decision<T>> {
  const issuances = issuancesOf(yield* run('allIssuances', `${ISSUANCES} ${IN_ORDER}`, []));
  const orders = yield* run('allOrders', `SELECT ${ORDER} FROM service_order ORDER BY serial`, []);
  const found = orders.map((order) => orderRowsOf(order, issuances));
  return read(look(found, issuances));
}

function read<T>(answer: T): Decision<T> {
  return { answer, changes: [] };
}

function* personRows(key: PersonKey): Work<PersonRows | undefined> {
  const [row] =
    'civilId' in key
      ? yield* lock('person', 'SELECT * FROM person WHERE civil_id = $1', [key.civilId])
      : yield* lock(
          'collector',
          'SELECT * FROM person WHERE civil_id = (SELECT civil_id FROM collection WHERE collection_id = $1)',
          [key.collectionId],
        );
  if (!row) return undefined;
  const civilId = String(row['civil_id']);
  const messages = yield* run('messages', 'SELECT * FROM message WHERE civil_id = $1 ORDER BY serial', [civilId]);
  const collections =
    'civilId' in key
      ? []
      : yield* run('collection', 'SELECT * FROM collection WHERE collection_id = $1', [key.collectionId]);
  const orders = yield* run('orders', `SELECT ${ORDER} FROM service_order WHERE holder = $1 ORDER BY serial`, [
    civilId,
  ]);
  const issuances = issuancesOf(
    yield* run(
      'issuances',
      `${ISSUANCES} WHERE i.order_id IN (SELECT order_id FROM service_order WHERE holder = $1) ${IN_ORDER}`,
      [civilId],
    ),
  );
  const [collection] = collections;
  return {
    person: personOf(row, messages),
    orders: orders.map((order) => orderRowsOf(order, issuances)),
    collection: collection && collectionOf(collection),
  };
}

function* written<T>(decision: Decision<T>): Work<Decision<T>> {
  for (const change of decision.changes) yield* write(change);
  return decision;
}

function write(change: Change): Work<readonly Row[]> {
  switch (change.kind) {
    case 'issuance-lapsed':
      return run('lapse', 'UPDATE issuance SET lapsed = TRUE WHERE issuance_id = $1', [change.issuanceId]);
    case 'issuance-granted': {
      const { issuanceId, orderId, collectionId, kioskId, startBefore_ms } = change.issuance;
      return run(
        'grant',
        `INSERT INTO issuance (issuance_id, order_id, collection_id, kiosk_id, start_before_ms)
         VALUES ($1, $2, $3, $4, $5)`,
        [issuanceId, orderId, collectionId, kioskId, startBefore_ms],
      );
    }
    case 'booklet-left':
      return run('leaveVault', 'UPDATE service_order SET vault_kiosk = NULL, vault_slot = NULL WHERE order_id = $1', [
        change.orderId,
      ]);
    case 'booklet-loaded':
      return run('load', 'UPDATE service_order SET vault_kiosk = $1, vault_slot = $2 WHERE order_id = $3', [
        change.place.kioskId,
        change.place.slot,
        change.orderId,
      ]);
    case 'ruled': {
      const { outcome, by, why, at_ms } = change.ruling;
      return run(
        'rule',
        'INSERT INTO ruling (issuance_id, outcome, ruled_by, why, ruled_ms) VALUES ($1, $2, $3, $4, $5)',
        [change.issuanceId, outcome, by, why, at_ms],
      );
    }
    case 'event-recorded':
      return record(change);
    case 'collection-opened': {
      const { collectionId, civilId, until_ms, accepted, secondFactor, phone } = change.collection;
      return run(
        'open',
        `INSERT INTO collection (collection_id, civil_id, until_ms, accepted, second_factor, phone_until_ms)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [collectionId, civilId, until_ms, accepted, secondFactor, phone?.until_ms ?? null],
      );
    }
    case 'phone-answered':
      return run(
        'phone',
        'UPDATE collection SET phone_answer = $2 WHERE civil_id = $1 AND phone_answer IS NULL AND NOT accepted',
        [change.civilId, change.answer],
      );
    case 'collection-accepted':
      return run('accept', 'UPDATE collection SET accepted = TRUE WHERE collection_id = $1', [change.collectionId]);
    case 'code-tried': {
      const { civilId, wrongCodes, locked } = change;
      return run('try', 'UPDATE person SET wrong_codes = $1, locked = $2 WHERE civil_id = $3', [
        wrongCodes,
        locked,
        civilId,
      ]);
    }
    case 'message-sent': {
      const { at_ms, text } = change.message;
      return run('send', 'INSERT INTO message (civil_id, at_ms, words) VALUES ($1, $2, $3)', [
        change.civilId,
        at_ms,
        JSON.stringify(text),
      ]);
    }
  }
}

function* record({ event, isEnd }: Extract<Change, { kind: 'event-recorded' }>): Work<readonly Row[]> {
  const { issuanceId, ordinal, entryId, kind, at_ms, kioskId, note } = event;
  const values = [issuanceId, ordinal, entryId, kind, at_ms, kioskId, note ?? null];
  const added = yield* run(
    'record',
    `INSERT INTO event (issuance_id, ordinal, entry_id, kind, at_ms, kiosk_id, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values,
  );
  if (isEnd) yield* run('end', 'UPDATE issuance SET ended = TRUE WHERE issuance_id = $1', [issuanceId]);
  return added;
}

function* run(name: string, text: string, values: readonly Value[]): Work<readonly Row[]> {
  return yield { name, text, values, locks: false };
}

function* lock(name: string, text: string, values: readonly Value[]): Work<readonly Row[]> {
  return yield { name, text, values, locks: true };
}
