import { connect } from 'node:net';
import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { excerpt, MAX_REPLY_bytes, ObjectEnd } from './json-rpc.ts';

/** Why no answer came. `sent`: the printer may have got the request, so it may have acted. */
export type LineFailure = {
  readonly kind: 'unreachable' | 'cut' | 'late' | 'garbled' | 'aborted';
  readonly sent: boolean;
  readonly words: string;
};

export type Exchange = {
  readonly host: string;
  readonly port: number;
  readonly connect_ms: number;
  readonly answer_ms: number;
  readonly signal: AbortSignal | undefined;
};

/** One request on a connection of its own; resolves with the text of the reply's JSON object. */
export function exchange(clock: Clock, request: string, to: Exchange): Promise<Result<string, LineFailure>> {
  return new Promise((resolve) => {
    if (to.signal?.aborted) return resolve(err({ kind: 'aborted', sent: false, words: 'canceled' }));
    const socket = connect({ host: to.host, port: to.port });
    const end = new ObjectEnd();
    const chunks: Buffer[] = [];
    let size = 0;
    let sent = false;
    const settle = (result: Result<string, LineFailure>) => {
      cancelTimer();
      to.signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(result);
    };
    const fail = (kind: LineFailure['kind'], words: string) => settle(err({ kind, sent, words }));
    const onAbort = () => fail('aborted', 'canceled');
    let cancelTimer = clock.after(to.connect_ms, () => fail('unreachable', `no connection in ${to.connect_ms} ms`));
    to.signal?.addEventListener('abort', onAbort);
    socket.setNoDelay(true);
    socket.on('connect', () => {
      cancelTimer();
      cancelTimer = clock.after(to.answer_ms, () => fail('late', `no answer in ${to.answer_ms} ms`));
      sent = true;
      socket.write(request);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(sent ? 'cut' : 'unreachable', `${error.code ?? error.message} ${to.host}:${to.port}`);
    });
    socket.on('data', (chunk) => {
      const closing = end.feed(chunk);
      size += closing ?? chunk.length;
      if (size > MAX_REPLY_bytes) return fail('garbled', `answer longer than ${MAX_REPLY_bytes} bytes`);
      // What follows the object is the same nothing in this packet as in a later one.
      chunks.push(chunk.subarray(0, closing));
      if (closing !== undefined) settle(ok(Buffer.concat(chunks).toString('utf8')));
    });
    socket.on('close', () => {
      const received = Buffer.concat(chunks).toString('utf8');
      if (received === '') return fail(sent ? 'cut' : 'unreachable', `connection closed ${to.host}:${to.port}`);
      fail('garbled', `answer cut short: ${excerpt(received)}`);
    });
  });
}
