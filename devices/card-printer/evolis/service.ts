import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { TraceLine } from '../../contract/index.ts';
import { type EscapeReply, parseEscapeReply } from './escape.ts';
import { encodeRequest, excerpt, parseReply } from './json-rpc.ts';
import { exchange, type LineFailure } from './line.ts';
import type { EvolisOptions } from './options.ts';
import { type PrinterEvent, type PrinterState, parseEvent, parseState } from './states.ts';

export type ServiceFailure =
  | LineFailure
  /** The service answered with an error of its own. */
  | { readonly kind: 'refused'; readonly sent: true; readonly code: number; readonly words: string };
export type Answer<T> = Promise<Result<T, ServiceFailure>>;

const MAX_TRACE_lines = 300;
/** The service waits for the printer; we wait a little longer for the service. */
const MARGIN_ms = 2_000;

/** The methods of the printer's service (JSON-RPC over TCP), one request at a time. */
export class EvolisService {
  readonly #options: EvolisOptions;
  readonly #clock: Clock;
  readonly #trace: TraceLine[] = [];
  #requests = 0;

  constructor(options: EvolisOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  trace(): readonly TraceLine[] {
    return [...this.#trace];
  }

  /** A query or setting: answered at once, moves nothing. */
  async ask(command: string, signal: AbortSignal): Answer<EscapeReply> {
    return this.#escape(command, this.#options.timeouts.answer_ms, signal);
  }

  /** A command that moves a card: answered when the movement is over. */
  async act(command: string, signal: AbortSignal): Answer<EscapeReply> {
    return this.#escape(command, this.#options.timeouts.move_ms, signal);
  }

  async state(signal: AbortSignal): Answer<PrinterState> {
    const reply = await this.#supervision('GetState', {}, signal);
    if (!reply.ok) return reply;
    const state = parseState(reply.value);
    return state ? ok(state) : err(garbled(reply.value));
  }

  /** The event that waits for an answer, if one does. */
  async event(signal: AbortSignal): Answer<PrinterEvent | undefined> {
    const reply = await this.#supervision('GetEvent', {}, signal);
    return reply.ok ? ok(parseEvent(reply.value)) : reply;
  }

  /** CANCEL alone: RETRY prints the whole card once more and is never sent. */
  cancelEvent(event: string, signal: AbortSignal): Answer<string> {
    return this.#supervision('SetEvent', { action: `${event}:CANCEL` }, signal);
  }

  addDevice(signal: AbortSignal): Answer<string> {
    return this.#supervision('AddDevice', {}, signal);
  }

  beginPrint(signal: AbortSignal): Answer<string> {
    return this.#call('PRINT.Begin', { device: this.#options.device }, signal);
  }

  /** `method`: Set, SetBitmap, Print or End of the session. */
  print(
    method: 'Set' | 'SetBitmap' | 'Print' | 'End',
    session: string,
    params: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Answer<string> {
    return this.#done(`PRINT.${method}`, { session, ...params }, signal);
  }

  /** A step of a job that did not end in `OK` did not end: a card must not lack a layer that nobody missed. */
  async #done(method: string, params: Readonly<Record<string, string>>, signal: AbortSignal): Answer<string> {
    const reply = await this.#call(method, params, signal, this.#options.timeouts.move_ms);
    if (!reply.ok || parseEscapeReply(reply.value).kind === 'ok') return reply;
    return err({ kind: 'garbled', sent: true, words: `${method}: ${excerpt(reply.value)}` });
  }

  #supervision(method: string, params: Readonly<Record<string, string>>, signal: AbortSignal): Answer<string> {
    return this.#call(`SUPERVISION.${method}`, { device: this.#options.device, ...params }, signal);
  }

  async #escape(command: string, timeout_ms: number, signal: AbortSignal): Answer<EscapeReply> {
    const params = { device: this.#options.device, command, timeout: String(timeout_ms) };
    const reply = await this.#call('CMD.SendCommand', params, signal, timeout_ms);
    return reply.ok ? ok(parseEscapeReply(reply.value)) : reply;
  }

  async #call(
    method: string,
    params: Readonly<Record<string, string>>,
    signal: AbortSignal,
    answer_ms: number = this.#options.timeouts.answer_ms,
  ): Answer<string> {
    this.#requests += 1;
    const id = String(this.#requests);
    this.#note('out', outline(method, params));
    const { host, port, timeouts } = this.#options;
    const to = { host, port, connect_ms: timeouts.connect_ms, answer_ms: answer_ms + MARGIN_ms, signal };
    const text = await exchange(this.#clock, encodeRequest(id, method, params), to);
    const reply: Result<string, ServiceFailure> = text.ok ? readReply(text.value, id) : text;
    this.#note('in', reply.ok ? excerpt(reply.value) : `${reply.error.kind}: ${reply.error.words}`);
    return reply;
  }

  #note(direction: TraceLine['direction'], text: string): void {
    this.#trace.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#trace.length > MAX_TRACE_lines) this.#trace.shift();
  }
}

function readReply(text: string, id: string): Result<string, ServiceFailure> {
  const reply = parseReply(text, id);
  return reply.ok ? reply : err({ ...reply.error, sent: true });
}

function garbled(reply: string): LineFailure {
  return { kind: 'garbled', sent: true, words: `not a state: ${excerpt(reply)}` };
}

/** What is kept of a request: never the picture of a card. */
function outline(method: string, params: Readonly<Record<string, string>>): string {
  if (method === 'CMD.SendCommand') return params['command'] ?? '';
  const { face, panel, data, action } = params;
  if (method === 'PRINT.SetBitmap') return `${method} ${face} ${panel}, ${data?.length ?? 0} characters`;
  return [method, data, action].filter((part) => part !== undefined).join(' ');
}
