/** The key of an ICAO document: asked for, tried while the document lies on the reader, and not tried without end. */
import type { AccessKey } from '../identity/index.ts';
import { type BeginOutcome, beginCollection } from './begin.ts';
import type { SessionPorts, SessionSettings } from './ports.ts';

export type KeyOutcome = BeginOutcome | { readonly kind: 'wrong-key' } | { readonly kind: 'away' };

export type OpenRequest = { readonly sessionId: string; readonly key: AccessKey };

/** Opens the document, judges it, and begins the collection of whom it belongs to. The key is wiped. */
export async function openDocument(
  ports: SessionPorts,
  settings: SessionSettings,
  { sessionId, key }: OpenRequest,
  signal: AbortSignal,
): Promise<KeyOutcome> {
  const options = { signal, timeout_ms: settings.timeouts.documentRead_ms };
  const read = await ports.identification.open(key, options);
  if (key.kind === 'can') key.digits.fill(0);
  if (read.kind === 'refused' && read.refusal.code === 'wrongKey') return { kind: 'wrong-key' };
  if (read.kind === 'refused' && read.refusal.code === 'removedEarly') return { kind: 'away' };
  return beginCollection(ports, sessionId, read, signal);
}
