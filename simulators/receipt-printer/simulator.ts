import type { Duplex } from 'node:stream';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { SimulatorLog } from '../log-events.ts';
import { type Pace, TcpPort } from '../machine/index.ts';
import { automaticStatus, CLEARED, ejectorStatus, identityText, paperSensor, statusByte } from './answers.ts';
import { Body, type Ticket } from './body.ts';
import { ReceiveBuffer } from './buffer.ts';
import { ReceiptFaults } from './faults.ts';
import { type ModelName, models } from './models.ts';
import type { Order, Request } from './order.ts';

export type ReceiptPrinterSimulatorOptions = {
  readonly pace: Pace;
  readonly log: SimulatorLog;
  readonly model: ModelName;
  /** Left on the roll at the start; a full roll of 80 m when left out. */
  readonly paper_mm?: number;
};

export type ReceiptPrinterSimulator = ReturnType<typeof createReceiptPrinterSimulator>;

/** Start, eight bits, stop. */
const BITS_PER_BYTE = 10;
const SERIAL_SLICE_bytes = 256;

/** A receipt printer with a body, on a socket or at the end of a serial line. One host at a time. */
export function createReceiptPrinterSimulator({ pace, log, model, paper_mm }: ReceiptPrinterSimulatorOptions) {
  const changes = new Emitter<void>();
  const faults = new ReceiptFaults(() => changed());
  const body = new Body(models[model], paper_mm, faults, pace, () => changed());
  let working = false;
  let line: Duplex | undefined;
  let automatic = false;
  let lastReported = '';
  let madeRoom = () => {};

  const changed = () => {
    reportStatus();
    changes.emit();
    void work();
  };

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
    else say(body.model.presenter ? ejectorStatus(body) : undefined);
  };

  const buffer = new ReceiveBuffer(body.model, {
    request: answer,
    unknown: (bytes) => log('receiptPrinterSimulator.unknownCommand', { bytes }),
    cleared: () => {
      body.forgetOrders();
      say(CLEARED);
    },
  });

  /** Of orders that no paper is needed for. */
  const answerTo = (order: Order) => {
    if (order.do === 'answerPaper') say(paperSensor(body));
    else if (order.do === 'identify') say(identityText(body, order.n));
    else if (order.do === 'automaticStatus') {
      automatic = order.on && body.model.dialect === 'epson';
      lastReported = '';
      reportStatus();
    }
  };

  /** Takes one order after the other out of the buffer, for as long as the machine runs. */
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    for (let order = buffer.next; order && body.powered; order = buffer.next) {
      if (mustWait(order)) {
        if (body.model.keepsBuffer) break;
        // What was not printed when it stopped is not printed later: it forgets what it took.
        buffer.done(order);
      } else if (await body.do(order)) {
        if (buffer.next === order) answerTo(order);
        buffer.done(order);
        if (body.isPrinting && faults.strikes('communicationLost')) line?.destroy();
      } else if (!body.model.keepsBuffer) {
        buffer.done(order);
        body.forgetOrders();
      }
      madeRoom();
    }
    working = false;
  };

  const mustWait = (order: Order) => body.stopped && !['init', 'retract', 'automaticStatus'].includes(order.do);

  /** Reads what comes, as fast as the line is and as long as there is room. */
  const read = async (stream: Duplex, baudRate: number | undefined): Promise<void> => {
    for await (const chunk of stream) {
      const slice = baudRate ? SERIAL_SLICE_bytes : chunk.length;
      for (let at = 0; at < chunk.length; at += slice) {
        const data: Uint8Array = chunk.subarray(at, at + slice);
        if (baudRate) await pace.wait((data.length * BITS_PER_BYTE * 1_000) / baudRate);
        if (line !== stream || !body.powered) return;
        const overrun = faults.holds('bufferOverrun');
        buffer.receive(data, overrun);
        void work();
        while (buffer.isFull && !overrun && line === stream) {
          await new Promise<void>((resolve) => {
            madeRoom = resolve;
          });
        }
      }
    }
  };

  const attach = (stream: Duplex, baudRate?: number) => {
    const before = line;
    line = stream;
    before?.destroy();
    buffer.forgetIncoming();
    automatic = false;
    stream.on('error', () => stream.destroy());
    stream.on('close', () => {
      if (line === stream) line = undefined;
      madeRoom();
    });
    // A line that is cut ends the reading; there is nothing else to say about it.
    void read(stream, baudRate).catch(() => stream.destroy());
  };

  const power = (on: boolean) => {
    if (body.powered === on) return;
    body.powered = on;
    if (!on) {
      buffer.forgetAll();
      automatic = false;
      body.spoilTicket();
      body.forgetOrders();
      line?.destroy();
    }
    changed();
  };

  const tcp = new TcpPort(() => body.powered, attach);

  return {
    /** On the loopback interface, on a free port unless one is named. */
    listenTcp: (port?: number) => tcp.listen(port),
    /** The printer's end of a serial line; with a baud rate bytes take as long as they would on a wire. */
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
        body.clearPath();
      },
      power,
    },
    receipts: (): readonly Ticket[] => body.tickets,
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
      await tcp.close();
    },
  };
}
