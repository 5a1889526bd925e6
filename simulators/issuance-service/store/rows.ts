/** From a database's columns to what the rules decide over. JSON comes as text from either database. */
import type {
  Collection,
  EventKind,
  Issuance,
  Message,
  Order,
  OrderRows,
  Person,
  ReportedEvent,
  Ruling,
} from '../model.ts';
import type { Row } from './store.ts';

export function personOf(row: Row, messages: readonly Row[]): Person {
  return {
    civilId: String(row['civil_id']),
    name: json<Person['name']>(row['name']),
    phoneEnding: String(row['phone_ending']),
    code: String(row['code']),
    wrongCodes: Number(row['wrong_codes']),
    locked: Boolean(row['locked']),
    messages: messages.map(({ at_ms, words }) => ({ at_ms: Number(at_ms), text: json<Message['text']>(words) })),
  };
}

export function collectionOf(row: Row): Collection {
  return {
    collectionId: String(row['collection_id']),
    civilId: String(row['civil_id']),
    until_ms: Number(row['until_ms']),
    accepted: Boolean(row['accepted']),
    secondFactor: String(row['second_factor']) as Collection['secondFactor'],
    phone: phoneOf(row),
  };
}

function phoneOf(row: Row): Collection['phone'] {
  const [until_ms, answer] = [row['phone_until_ms'], row['phone_answer']];
  if (until_ms === null || until_ms === undefined) return undefined;
  return {
    until_ms: Number(until_ms),
    answer: answer === 'approved' || answer === 'declined' ? answer : undefined,
  };
}

export function orderRowsOf(row: Row, issuances: readonly Issuance[]): OrderRows {
  const order = json<Order>(row['facts']);
  const [documentNumber, kioskId] = [row['document_number'], row['vault_kiosk']];
  return {
    order,
    holder: String(row['holder']),
    documentNumber: typeof documentNumber === 'string' ? documentNumber : undefined,
    vault: typeof kioskId === 'string' ? { kioskId, slot: Number(row['vault_slot']) } : undefined,
    issuances: issuances.filter(({ orderId }) => orderId === order.orderId),
  };
}

/** Of rows by issuance and ordinal, one for each event, or one without an event. */
export function issuancesOf(rows: readonly Row[]): readonly Issuance[] {
  const found = new Map<string, Issuance & { readonly events: ReportedEvent[] }>();
  for (const row of rows) {
    const issuanceId = String(row['issuance_id']);
    let issuance = found.get(issuanceId);
    if (!issuance) {
      issuance = {
        issuanceId,
        orderId: String(row['order_id']),
        collectionId: String(row['collection_id']),
        kioskId: String(row['kiosk_id']),
        startBefore_ms: Number(row['start_before_ms']),
        lapsed: Boolean(row['lapsed']),
        events: [],
        ruling: rulingOf(row),
      };
      found.set(issuanceId, issuance);
    }
    if (row['entry_id'] !== null) issuance.events.push(eventOf(row, issuanceId));
  }
  return [...found.values()];
}

function rulingOf(row: Row): Ruling | undefined {
  if (row['outcome'] === null) return undefined;
  return {
    outcome: row['outcome'] as Ruling['outcome'],
    by: String(row['ruled_by']),
    why: String(row['why']),
    at_ms: Number(row['ruled_ms']),
  };
}

function eventOf(row: Row, issuanceId: string): ReportedEvent {
  return {
    entryId: String(row['entry_id']),
    issuanceId,
    ordinal: Number(row['ordinal']),
    kind: row['kind'] as EventKind,
    at_ms: Number(row['at_ms']),
    kioskId: String(row['told_by']),
    ...(row['note'] !== null && { note: String(row['note']) }),
  };
}

/** Written by this folder only, so its shape is known. */
export function json<T>(text: unknown): T {
  return JSON.parse(String(text)) as T;
}
