import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../common/clock.ts';
import type { SimulatorLog } from '../log-events.ts';
import type { Pace } from '../machine/index.ts';
import type { Garbage, PrinterFaults } from './faults.ts';
import type { PrinterService, ServiceAnswer } from './service.ts';

/** Two colour bitmaps in base64 would not fit twice into this; one request holds one. */
const MAX_REQUEST_bytes = 16 * 1024 * 1024;
const IDLE_ms = 30_000;

type Request = {
  readonly id: string | number | null;
  readonly method: string;
  readonly params: Record<string, string>;
};
type Parts = {
  readonly service: PrinterService;
  readonly faults: PrinterFaults;
  readonly isAction: (request: Request) => boolean;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: SimulatorLog;
};

/** The TCP side: one request a connection, which ends where its JSON object ends; one reply, then closed. */
export class RpcServer {
  readonly #parts: Parts;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  listen(port: number): Promise<{ host: string; port: number }> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        const address = this.#server.address();
        if (address === null || typeof address === 'string') return reject(new Error('no TCP address'));
        resolve({ host: address.address, port: address.port });
      });
    });
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_ms, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    const chunks: Buffer[] = [];
    const end = new ObjectEnd();
    let size = 0;
    socket.on('data', (chunk) => {
      if (end.reached) return;
      size += chunk.length;
      if (size > MAX_REQUEST_bytes) return void socket.destroy();
      chunks.push(chunk);
      if (end.feed(chunk)) void this.#answer(socket, Buffer.concat(chunks));
    });
  }

  async #answer(socket: Socket, bytes: Buffer): Promise<void> {
    const request = readRequest(bytes);
    if (!request)
      return void socket.end(
        JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } }),
      );
    const { faults, service, pace } = this.#parts;
    const places = this.#placesOf(request);
    if (faults.strikes('communicationLost', places)) return void socket.destroy();
    if (faults.strikes('requestLost', places)) return;
    const refusal = faults.strikes('refused', places);
    if (refusal) return void socket.end(reply(request, refusalOf(request, refusal.words ?? 'ERR BUSY')));
    const answer = await service.call(request.method, request.params);
    this.#parts.log('cardPrinterSimulator.answered', { method: request.method });
    if (faults.strikes('answerLost', places)) return;
    if (faults.strikes('hungUp', places)) return void socket.end();
    if (faults.strikes('answerCut', places)) {
      const whole = reply(request, answer);
      return void socket.write(whole.slice(0, whole.length / 2), () => socket.resetAndDestroy());
    }
    const late = faults.strikes('answerLate', places);
    if (late) await pace.wait(late.late_ms ?? 4000);
    const garbled = faults.strikes('answerGarbled', places);
    socket.end(garbled ? garble(request, garbled.as ?? 'notJson') : reply(request, answer));
  }

  /** Every name under which a line fault can wait for this request. */
  #placesOf(request: Request): readonly string[] {
    const command = request.method === 'CMD.SendCommand' ? (request.params['command'] ?? '') : '';
    return [
      request.method,
      ...(command ? [command, command.split(';')[0] ?? ''] : []),
      ...(this.#parts.isAction(request) ? ['action'] : []),
    ];
  }
}

/** Finds the brace that closes the first JSON object of a stream, whatever is inside its strings. */
class ObjectEnd {
  reached = false;
  #depth = 0;
  #inString = false;
  #escaped = false;

  feed(chunk: Uint8Array): boolean {
    for (const byte of chunk) {
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === 0x5c) this.#escaped = true;
        else if (byte === 0x22) this.#inString = false;
      } else if (byte === 0x22) this.#inString = true;
      else if (byte === 0x7b) this.#depth += 1;
      else if (byte === 0x7d) this.#depth -= 1;
      if (byte === 0x7d && !this.#inString && this.#depth <= 0) {
        this.reached = true;
        return true;
      }
    }
    return false;
  }
}

function readRequest(bytes: Buffer): Request | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { id, method, params } = value as Record<string, unknown>;
    if (typeof method !== 'string' || typeof params !== 'object' || params === null) return undefined;
    if (Object.values(params).some((one) => typeof one !== 'string')) return undefined;
    return {
      id: typeof id === 'string' || typeof id === 'number' ? id : null,
      method,
      params: params as Record<string, string>,
    };
  } catch {
    return undefined;
  }
}

function reply(request: Request, answer: ServiceAnswer): string {
  return JSON.stringify({ id: request.id, jsonrpc: '2.0', ...answer });
}

/** A printer refuses in its own words, its service with a code. */
function refusalOf({ method }: Request, words: string): ServiceAnswer {
  return method === 'CMD.SendCommand' ? { result: words } : { error: { code: 1600, message: words } };
}

function garble(request: Request, kind: Garbage): string {
  switch (kind) {
    case 'notJson':
      return '\u0000\u0007OK\r\n{{{]]';
    case 'truncated':
      return reply(request, { result: 'OK' }).slice(0, -6);
    case 'html':
      return '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>{}</body></html>';
    case 'giant':
      return reply(request, { result: 'A'.repeat(8 * 1024 * 1024) });
    case 'unknownReply':
      return reply(request, { result: 'QUX 17' });
    case 'errorWords':
      return reply(request, { result: 'ERR 0x3F' });
    case 'wrongId':
      return reply({ ...request, id: 'another' }, { result: 'OK' });
    case 'foreignError':
      return reply({ ...request, id: 'another' }, { error: { code: 8, message: 'Bad command' } });
    case 'wrongType':
      return JSON.stringify({ id: request.id, jsonrpc: '2.0', result: { ok: true } });
  }
}
