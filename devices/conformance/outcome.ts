import { expect } from 'vitest';
import { type Completion, codeOf } from '../contract/index.ts';

export async function succeed(command: Completion<unknown>): Promise<void> {
  expect(await command).toMatchObject({ ok: true });
}

/** Ends in this code, and may have moved something only where `effect` says so. */
export async function fail(
  command: Completion<unknown>,
  code: string,
  effect: 'none' | 'unknown' = 'none',
): Promise<void> {
  const result = await command;
  if (result.ok) throw new Error(`expected ${code}, it succeeded`);
  expect([codeOf(result.error), result.error.effect]).toEqual([code, effect]);
}
