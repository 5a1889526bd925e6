/** What the two places share where a chip is read before a document is handed over: the vault's exit and the encoder. */
import type { Bytes } from '../common/bytes.ts';
import { type Clock, sleep } from '../common/clock.ts';
import type { Completion, TravelDocumentRequest } from '../devices/contract/index.ts';

/** Signing authorities that a site trusts and their revocation lists, DER. */
export type Trust = { readonly cscas: readonly Bytes[]; readonly crls: readonly Bytes[] };

/** A medium that has just come to rest is not seen at the first look every time. */
const BETWEEN_LOOKS_ms = 500;

export function trustNow({ cscas, crls }: Trust, clock: Clock): TravelDocumentRequest['trust'] {
  return { cscas: [...cscas], crls: [...crls], now_ms: clock.now_ms() };
}

/** Looks again, so many times at the most. */
export async function lookedFor<T>(clock: Clock, looks: number, look: () => Completion<T>): Completion<T> {
  for (let made = 1; ; made++) {
    const answer = await look();
    if (answer.ok || made >= looks) return answer;
    await sleep(clock, BETWEEN_LOOKS_ms);
  }
}
