import { z } from 'zod';
import { err, ok, type Result } from '../../../common/result.ts';

/** The longest answers are lists of printers; anything near this size is not from a printer's service. */
export const MAX_REPLY_bytes = 65_536;

/** One request of the service's JSON-RPC 2.0: every parameter is a string. */
export function encodeRequest(id: string, method: string, params: Readonly<Record<string, string>>): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** Binary parameters (bitmaps) as the service wants them. */
export function encodeBinary(bytes: Uint8Array): string {
  return `base64:${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}

export type ReplyFailure =
  | { readonly kind: 'garbled'; readonly words: string }
  /** The service understood and said no. */
  | { readonly kind: 'refused'; readonly code: number; readonly words: string };

/** Either, never both (JSON-RPC 2.0, 5). */
const replySchema = z.union([
  z.object({ id: z.union([z.string(), z.number()]), result: z.string(), error: z.undefined().optional() }),
  z.object({
    id: z.union([z.string(), z.number(), z.null()]),
    result: z.undefined().optional(),
    error: z.object({ code: z.number().int(), message: z.string() }),
  }),
]);

export function parseReply(text: string, id: string): Result<string, ReplyFailure> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ kind: 'garbled', words: `not JSON: ${excerpt(text)}` });
  }
  const parsed = replySchema.safeParse(value);
  if (!parsed.success) return err({ kind: 'garbled', words: `not a reply: ${excerpt(text)}` });
  const reply = parsed.data;
  // A service that could not read the request does not know its id; a foreign one is not ours, refusal or not.
  if (reply.id !== null && String(reply.id) !== id) {
    return err({ kind: 'garbled', words: `reply to another request: ${excerpt(text)}` });
  }
  if (reply.error !== undefined) {
    return err({
      kind: 'refused',
      code: reply.error.code,
      words: `${reply.error.code} ${excerpt(reply.error.message)}`,
    });
  }
  return ok(reply.result);
}

/** Printable, short, on one line: for a technician's eyes. */
export function excerpt(text: string): string {
  return text.slice(0, 120).replaceAll(/[^\x20-\x7e]/g, '·');
}

/** Tells where the first JSON object of a byte stream ends: nothing else delimits a reply. */
export class ObjectEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #begun = false;

  /** How many of these bytes still belong to the object; undefined while it is open. */
  feed(bytes: Uint8Array): number | undefined {
    const closing = bytes.findIndex((byte) => this.#feedByte(byte));
    return closing < 0 ? undefined : closing + 1;
  }

  #feedByte(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN) {
      this.#depth += 1;
      this.#begun = true;
    } else if (byte === CLOSE) this.#depth -= 1;
    return this.#begun && this.#depth <= 0;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
