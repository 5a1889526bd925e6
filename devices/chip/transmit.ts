import { concatBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type CommandApdu,
  decodeResponse,
  encodeExtended,
  encodeShort,
  fitsShort,
  type ResponseApdu,
  SHORT_DATA_MAX,
} from './apdu.ts';

/** One raw exchange with the card; `E` is whatever the transport fails with. */
export type Exchange<E> = (command: Uint8Array) => Promise<Result<Uint8Array, E>>;

/** The card answered, but not as ISO/IEC 7816-4 lets a card answer. */
export type ProtocolError = { readonly kind: 'protocol'; readonly words: string };

export type TransmitOptions = {
  /** The card says that it takes extended length fields (card capabilities, third byte, bit 7). */
  readonly extendedLength?: boolean;
};

/** No file of an identity card comes near this; a card that sends more is lying or broken. */
const MAX_RESPONSE_BYTES = 65_536;
/** GET RESPONSE rounds: 256 full ones give 64 KiB, the rest is for cards with small buffers. */
const MAX_GET_RESPONSE_ROUNDS = 300;

const SW1_MORE = 0x61;
const SW1_WRONG_LE = 0x6c;
const SW_OK = 0x9000;
const CLA_CHAINING = 0x10;
const INS_GET_RESPONSE = 0xc0;

/**
 * Sends a command and gives back the whole answer: extended length where the card takes it, command
 * chaining (5.3.3) where the data do not fit, GET RESPONSE after 61xx (5.3.4), one more try after 6Cxx.
 */
export async function transmitApdu<E>(
  exchange: Exchange<E>,
  command: CommandApdu,
  options: TransmitOptions = {},
): Promise<Result<ResponseApdu, E | ProtocolError>> {
  const sent = await sendCommand(exchange, command, options);
  if (!sent.ok) return sent;
  return collect(exchange, command, sent.value);
}

async function sendCommand<E>(
  exchange: Exchange<E>,
  command: CommandApdu,
  options: TransmitOptions,
): Promise<Result<ResponseApdu, E | ProtocolError>> {
  if (options.extendedLength && !fitsShort(command)) {
    return once(command.le, (le) => raw(exchange, encodeExtended(withLe(command, le))));
  }
  // A chain is one command: a card that wants another length has forgotten its beginning too.
  return once(command.le, (le) => sendChain(exchange, withLe(command, le)));
}

async function sendChain<E>(
  exchange: Exchange<E>,
  command: CommandApdu,
): Promise<Result<ResponseApdu, E | ProtocolError>> {
  const { cla, ins, p1, p2, le, data = new Uint8Array() } = command;
  let at = 0;
  for (; data.length - at > SHORT_DATA_MAX; at += SHORT_DATA_MAX) {
    const link = { cla: cla | CLA_CHAINING, ins, p1, p2, data: data.slice(at, at + SHORT_DATA_MAX) };
    const answer = await raw(exchange, encodeShort(link));
    if (!answer.ok) return answer;
    if (answer.value.sw !== SW_OK) return answer;
  }
  return raw(exchange, encodeShort(withLe({ cla, ins, p1, p2, data: data.slice(at) }, le && shortLe(le))));
}

/** Sends, and once more with the length that the card asks for after 6Cxx. */
async function once<E>(
  le: CommandApdu['le'],
  send: (le: CommandApdu['le']) => Promise<Result<ResponseApdu, E | ProtocolError>>,
): Promise<Result<ResponseApdu, E | ProtocolError>> {
  const first = await send(le);
  if (!first.ok || first.value.sw >> 8 !== SW1_WRONG_LE) return first;
  const second = await send(first.value.sw & 0xff || 256);
  if (second.ok && second.value.sw >> 8 === SW1_WRONG_LE) {
    return protocolError(`SW ${second.value.sw.toString(16).toUpperCase()} again after its own length was used`);
  }
  return second;
}

async function collect<E>(
  exchange: Exchange<E>,
  command: CommandApdu,
  first: ResponseApdu,
): Promise<Result<ResponseApdu, E | ProtocolError>> {
  const parts = [first.data];
  let length = first.data.length;
  let { sw } = first;
  for (let round = 0; sw >> 8 === SW1_MORE; round++) {
    if (round >= MAX_GET_RESPONSE_ROUNDS) return protocolError(`still 61xx after ${round} GET RESPONSE`);
    const getResponse: CommandApdu = {
      cla: command.cla & ~CLA_CHAINING & 0xff,
      ins: INS_GET_RESPONSE,
      p1: 0,
      p2: 0,
      le: sw & 0xff || 256,
    };
    const more = await once(getResponse.le, (le) => raw(exchange, encodeShort(withLe(getResponse, le))));
    if (!more.ok) return more;
    parts.push(more.value.data);
    length += more.value.data.length;
    sw = more.value.sw;
    if (length > MAX_RESPONSE_BYTES) return protocolError(`answer longer than ${MAX_RESPONSE_BYTES} bytes`);
  }
  return ok({ data: parts.length === 1 ? first.data : concatBytes(...parts), sw });
}

async function raw<E>(exchange: Exchange<E>, bytes: Uint8Array): Promise<Result<ResponseApdu, E | ProtocolError>> {
  const answer = await exchange(bytes);
  if (!answer.ok) return answer;
  const response = decodeResponse(answer.value);
  return response ? ok(response) : protocolError(`answer of ${answer.value.length} bytes, without a status word`);
}

function withLe(command: CommandApdu, le: CommandApdu['le']): CommandApdu {
  return le === undefined ? command : { ...command, le };
}

function shortLe(le: number | 'all'): number | 'all' {
  return le === 'all' || le > 256 ? 'all' : le;
}

function protocolError(words: string): Result<never, ProtocolError> {
  return err({ kind: 'protocol', words });
}

export function isProtocolError(error: unknown): error is ProtocolError {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'protocol';
}
