import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { invariant } from '../../common/assert.ts';
import type { BodyOf, EntryKind } from './catalogue.ts';

type Each<K extends EntryKind, Extra> = { [P in K]: { readonly kind: P; readonly body: BodyOf<P> } & Extra }[K];

export type NewEntry<K extends EntryKind = EntryKind> = Each<
  K,
  {
    readonly issuanceId?: string;
    /** Holder data that is needed to settle: JSON, encrypted with a key of this issuance alone. */
    readonly sealed?: unknown;
  }
>;

export type Entry<K extends EntryKind = EntryKind> = Each<
  K,
  {
    /** 1, 2, 3 ... without a gap. */
    readonly sequence: number;
    /** UUIDv7. */
    readonly id: string;
    /** UTC; may jump when the clock is set. */
    readonly time_ms: number;
    /** Since the program started; never goes back while it runs. */
    readonly monotonic_ms: number;
    readonly issuanceId?: string;
    /** SHA-256, hexadecimal. */
    readonly previousHash: string;
    readonly hash: string;
    readonly hasSealed: boolean;
  }
>;

/** What an entry's hash covers: everything but the hash itself. `sealed`: SHA-256 of the sealed bytes. */
export type HashedFields = {
  readonly sequence: number;
  readonly id: string;
  readonly time_ms: number;
  readonly monotonic_ms: number;
  readonly kind: string;
  readonly issuanceId: string | null;
  readonly body: unknown;
  readonly sealed: string | null;
  readonly previousHash: string;
};

/** Of the entry before the first. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 over the canonical JSON (RFC 8785) of the fields, hexadecimal. */
export function hashOf(fields: HashedFields): string {
  const text = canonicalize(fields);
  invariant(text !== undefined, 'an entry is JSON');
  return sha256(text);
}

/**
 * The same when the body is canonical JSON already. Texts without half a character and whole numbers are in
 * JSON.stringify as RFC 8785 has them, so all that is left of it is the order of the names.
 */
export function hashWith(body: string, fields: Omit<HashedFields, 'body'>): string {
  const { id, issuanceId, kind, monotonic_ms, previousHash, sealed, sequence, time_ms } = fields;
  const rest = JSON.stringify({ id, issuanceId, kind, monotonic_ms, previousHash, sealed, sequence, time_ms });
  return sha256(`{"body":${body},${rest.slice(1)}`);
}

export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}
