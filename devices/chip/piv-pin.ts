/** The PIN of a PIV card (NIST SP 800-73-4 part 2, 3.2.1) and what the card says of it (part 1, 3.3.2). */
import { err, ok, type Result } from '../../common/result.ts';
import { type PivProblem, selectPiv } from './piv.ts';
import { statusWordError } from './status-word.ts';
import { encodeTlv, findTlv, parseTlv } from './tlv.ts';
import { type Exchange, type ProtocolError, transmitApdu } from './transmit.ts';

export type PivPinState = {
  /** Undefined when the card does not tell; 0 when it is blocked. */
  readonly triesLeft: number | undefined;
  /** From the discovery object; undefined when there is none. */
  readonly usesApplicationPin: boolean | undefined;
};

export type PinOutcome = { readonly verified: true } | { readonly verified: false; readonly triesLeft: number };

const APPLICATION_PIN = 0x80;
const PIN_BYTES = 8;
const DISCOVERY_OBJECT = Uint8Array.of(0x7e);
const TAG_DISCOVERY = 0x7e;
const TAG_PIN_POLICY = 0x5f2f;
/** First byte of the PIN usage policy: the application's PIN satisfies the access rules. */
const POLICY_APPLICATION_PIN = 0x40;

/** Asking costs no try. The application is selected by it. */
export async function readPivPinState<E>(
  exchange: Exchange<E>,
): Promise<Result<PivPinState, E | PivProblem | ProtocolError>> {
  const selected = await selectPiv(exchange);
  if (!selected.ok) return selected;
  const data = encodeTlv(0x5c, DISCOVERY_OBJECT);
  const discovery = await transmitApdu(exchange, { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data, le: 'all' });
  if (!discovery.ok) return discovery;
  const counter = await transmitApdu(exchange, { cla: 0, ins: 0x20, p1: 0, p2: APPLICATION_PIN });
  if (!counter.ok) return counter;
  const triesLeft = triesLeftOf(counter.value.sw);
  return ok({ triesLeft, usesApplicationPin: policyOf(discovery.value.data) });
}

/**
 * Spends a try when the PIN is wrong: the caller has shown how many are left, and asked again before the last.
 * @param pin six to eight digits; wiped when this returns
 */
export async function verifyPivPin<E>(
  exchange: Exchange<E>,
  pin: Uint8Array,
): Promise<Result<PinOutcome, E | PivProblem | ProtocolError>> {
  const padded = new Uint8Array(PIN_BYTES).fill(0xff);
  try {
    if (pin.length < 6 || pin.length > PIN_BYTES || !pin.every((digit) => digit >= 0x30 && digit <= 0x39)) {
      return err({ kind: 'malformed', words: 'a PIN has six to eight digits' });
    }
    padded.set(pin);
    const answer = await transmitApdu(exchange, { cla: 0, ins: 0x20, p1: 0, p2: APPLICATION_PIN, data: padded });
    if (!answer.ok) return answer;
    const { sw } = answer.value;
    if (sw === 0x9000) return ok({ verified: true });
    const triesLeft = triesLeftOf(sw);
    if (triesLeft !== undefined) return ok({ verified: false, triesLeft });
    return err({ kind: 'noProof', words: `VERIFY: ${statusWordError(sw).words}` });
  } finally {
    padded.fill(0);
    pin.fill(0);
  }
}

function triesLeftOf(sw: number): number | undefined {
  if (sw >> 4 === 0x63c) return sw & 0x0f;
  return sw === 0x6983 ? 0 : undefined;
}

function policyOf(bytes: Uint8Array): boolean | undefined {
  const outer = parseTlv(bytes);
  const inner = outer.ok ? parseTlv(findTlv(outer.value, TAG_DISCOVERY) ?? new Uint8Array()) : outer;
  const policy = inner.ok ? findTlv(inner.value, TAG_PIN_POLICY) : undefined;
  return policy && ((policy[0] ?? 0) & POLICY_APPLICATION_PIN) !== 0;
}
