import { err, ok, type Result } from '../../../common/result.ts';
import {
  type Exchange,
  type PivProblem,
  type ProtocolError,
  readPivPinState,
  signWithPivKey,
  verifyPivPin,
} from '../../chip/index.ts';
import type { PinRequest, PinVerdict } from '../../contract/index.ts';

/** Its data are a PIN: no copy of it stays here (ISO/IEC 7816-4, 11.6.6). */
const INS_VERIFY = 0x20;

/**
 * VERIFY, then a signature by key 9A over the challenge: a card that only says yes to every PIN has no such key. The last
 * try is not spent unless the request says so, and a card that does not count its tries gets no PIN at all.
 */
export async function provePin<E>(
  exchange: Exchange<E>,
  { pin, challenge, lastTry }: PinRequest,
): Promise<Result<PinVerdict, E | PivProblem | ProtocolError>> {
  const before = await readPivPinState(exchange);
  if (!before.ok) return before;
  const { triesLeft } = before.value;
  if (triesLeft === undefined) return err({ kind: 'noProof', words: 'VERIFY: the card does not tell its tries' });
  if (triesLeft === 0) return ok({ outcome: 'blocked' });
  if (triesLeft === 1 && lastTry === 'keep') return ok({ outcome: 'lastTryLeft' });
  const wiping: Exchange<E> = async (command) => {
    const answer = await exchange(command);
    if (command[1] === INS_VERIFY) command.fill(0);
    return answer;
  };
  const given = await verifyPivPin(wiping, pin);
  if (!given.ok) return given;
  if (!given.value.verified) {
    const left = given.value.triesLeft;
    return ok(left === 0 ? { outcome: 'blocked' } : { outcome: 'wrong', triesLeft: left });
  }
  const signed = await signWithPivKey(exchange, '9A', challenge);
  if (!signed.ok) return signed;
  const { certificate, signature } = signed.value;
  return ok({ outcome: 'verified', evidence: { profile: 'piv', certificate, signature, challenge } });
}
