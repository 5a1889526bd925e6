import { z } from 'zod';
import type { ServiceError } from './service.ts';
import { UnreadableTlsFile } from './tls.ts';

/** One attempt's failure: what the caller gets, and whether another attempt can help. */
export type Failure = { readonly error: ServiceError; readonly mayRepeat: boolean };

/** OpenSSL, BoringSSL and Node name what is wrong with a certificate in these ways. */
const CERTIFICATE_CODES =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|HOSTNAME_MISMATCH|EPROTO$)/;
const UNREADABLE_ANSWER_CODES = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/;

/**
 * What an error of the connection means. `started`: the request was being written when it happened, so the service may
 * have it.
 */
export function connectionFailure(cause: unknown, started: boolean): Failure {
  const { code, words } = inWords(cause);
  if (cause instanceof UnreadableTlsFile || CERTIFICATE_CODES.test(code)) {
    return { error: { code: 'certificateRefused', effect: 'none', words }, mayRepeat: false };
  }
  const effect = started ? 'unknown' : 'none';
  if (UNREADABLE_ANSWER_CODES.test(code)) return { error: { code: 'badAnswer', effect, words }, mayRepeat: false };
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return { error: { code: 'timeOut', effect, words }, mayRepeat: true };
  return { error: { code: 'unreachable', effect, words }, mayRepeat: true };
}

function inWords(cause: unknown): { code: string; words: string } {
  // Several addresses of one name were tried: the first refusal says enough.
  const error = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : cause;
  if (!(error instanceof Error)) return { code: '', words: String(error) };
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : '';
  return { code: name, words: error.message.includes(name) ? error.message : `${name}: ${error.message}` };
}

export function badAnswer(words: string, mayRepeat = false): Failure {
  return { error: { code: 'badAnswer', effect: 'unknown', words }, mayRepeat };
}

const problemSchema = z.object({
  title: z.string().max(200),
  detail: z.string().max(500).optional(),
  code: z.string().max(60),
});

/** An answer with an error status; `body` is its JSON, if it is any. */
export function statusFailure(status: number, body: unknown): Failure {
  const problem = problemSchema.safeParse(body);
  const { code, title, detail } = problem.data ?? { code: undefined, title: 'no problem document', detail: undefined };
  const words = [`${status}${code ? ` ${code}` : ''}: ${title}`, detail].filter(Boolean).join(' ');
  if (status >= 500) return { error: { code: 'serverError', effect: 'unknown', words }, mayRepeat: true };
  // Asked to wait: nothing was done, and the same request is right a moment later.
  if (status === 429) return { error: { code: 'serverError', effect: 'none', words }, mayRepeat: true };
  const error = { code: 'rejected', effect: 'none', words } as const;
  return { error: code === undefined ? error : { ...error, problem: code }, mayRepeat: false };
}

/** A failure's words for the log: the service's own words stay out, they are not ours to vouch for. */
export function loggable(error: ServiceError): string {
  if (error.code !== 'rejected' && error.code !== 'serverError') return error.words;
  return error.words.split(':')[0] ?? '';
}
