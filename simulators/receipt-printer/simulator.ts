import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import type { Pace } from '../machine/index.ts';
import { automaticStatus, ejectorStatus, paperSensor, statusByte } from './answers.ts';
import { Body } from './body.ts';
import { type Order, parse, type Request } from './commands.ts';
import { ReceiptFaults } from './faults.ts';
import { type ModelName, models } from './models.ts';

export type ReceiptPrinterSimulatorOptions = {
  readonly pace: Pace;
  readonly log: Log;
  readonly model: ModelName;
};

export type ReceiptPrinterSimulator = ReturnType<typeof createReceiptPrinterSimulator>;

/** A receipt printer with a body, on a socket or at the end of a serial line. One host at a time. */
export function createReceiptPrinterSimulator({ pace, log, model }: ReceiptPrinterSimulatorOptions) {
  const changes = new Emitter<void>();
  const changed = () => {
    reportStatus();
    changes.emit();
  };
  const faults = new ReceiptFaults(() => changed());
  const body = new Body(models[model], faults, pace, () => changed());
  const orders: { order: Order; size: number }[] = [];
  let incoming = new Uint8Array(0);
  let buffered_bytes = 0;
  let working = false;
  let line: Duplex | undefined;
  let server: Server | undefined;
  let automatic = false;
  let lastReported = '';

  const say = (bytes: Uint8Array | undefined) => {
    if (!bytes || !body.powered || !line || line.destroyed) return;
    if (faults.strikes('answerLost')) return;
    line.write(faults.strikes('answerGarbled') ? bytes.map((byte) => byte ^ 0xff) : bytes);
  };

  const reportStatus = () => {
    if (!automatic) return;
    const status = automaticStatus(body);
    const words = String(status);
    if (words === lastReported) return;
    lastReported = words;
    say(status);
  };

  const answer = (request: Request) => {
    if (request.ask === 'status') say(statusByte(body, request.n));
    else if (request.ask === 'ejector') say(body.model.presenter ? ejectorStatus(body) : undefined);
    else say(Buffer.from(`_${model}\0`));
  };

  /** Takes one order after the other out of the buffer, for as long as the machine runs. */
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    while (orders.length > 0 && body.powered) {
      const next = orders[0];
      if (!next) break;
      const done = await body.do(next.order);
      if (!done || !body.powered) {
        // What was not printed when the machine stopped is not printed later on somebody else's ticket.
        orders.length = 0;
        buffered_bytes = 0;
        break;
      }
      orders.shift();
      buffered_bytes -= next.size;
      if (next.order.do === 'answerPaper') say(paperSensor(body));
      if (next.order.do === 'automaticStatus') {
        automatic = next.order.on && body.model.dialect === 'epson';
        lastReported = '';
        reportStatus();
      }
      if (faults.strikes('communicationLost')) line?.destroy();
      if (buffered_bytes < body.model.buffer_bytes) line?.resume();
    }
    working = false;
    line?.resume();
  };

  const receive = (data: Uint8Array) => {
    if (!body.powered) return;
    const full = buffered_bytes + incoming.length > body.model.buffer_bytes;
    if (full && faults.strikes('bufferOverrun')) return;
    incoming = Buffer.concat([incoming, data]);
    for (;;) {
      const parsed = incoming.length > 0 ? parse(incoming) : undefined;
      if (!parsed) break;
      incoming = incoming.slice(parsed.size);
      if ('order' in parsed) {
        // A machine that stands still takes no print data, and forgets what it took.
        if (body.stopped && parsed.order.do !== 'init' && parsed.order.do !== 'retract') continue;
        orders.push({ order: parsed.order, size: parsed.size });
        buffered_bytes += parsed.size;
      } else if ('request' in parsed) answer(parsed.request);
      else log('warning', 'receiptPrinter.unknownCommand', { bytes: parsed.unknown });
    }
    if (buffered_bytes >= body.model.buffer_bytes) line?.pause();
    void work();
  };

  const attach = (stream: Duplex) => {
    line?.destroy();
    line = stream;
    incoming = new Uint8Array(0);
    automatic = false;
    stream.on('data', receive);
    stream.on('error', () => stream.destroy());
    stream.on('close', () => {
      if (line === stream) line = undefined;
    });
  };

  const power = (on: boolean) => {
    if (body.powered === on) return;
    body.powered = on;
    if (!on) {
      orders.length = 0;
      buffered_bytes = 0;
      automatic = false;
      body.spoilTicket();
      line?.destroy();
    }
    changed();
  };

  return {
    /** Listens on a free port of the loopback interface. Without power nobody answers there. */
    async listenTcp(port = 0): Promise<{ host: string; port: number }> {
      const listening = createServer((socket: Socket) => {
        if (!body.powered) return socket.destroy();
        socket.setNoDelay(true);
        return attach(socket);
      });
      server = listening;
      await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
      return { host: '127.0.0.1', port: (listening.address() as { port: number }).port };
    },
    /** The printer's end of a serial line. */
    attachSerial: attach,
    faults,
    hand: {
      takeTicket: () => body.take()?.id,
      loadPaper: () => body.loadPaper(),
      openCover: () => {
        body.coverOpen = true;
        changed();
      },
      closeCover: () => {
        body.coverOpen = false;
        changed();
      },
      clearJam: () => {
        body.jammed = false;
        body.cutterStuck = false;
        body.spoilTicket();
        changed();
      },
      power,
    },
    receipts: () => body.tickets,
    snapshot: () => ({
      model,
      powered: body.powered,
      coverOpen: body.coverOpen,
      jammed: body.jammed,
      cutterStuck: body.cutterStuck,
      headHot: body.headHot,
      paper: body.paperOut ? 'out' : body.paperLow ? 'low' : 'full',
      roll_mm: Math.max(0, Math.round(body.roll_mm)),
      presented: body.presented?.id ?? null,
    }),
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    async close(): Promise<void> {
      line?.destroy();
      const listening = server;
      if (listening) await new Promise<void>((resolve) => listening.close(() => resolve()));
    },
  };
}
