/** The kiosk's word for how far its journal went: in every export, in the journal once a day, and beside the database. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyStore } from './keys.ts';

export type Head = { readonly sequence: number; readonly hash: string };

const signedHeadSchema = z.strictObject({
  sequence: z.number().int().nonnegative(),
  hash: z.string(),
  kioskTime_ms: z.number().int(),
  /** Ed25519, base64. */
  signature: z.base64(),
});
export type SignedHead = z.infer<typeof signedHeadSchema>;

export function signHead({ sequence, hash }: Head, now_ms: number, keys: KeyStore): SignedHead {
  const head = { sequence, hash, kioskTime_ms: Math.round(now_ms) };
  return { ...head, signature: keys.sign(headText(head)) };
}

export function isSignedWith(key: KeyObject, head: SignedHead): boolean {
  return verify(null, Buffer.from(headText(head)), key, Buffer.from(head.signature, 'base64'));
}

export function parseSignedHead(value: unknown): SignedHead | undefined {
  return signedHeadSchema.safeParse(value).data;
}

/** PEM, SPKI; undefined when it is none. */
export function parsePublicKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** A signed head in a file; undefined when there is none or it is no signed head. */
export function readSignedHead(file: string): SignedHead | undefined {
  try {
    return parseSignedHead(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

const WITNESS = 'journal.head.json';

/**
 * Stands beside the database: a journal that ends before it was cut off, or is an older copy. It may lag behind (a
 * program that was killed wrote none), and is only ever replaced whole.
 */
export function readWitness(directory: string): SignedHead | undefined {
  return readSignedHead(join(directory, WITNESS));
}

export function writeWitness(directory: string, head: SignedHead): void {
  const file = join(directory, WITNESS);
  writeFileSync(`${file}.new`, `${JSON.stringify(head)}\n`);
  renameSync(`${file}.new`, file);
}

export function witnessWords({ sequence }: Head): string {
  return `entry ${sequence}, which this kiosk signed, is not in it: it was cut off or is an older copy (when that was put back on purpose, remove ${WITNESS})`;
}

function headText(head: Omit<SignedHead, 'signature'>): string {
  return `tasleem-journal-head\n${head.sequence}\n${head.hash}\n${head.kioskTime_ms}\n`;
}
