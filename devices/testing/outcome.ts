import { expect } from 'vitest';
import { codeOf, type DeviceError } from '../contract/index.ts';

type Outcome = { readonly ok: boolean; readonly error?: DeviceError };

export async function done(command: Promise<Outcome>): Promise<void> {
  expect(await command).toMatchObject({ ok: true });
}

/** Code and effect of a failure, which never comes without words. */
export async function failed(command: Promise<Outcome>): Promise<[string, string]> {
  const { ok, error } = await command;
  expect(ok).toBe(false);
  if (!error) throw new Error('no error');
  expect(error.deviceWords).not.toBe('');
  return [codeOf(error), error.effect];
}
