/**
 * The journal's keys encrypted with one that the user's keyring or the system holds: a copy of the disk without that
 * user's session opens nothing. Only the program itself can open them; `verify` needs none.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../common/random.ts';
import { type KeyStore, keysFrom, makeKeys } from './keys.ts';
import { Refusal } from './problem.ts';

/** What Electron's `safeStorage` can do. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean;
  getSelectedStorageBackend(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
};

export const SAFE_KEY_FILE = 'journal.key.safe';
/** Encrypts with a password that stands in every copy of Chromium: no better than the plain file, which says so. */
const NO_KEYRING = 'basic_text';

/** Throws a `Refusal`, or what the file system throws. */
export function openSafeStorageKeys(
  directory: string,
  random: Random,
  mayCreate: boolean,
  storage: SafeStorage,
): KeyStore {
  const file = join(directory, SAFE_KEY_FILE);
  refuseWithoutKeyring(storage);
  if (!existsSync(file)) {
    if (!mayCreate) throw new Refusal({ code: 'key', words: `${file} is gone, and the journal was made with it` });
    writeFileSync(file, storage.encryptString(makeKeys(random)), { mode: 0o600, flag: 'wx', flush: true });
  }
  return keysFrom(decrypted(file, storage), file);
}

function refuseWithoutKeyring(storage: SafeStorage): void {
  const backend = backendOf(storage);
  if (storage.isEncryptionAvailable() && backend !== NO_KEYRING) return;
  const words = `journal.keys is safe-storage, and there is no keyring (backend: ${backend}): start gnome-keyring or kwallet in the kiosk's session, or set journal.keys to file before the journal is begun`;
  throw new Refusal({ code: 'key', words });
}

/** Known on Linux only; elsewhere the system itself keeps the key. */
function backendOf(storage: SafeStorage): string {
  return process.platform === 'linux' ? storage.getSelectedStorageBackend() : 'system';
}

function decrypted(file: string, storage: SafeStorage): string {
  const encrypted = readFileSync(file);
  try {
    return storage.decryptString(encrypted);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Refusal({
      code: 'key',
      words: `${file} was encrypted by another user or keyring: ${words}`.slice(0, 500),
    });
  }
}
