import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../../common/clock.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { badAnswer, connectionFailure, type Failure, statusFailure } from './failures.ts';
import { connectorFor, type TlsFiles } from './tls.ts';

export type WireRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing when undefined. */
  readonly body: unknown;
  /** Comes back with the answer; an answer with another one belongs to another request. */
  readonly requestId: string;
  readonly answer_ms: number;
  readonly signal: AbortSignal | undefined;
};

export type Wire = {
  /** One attempt. The JSON of a 2xx answer, unchecked. */
  exchange(request: WireRequest): Promise<Result<unknown, Failure>>;
  close(): Promise<void>;
};

export type WireOptions = {
  readonly baseUrl: string;
  readonly connect_ms: number;
  readonly tls: TlsFiles | undefined;
  readonly clock: Clock;
};

/** A resident's request, an event on its way and a heartbeat go side by side; more only queue. */
const CONNECTIONS = 4;
const ANSWER_LIMIT_bytes = 1_000_000;

export function createWire(options: WireOptions): Wire {
  const base = new URL(options.baseUrl);
  const pool = new Pool(base.origin, {
    connect: connectorFor(options.tls, options.connect_ms),
    connections: CONNECTIONS,
    pipelining: 1,
    // Waiting is limited here, by the injected clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const prefix = base.pathname.replace(/\/$/, '');
  return {
    exchange: (request) =>
      new Promise((resolve) => {
        const exchange = new Exchange(request, options, resolve);
        if (!exchange.isOver) pool.dispatch(dispatchOptions(prefix, request), exchange);
      }),
    close: () => pool.destroy(),
  };
}

function dispatchOptions(prefix: string, request: WireRequest): Dispatcher.DispatchOptions {
  const json = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    method: request.method,
    path: prefix + request.path,
    headers: {
      ...request.headers,
      accept: 'application/json, application/problem+json',
      'request-id': request.requestId,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: json ?? null,
  };
}

/** One request on its way; settles once, by its answer, an error, its time limit or its caller. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: WireRequest;
  readonly #options: WireOptions;
  readonly #resolve: (result: Result<unknown, Failure>) => void;
  readonly #giveUp: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  #stopTimer: () => void;
  #status = 0;
  #type = '';
  #chunks: Buffer[] = [];
  #length_bytes = 0;
  isOver = false;

  constructor(request: WireRequest, options: WireOptions, resolve: (result: Result<unknown, Failure>) => void) {
    this.#request = request;
    this.#options = options;
    this.#resolve = resolve;
    this.#giveUp = () => this.#fail(this.#timeOut('given up by the caller', false));
    this.#stopTimer = options.clock.after(options.connect_ms, () =>
      this.#fail(this.#timeOut(`no connection within ${options.connect_ms} ms`)),
    );
    request.signal?.addEventListener('abort', this.#giveUp);
    if (request.signal?.aborted) this.#giveUp();
  }

  /** Called when a connection is there, right before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.isOver) {
      controller.abort(new Error('nobody waits for it any more'));
      return;
    }
    this.#controller = controller;
    const { answer_ms } = this.#request;
    this.#stopTimer();
    this.#stopTimer = this.#options.clock.after(answer_ms, () =>
      this.#fail(this.#timeOut(`no answer within ${answer_ms} ms`)),
    );
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200) return;
    this.#status = status;
    this.#type = String(headers['content-type'] ?? '');
    const answered = headers['request-id'];
    // What stands between (a proxy, a broken server) need not know the id; a foreign one is somebody else's answer.
    if (answered !== this.#request.requestId && (answered !== undefined || status < 400)) {
      this.#fail(badAnswer(answered === undefined ? this.#withoutId() : 'the answer to another request', true));
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length_bytes += chunk.length;
    if (this.#length_bytes > ANSWER_LIMIT_bytes) {
      this.#fail(badAnswer(`larger than ${ANSWER_LIMIT_bytes} bytes`));
    } else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.#json();
    if (this.#status >= 400) this.#settle(err(statusFailure(this.#status, body)));
    else if (this.#status >= 300) this.#settle(err(badAnswer(`HTTP ${this.#status}, a redirection`)));
    else if (body === undefined) this.#settle(err(badAnswer(`not JSON but ${this.#type || 'of no type'}`)));
    else this.#settle(ok(body));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settle(err(connectionFailure(error, this.#controller !== undefined)));
  }

  #withoutId(): string {
    return `an answer without Request-Id, of type ${this.#type || 'unknown'}`;
  }

  #json(): unknown {
    if (!/^application\/(json|problem\+json)\b/.test(this.#type)) return undefined;
    try {
      return JSON.parse(Buffer.concat(this.#chunks).toString('utf8')) as unknown;
    } catch {
      return undefined;
    }
  }

  #timeOut(words: string, mayRepeat = true): Failure {
    const effect = this.#controller ? 'unknown' : 'none';
    return { error: { code: 'timeOut', effect, words }, mayRepeat };
  }

  /** Settles and drops the connection: whatever else comes on it is of no use. */
  #fail(failure: Failure): void {
    this.#settle(err(failure));
    this.#controller?.abort(new Error(failure.error.words));
  }

  #settle(result: Result<unknown, Failure>): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#stopTimer();
    this.#request.signal?.removeEventListener('abort', this.#giveUp);
    this.#resolve(result);
  }
}
