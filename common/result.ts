/**
 * Expected failures as values. A card pulled, a jam, a refused claim is a `Result`; a bug throws
 * and the supervisor restarts the part.
 */
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

/** The value, or a thrown bug: for places where a failure means that our own code is wrong. */
export function assertOk<T, E>(result: Result<T, E>, expectation: string): T {
  if (result.ok) return result.value;
  throw new Error(`${expectation}: ${JSON.stringify(result.error)}`, { cause: result.error });
}
