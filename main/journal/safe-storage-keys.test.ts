import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertOk } from '../../common/result.ts';
import type { SafeStorage } from './index.ts';
import { intent, placeOfEachTest } from './testing/place.ts';

const here = placeOfEachTest();

/** A user's keyring: the key is nowhere on the disk. */
class Keyring implements SafeStorage {
  backend = 'gnome_libsecret';
  available = true;
  readonly #key = randomBytes(32);

  isEncryptionAvailable(): boolean {
    return this.available;
  }
  getSelectedStorageBackend(): string {
    return this.backend;
  }
  encryptString(text: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), data]);
  }
  decryptString(encrypted: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, encrypted.subarray(0, 12));
    decipher.setAuthTag(encrypted.subarray(12, 28));
    return Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString('utf8');
  }
}

const safe = () => join(here.place.folder, 'safe');

function refusalOf(safeStorage: SafeStorage | undefined, directory = safe()): string {
  const opened = here.place.open({ directory, ...(safeStorage && { safeStorage }) });
  if (opened.ok) {
    opened.value.close();
    return 'opened';
  }
  expect(opened.error.code).toBe('key');
  return opened.error.words;
}

describe('a journal whose keys a keyring holds', () => {
  it('seals, signs and opens again, with no key in the clear on the disk', () => {
    const { place } = here;
    const safeStorage = new Keyring();
    const journal = place.openAnother({ directory: safe(), safeStorage });
    assertOk(journal.append([{ ...intent, sealed: { a: 1 } }]), 'taken');
    journal.close();
    const file = join(safe(), 'journal.key.safe');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(safe()))
      expect(readFileSync(join(safe(), name), 'latin1')).not.toMatch(/PRIVATE KEY|wrappingKey/);
    const again = place.openAnother({ directory: safe(), safeStorage });
    expect(again.unseal(1)).toEqual({ ok: true, value: { a: 1 } });
    expect(again.exportTo(join(place.folder, 'export'))).toMatchObject({ ok: true });
  });

  it.each([
    ['basic_text', true],
    ['basic_text', false],
    ['gnome_libsecret', false],
  ])('is not begun without one (%s, available: %s)', (backend, available) => {
    const safeStorage = Object.assign(new Keyring(), { backend, available });
    expect(refusalOf(safeStorage)).toMatch(new RegExp(`there is no keyring \\(backend: ${backend}\\)`));
    expect(existsSync(join(safe(), 'journal.db'))).toBe(false);
    expect(refusalOf(new Keyring())).toBe('opened');
  });

  it('does not open with another keyring, nor when its file is gone, and nothing is made anew', () => {
    const ours = new Keyring();
    expect(refusalOf(ours)).toBe('opened');
    const file = join(safe(), 'journal.key.safe');
    const before = readFileSync(file);
    expect(refusalOf(new Keyring())).toMatch(/was encrypted by another user or keyring/);
    writeFileSync(file, ours.encryptString('{}'));
    expect(refusalOf(ours)).toContain(file);
    writeFileSync(file, before);
    expect(refusalOf(ours)).toBe('opened');
  });

  it('is not taken for one with a key file, nor the other way round', () => {
    const { place } = here;
    place.journal.close();
    expect(refusalOf(new Keyring(), place.data)).toMatch(/journal\.keys of the configuration must be file$/);
    expect(refusalOf(new Keyring())).toBe('opened');
    expect(refusalOf(undefined)).toMatch(/journal\.keys of the configuration must be safe-storage$/);
  });
});
