/** Checks a chain of entries; needs neither the kiosk nor its database, only what an export holds. */
import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GENESIS_HASH, type HashedFields, hashOf, sha256 } from './entry.ts';

export type Verdict =
  | { readonly ok: true; readonly entries: number; readonly head: string; readonly signed: boolean }
  | { readonly ok: false; readonly sequence: number; readonly words: string };

/** One line of an export. `sealed`: the sealed bytes, base64. */
export const exportedEntrySchema = z.strictObject({
  sequence: z.number().int().positive(),
  id: z.string(),
  time_ms: z.number().int(),
  monotonic_ms: z.number().int(),
  kind: z.string(),
  issuanceId: z.string().nullable(),
  body: z.unknown(),
  sealed: z.base64().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});
export type ExportedEntry = z.infer<typeof exportedEntrySchema>;

export const signedHeadSchema = z.strictObject({
  sequence: z.number().int().nonnegative(),
  hash: z.string(),
  kioskTime_ms: z.number().int(),
  signature: z.base64(),
});
export type SignedHead = z.infer<typeof signedHeadSchema>;

/** The text that a head's signature covers. */
export function headText(head: Pick<SignedHead, 'sequence' | 'hash' | 'kioskTime_ms'>): string {
  return `tasleem-journal-head\n${head.sequence}\n${head.hash}\n${head.kioskTime_ms}\n`;
}

/** Walks the chain one entry at a time; remembers only where it is. */
export class ChainChecker {
  #sequence = 0;
  #hash = GENESIS_HASH;

  /** Plain words for what is wrong with this entry, or undefined. */
  check(entry: ExportedEntry): string | undefined {
    const { hash, sealed, ...rest } = entry;
    if (entry.sequence !== this.#sequence + 1) return `follows entry ${this.#sequence}: entries are missing or moved`;
    if (entry.previousHash !== this.#hash) return 'does not continue the entry before it';
    const fields: HashedFields = { ...rest, sealed: sealed === null ? null : sha256(Buffer.from(sealed, 'base64')) };
    if (hashOf(fields) !== hash) return 'was changed: its hash does not agree with what it says';
    this.#sequence = entry.sequence;
    this.#hash = hash;
    return undefined;
  }

  get head(): { readonly sequence: number; readonly hash: string } {
    return { sequence: this.#sequence, hash: this.#hash };
  }
}

export const exportFiles = {
  entries: 'journal.jsonl',
  head: 'journal.sig.json',
  publicKey: 'journal.pub.pem',
} as const;

/**
 * Checks an exported journal. With the kiosk's public key from elsewhere (`trustedKey`, PEM) a forged export with its own
 * key beside it is found out as well.
 */
export function verifyExport(directory: string, trustedKey?: string): Verdict {
  const chain = new ChainChecker();
  const lines = readFileSync(join(directory, exportFiles.entries), 'utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line);
    const words = entry ? chain.check(entry) : 'is not an entry';
    if (words !== undefined) return { ok: false, sequence: index + 1, words };
  }
  const { sequence, hash } = chain.head;
  const head = signedHeadSchema.safeParse(JSON.parse(readFileSync(join(directory, exportFiles.head), 'utf8')));
  if (!head.success) return { ok: false, sequence, words: `${exportFiles.head} is not a signed head` };
  if (head.data.sequence !== sequence || head.data.hash !== hash) {
    return {
      ok: false,
      sequence,
      words: `the signed head is entry ${head.data.sequence}: entries were cut off or added`,
    };
  }
  const key = createPublicKey(trustedKey ?? readFileSync(join(directory, exportFiles.publicKey), 'utf8'));
  const isSigned = verifySignature(
    null,
    Buffer.from(headText(head.data)),
    key,
    Buffer.from(head.data.signature, 'base64'),
  );
  if (!isSigned) return { ok: false, sequence, words: 'the head was not signed with this kiosk’s key' };
  return { ok: true, entries: sequence, head: hash, signed: true };
}

function parseLine(line: string): ExportedEntry | undefined {
  try {
    return exportedEntrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
