import { invariant } from '../../../common/assert.ts';

/**
 * An escape command as the service tunnels it: verb and parameters, without the ESC and CR that the
 * service adds (`Rse;b`).
 */
export function escapeCommand(verb: string, ...parameters: readonly string[]): string {
  invariant(/^[A-Z][A-Za-z0-9]{0,9}$/.test(verb), `escape verb ${verb}`);
  for (const parameter of parameters) invariant(/^[\x21-\x3a\x3c-\x7e]{1,40}$/.test(parameter), 'escape parameter');
  return [verb, ...parameters].join(';');
}

/** `OK`, words of failure (`ERR …`, `ERROR CDE`), or whatever the query asked for. */
export type EscapeReply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly words: string }
  | { readonly kind: 'text'; readonly text: string };

export function parseEscapeReply(reply: string): EscapeReply {
  const text = reply.replaceAll('\0', '').trim();
  if (text.startsWith('ERR')) return { kind: 'error', words: text };
  return text === 'OK' ? { kind: 'ok' } : { kind: 'text', text };
}

/** `4,96 Volts` (decimal comma) in volts. */
export function parseVolts(reply: string): number | undefined {
  const match = /^\s*(\d{1,3})[.,](\d{1,3})\s*V/i.exec(reply);
  return match ? Number(`${match[1]}.${match[2]}`) : undefined;
}

/** A whole number at the start of the reply. */
export function parseCount(reply: string): number | undefined {
  const match = /^\s*(\d{1,9})(?!\d|[.,]\d)/.exec(reply);
  return match ? Number(match[1]) : undefined;
}

/** Where the printer says a card is inside it (`Rlr;p`); `astray`: somewhere between the stations. */
export type InsidePlace = 'none' | 'print' | 'contact' | 'contactless' | 'astray' | 'unknown';

export function parseInsidePlace(reply: string): InsidePlace {
  switch (reply.replaceAll('\0', '').trim()) {
    case 'OK':
    case 'NO CARD':
      return 'none';
    case 'CARD':
      return 'print';
    case 'SMART CARD':
      return 'contact';
    case 'CONTACTLESS CARD':
      return 'contactless';
    case 'ERR CARD':
      return 'astray';
    default:
      return 'unknown';
  }
}
