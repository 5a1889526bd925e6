/** The kiosk's own keys: one to sign the journal's head, one to wrap the keys of sealed data. */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Random } from '../../common/random.ts';
import { Refusal } from './problem.ts';

export type KeyStore = {
  /** Ed25519 signature, base64. */
  sign(data: string): string;
  /** PEM, SPKI. */
  readonly publicKey: string;
  /** AES-256, 32 bytes: wraps the data keys of issuances. */
  readonly wrappingKey: Uint8Array;
};

export const KEY_FILE = 'journal.key';
const textSchema = z.object({
  version: z.literal(1),
  signingKey: z.string().min(1),
  wrappingKey: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes'),
});

/**
 * Keys in a file that only the program's user can read; made when the journal is. Throws a `Refusal`, or what the file
 * system throws.
 */
export function openFileKeys(directory: string, random: Random, mayCreate: boolean): KeyStore {
  const file = join(directory, KEY_FILE);
  if (!existsSync(file)) {
    if (!mayCreate) throw new Refusal({ code: 'key', words: `${file} is gone, and the journal was made with it` });
    writeFileSync(file, makeKeys(random), { mode: 0o600, flag: 'wx', flush: true });
  }
  refuseSharedFile(file);
  return keysFrom(readFileSync(file, 'utf8'), file);
}

/** Whoever reads the file reads what was sealed, whoever writes it signs in the kiosk's name: only its user may. */
function refuseSharedFile(file: string): void {
  const { mode, uid } = statSync(file);
  const refuse = (words: string) => {
    throw new Refusal({ code: 'key', words });
  };
  // Without users, as on Windows, neither says anything.
  const user = process.geteuid?.();
  if (user === undefined) return;
  if (uid !== user)
    refuse(`${file} belongs to user ${uid}, and this program runs as user ${user}: chown it, or run as that user`);
  if (mode & 0o077) refuse(`${file} is open to other users (mode ${(mode & 0o777).toString(8)}): chmod 600 ${file}`);
}

/** New keys, as text. */
export function makeKeys(random: Random): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const made = {
    version: 1,
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    wrappingKey: Buffer.from(random.bytes(32)).toString('base64'),
  };
  return `${JSON.stringify(made)}\n`;
}

/** Throws a `Refusal` that names `source` when the text holds no keys. */
export function keysFrom(text: string, source: string): KeyStore {
  try {
    const { signingKey, wrappingKey } = textSchema.parse(JSON.parse(text));
    return keyStore(createPrivateKey(signingKey), Buffer.from(wrappingKey, 'base64'));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Refusal({ code: 'key', words: `${source}: ${words}`.slice(0, 500) });
  }
}

function keyStore(privateKey: KeyObject, wrappingKey: Uint8Array): KeyStore {
  return {
    sign: (data) => sign(null, Buffer.from(data), privateKey).toString('base64'),
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    wrappingKey,
  };
}

const NONCE_bytes = 12;
const TAG_bytes = 16;

/** AES-256-GCM: nonce, ciphertext, tag. `context` must be the same when it is opened. */
export function seal(key: Uint8Array, data: Uint8Array, context: string, random: Random): Uint8Array {
  const nonce = random.bytes(NONCE_bytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when the key, the context or the bytes are not the ones that were sealed. */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array | undefined {
  if (sealed.length < NONCE_bytes + TAG_bytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_bytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-TAG_bytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_bytes, -TAG_bytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
