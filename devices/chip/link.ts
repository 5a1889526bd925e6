import { err, ok, type Result } from '../../common/result.ts';
import type { CommandApdu, ResponseApdu } from './apdu.ts';
import { beyondLimit, type ChipProblem, malformed } from './problem.ts';
import { type Exchange, isProtocolError, transmitApdu } from './transmit.ts';

/** What a command to a card ends in when it does not end well; `E` is the transport's own. */
export type LinkError<E> = E | ChipProblem;

/** A way to the card, in the clear or through secure messaging. */
export interface Link<E> {
  /** Bytes of data that one answer can carry at most, with what secure messaging adds already taken off. */
  readonly answer_bytes: number;
  send(command: CommandApdu): Promise<Result<ResponseApdu, LinkError<E>>>;
}

export type LinkLimits = {
  /** Both the card and the reader take extended length fields. */
  readonly extendedLength: boolean;
  /** The longest answer that card and reader take, where they say so; 256 without extended length. */
  readonly answer_bytes?: number;
};

const SHORT_ANSWER_bytes = 256;
/** Longer blocks gain nothing over contactless, and some readers have buffers of 4 KiB. */
const EXTENDED_ANSWER_bytes = 2_048;
/** A whole document is some hundred commands; a card that keeps us busy for longer is playing with us. */
const MAX_COMMANDS = 10_000;

const TRANSMISSION = { check: 'transmission', clause: 'ISO/IEC 7816-4, 5.3' };

export function plainLink<E>(exchange: Exchange<E>, { extendedLength, answer_bytes }: LinkLimits): Link<E> {
  const limit = extendedLength ? EXTENDED_ANSWER_bytes : SHORT_ANSWER_bytes;
  let sent = 0;
  return {
    answer_bytes: Math.min(limit, answer_bytes ?? limit),
    async send(command) {
      sent += 1;
      if (sent > MAX_COMMANDS) return beyondLimit(TRANSMISSION, `more than ${MAX_COMMANDS} commands`);
      const answer = await transmitApdu(exchange, command, { extendedLength });
      if (answer.ok) return ok(answer.value);
      if (isProtocolError(answer.error)) return malformed(TRANSMISSION, answer.error.words);
      return err(answer.error as E);
    },
  };
}
