/** Checks a chain of entries; needs neither the kiosk nor its database, only what an export holds. */
import type { KeyObject } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { GENESIS_HASH, type HashedFields, hashOf, sha256 } from './entry.ts';
import {
  type Head,
  isSignedWith,
  parsePublicKey,
  parseSignedHead,
  readSignedHead,
  type SignedHead,
} from './signed-head.ts';

export type Verdict =
  | { readonly ok: true; readonly entries: number; readonly head: string; readonly signed: boolean }
  /** `sequence`: of the first entry that is not as it was written, or of the last one when something is wrong after it. */
  | { readonly ok: false; readonly sequence: number; readonly words: string };

/** One line of an export. `sealed`: the sealed bytes, base64. */
const exportedEntrySchema = z.strictObject({
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

/** What whoever checks has from elsewhere: without it, an older journal that is whole looks as good as the newest. */
export type Trusted = {
  /** The kiosk's public key, PEM. */
  readonly key?: string | undefined;
  /** A head that the kiosk signed, kept from an earlier export: the journal must still hold that entry. */
  readonly head?: SignedHead | undefined;
};

export const NOT_OURS = 'was not signed with this kiosk’s key';

/** Walks the chain one entry at a time; remembers only where it is. */
export class ChainChecker {
  readonly #key: KeyObject | undefined;
  readonly #known: Head | undefined;
  #sequence = 0;
  #hash = GENESIS_HASH;

  /** With the kiosk's public key the heads that it signed on the way are checked as well; `known` must be on the way. */
  constructor(key?: KeyObject, known?: Head) {
    this.#key = key;
    this.#known = known;
  }

  /** Plain words for what is wrong with this entry, or undefined. */
  check(entry: ExportedEntry): string | undefined {
    const { hash, sealed, ...rest } = entry;
    if (entry.sequence !== this.#sequence + 1) return `follows entry ${this.#sequence}: entries are missing or moved`;
    if (entry.previousHash !== this.#hash) return 'does not continue the entry before it';
    const fields: HashedFields = { ...rest, sealed: sealed === null ? null : sha256(Buffer.from(sealed, 'base64')) };
    if (hashOf(fields) !== hash) return 'was changed: its hash does not agree with what it says';
    if (entry.sequence === this.#known?.sequence && hash !== this.#known.hash)
      return 'is another one than the entry whose signed head is known: entries up to here were replaced';
    const words = entry.kind === 'head.signed' ? this.#checkSignedHead(entry.body) : undefined;
    if (words !== undefined) return words;
    this.#sequence = entry.sequence;
    this.#hash = hash;
    return undefined;
  }

  /** After the last entry: plain words for what is missing, or undefined. */
  end(): string | undefined {
    const known = this.#known?.sequence ?? 0;
    if (known <= this.#sequence) return undefined;
    return `entry ${known}, whose signed head is known, is not in it: it was cut off or is an older copy`;
  }

  get head(): Head {
    return { sequence: this.#sequence, hash: this.#hash };
  }

  #checkSignedHead(body: unknown): string | undefined {
    const signed = parseSignedHead(body);
    if (!this.#key || !signed) return undefined;
    if (signed.sequence !== this.#sequence || signed.hash !== this.#hash)
      return 'signs another head than the one before it';
    return isSignedWith(this.#key, signed) ? undefined : NOT_OURS;
  }
}

export const exportFiles = {
  entries: 'journal.jsonl',
  head: 'journal.sig.json',
  publicKey: 'journal.pub.pem',
} as const;

/** Checks an exported journal; with a key from elsewhere a forged export with its own key beside it is found out as well. */
export function verifyExport(directory: string, trusted: Trusted = {}): Verdict {
  const file = (name: keyof typeof exportFiles) => join(directory, exportFiles[name]);
  if (!existsSync(file('entries'))) return bad(0, `there is no ${file('entries')}`);
  const key = parsePublicKey(trusted.key ?? readOrEmpty(file('publicKey')));
  if (!key) return bad(0, trusted.key ? 'the key given is no public key' : `${exportFiles.publicKey} is no public key`);
  if (trusted.head && !isSignedWith(key, trusted.head)) return bad(0, `the head given ${NOT_OURS}`);
  const chain = new ChainChecker(key, trusted.head);
  for (const line of linesOf(file('entries'))) {
    const entry = parseLine(line);
    const words = entry ? chain.check(entry) : 'is not an entry';
    if (words !== undefined) return bad(entry?.sequence ?? chain.head.sequence + 1, words);
  }
  const { sequence, hash } = chain.head;
  const missing = chain.end();
  if (missing !== undefined) return bad(sequence, missing);
  const head = readSignedHead(file('head'));
  if (!head) return bad(sequence, `${exportFiles.head} is not a signed head`);
  if (head.sequence !== sequence || head.hash !== hash) {
    return bad(sequence, `the signed head is entry ${head.sequence}: entries were cut off, added or replaced`);
  }
  if (!isSignedWith(key, head)) return bad(sequence, `the head ${NOT_OURS}`);
  return { ok: true, entries: sequence, head: hash, signed: true };
}

function bad(sequence: number, words: string): Verdict {
  return { ok: false, sequence, words };
}

function parseLine(line: string): ExportedEntry | undefined {
  try {
    return exportedEntrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function readOrEmpty(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const CHUNK_bytes = 1 << 20;

/** A chunk at a time: an export of years is longer than a string may be. */
function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_bytes);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      const lines = (rest + decoder.write(chunk.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    rest += decoder.end();
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}
