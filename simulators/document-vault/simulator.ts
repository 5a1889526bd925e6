import type { Duplex } from 'node:stream';
import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { SimulatorLog } from '../log-events.ts';
import { type Pace, TcpPort } from '../machine/index.ts';
import {
  counterFields,
  inFields,
  informationFields,
  type LastOrder,
  slotFields,
  statusFields,
  textFields,
} from './answers.ts';
import { type Booklet, Booklets } from './booklets.ts';
import { VaultFaults, type VaultGarbage } from './faults.ts';
import { answerFrame, isQuestion, type Request, RequestReader } from './frames.ts';
import { Mechanics } from './mechanics.ts';
import { type Order, refusal } from './order.ts';

export type DocumentVaultSimulatorOptions = {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: SimulatorLog;
  readonly slots?: number;
  readonly retainCapacity?: number;
  /** Its address on the line, 1 to 31. */
  readonly address?: number;
};

export type DocumentVaultSimulator = ReturnType<typeof createDocumentVaultSimulator>;

const plainOrders = { H: 'home', O: 'open', X: 'close', R: 'retract', V: 'view', Z: 'reset' } as const;
const slotOrders = { T: 'turn', P: 'pick', B: 'back', N: 'scan' } as const;
const FIRST_QUESTION = 128;

/** A vault of ready booklets with a body, on a socket or at the end of a serial line. One host at a time. */
export function createDocumentVaultSimulator(options: DocumentVaultSimulatorOptions) {
  const { clock, pace, log, slots = 40, retainCapacity = 20, address = 1 } = options;
  const changes = new Emitter<void>();
  const exits = new Emitter<Booklet | undefined>();
  const faults = new VaultFaults(() => changes.emit());
  const booklets = new Booklets(slots, retainCapacity);
  let line: Duplex | undefined;
  let last: LastOrder | undefined;
  let onChipReader: string | undefined;

  const changed = () => {
    const booklet = booklets.atExit();
    if (booklet?.id !== onChipReader) {
      onChipReader = booklet?.id;
      exits.emit(booklet && machine.isChipDead ? { ...booklet, card: undefined } : booklet);
    }
    changes.emit();
  };
  const machine = new Mechanics(booklets, faults, pace, changed, (on) => {
    last = undefined;
    if (!on) line?.destroy();
  });

  /** Says it, in the way in which it comes out. */
  const say = async ({ sequence, code }: Request, data: string): Promise<void> => {
    const to = line;
    const late = faults.strikesAt('answerLate', code);
    if (late) await pace.wait(late.late_ms ?? 5_000);
    if (!to || to !== line || to.destroyed || !machine.powered || faults.strikesAt('answerLost', code)) return;
    if (faults.strikesAt('hungUp', code)) return void to.destroy();
    const garbled = faults.strikesAt('answerGarbled', code);
    const frame = garbled
      ? garbage(garbled.as ?? 'checksum', address, sequence, code, data)
      : answerFrame(address, sequence, code, data);
    if (faults.strikesAt('answerCut', code)) return void to.end(frame.subarray(0, frame.length / 2));
    to.write(frame);
  };

  const receive = (request: Request) => {
    const at = request.code;
    if (!machine.powered || faults.strikesAt('requestLost', at)) return;
    if (faults.strikesAt('communicationLost', at)) return void line?.destroy();
    const refused = isQuestion(at) ? undefined : faults.strikesAt('refused', at);
    void say(request, refused ? inFields({ result: 'refused', error: refused.words ?? 'busy' }) : answerTo(request));
  };

  const answerTo = (request: Request): string => {
    switch (request.code) {
      case 'S':
        return inFields(statusFields(machine, last));
      case 'I':
        return inFields(informationFields(machine));
      case 'L':
        return inFields(slotFields(machine, Number(request.fields.get('from') ?? 1)));
      case 'C':
        return inFields(counterFields(machine));
      case 'M':
        return inFields(textFields(machine, last));
      default:
        return order(request);
    }
  };

  const order = (request: Request): string => {
    const content = `${request.code} ${[...request.fields].join(';')}`;
    // What was accepted before is not done again.
    if (last?.sequence === request.sequence) {
      return inFields(last.content === content ? { result: 'accepted' } : { result: 'refused', error: 'sequence' });
    }
    const read = orderOf(request, booklets.slots);
    const error = typeof read === 'string' ? read : whyNot(request, read);
    if (typeof read === 'string' || error) {
      log('documentVaultSimulator.refused', { order: request.code, error });
      return inFields({ result: 'refused', error: error ?? 'badData' });
    }
    const accepted: LastOrder = { sequence: request.sequence, content, result: 'running' };
    last = accepted;
    void machine.carryOut(read).then((trouble) => {
      if (trouble !== 'lost') accepted.result = trouble ?? 'done';
      changes.emit();
    });
    return inFields({ result: 'accepted' });
  };

  const whyNot = ({ sequence, fields }: Request, wanted: Order): string | undefined => {
    if (sequence === 0 || sequence >= FIRST_QUESTION) return 'sequence';
    if (fields.get('boot') !== String(machine.boot)) return 'restarted';
    return refusal(machine, wanted);
  };

  const attach = (stream: Duplex) => {
    const before = line;
    line = stream;
    before?.destroy();
    const reader = new RequestReader(address, clock, receive);
    stream.on('error', () => stream.destroy());
    stream.on('data', (data: Uint8Array) => line === stream && reader.receive(data));
    stream.on('close', () => {
      if (line === stream) line = undefined;
    });
  };

  const tcp = new TcpPort(() => machine.powered, attach);

  return {
    /** On the loopback interface, on a free port unless one is named. */
    listenTcp: (port?: number) => tcp.listen(port),
    /** The vault's end of a serial line. */
    attachSerial: attach,
    faults,
    hand: {
      /** Through a shutter that is not closed. */
      takeBooklet: () => machine.takeBooklet()?.id,
      /** The one that was taken last. */
      pushBack: () => machine.pushBack()?.id,
      loadSlot(slot: number, booklet: Omit<Booklet, 'id'>): string | undefined {
        const id = booklets.load(slot, booklet);
        if (id) machine.counts.load += 1;
        changed();
        return id;
      },
      emptySlot(slot: number): string | undefined {
        const booklet = booklets.inSlot(slot);
        if (booklet) booklets.move(booklet.id, 'removed');
        if (booklet) machine.counts.load += 1;
        changed();
        return booklet?.id;
      },
      emptyRetain(): readonly string[] {
        const emptied = booklets.at('retain').map(({ id }) => id);
        for (const id of emptied) booklets.move(id, 'removed');
        faults.clear('retainFull');
        changed();
        return emptied;
      },
      clearJam: () => machine.clearJam()?.id,
      openDoor: () => machine.setDoor(true),
      closeDoor: () => machine.setDoor(false),
      power: (on: boolean) => machine.power(on),
    },
    /** Every booklet that was ever loaded, and where it is. */
    booklets: () => booklets.list(),
    snapshot: () => ({
      powered: machine.powered,
      boot: machine.boot,
      state: machine.state,
      fault: machine.fault,
      place: machine.place,
      shutter: machine.shutter,
      door: machine.isDoorOpen ? ('open' as const) : ('closed' as const),
      window: machine.window,
      chipReader: onChipReader ?? null,
      slots: slotFields(machine, 1).slots,
      retain: booklets.at('retain').map(({ id }) => id),
      counts: { ...machine.counts },
      booklets: booklets.list(),
    }),
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    /**
     * The booklet that lies on the chip reader of the exit from now on, without its card when its chip is dead;
     * undefined when it has left.
     */
    onBookletAtExit: (listener: (booklet: Booklet | undefined) => void): Unsubscribe => exits.on(listener),
    async close(): Promise<void> {
      line?.destroy();
      await tcp.close();
    },
  };
}

/** The order, or the unit's word for why it is none. */
function orderOf({ code, fields }: Request, slots: number): Order | string {
  if (Object.hasOwn(plainOrders, code)) return { do: plainOrders[code as keyof typeof plainOrders] };
  if (!Object.hasOwn(slotOrders, code)) return 'unknownOrder';
  const slot = Number(fields.get('slot'));
  if (!Number.isInteger(slot) || slot < 1 || slot > slots) return 'badData';
  return { do: slotOrders[code as keyof typeof slotOrders], slot };
}

function garbage(as: VaultGarbage, address: number, sequence: number, code: string, data: string): Buffer {
  const right = answerFrame(address, sequence, code, data);
  switch (as) {
    case 'checksum':
      right.writeUInt8(right.readUInt8(right.length - 2) ^ 0xff, right.length - 2);
      return right;
    case 'noise':
      return Buffer.concat([Buffer.from([0xff, 0x02, 0x00, 0x7f, 0x03, 0x02, 0x02]), right]);
    case 'unknownReply':
      return answerFrame(address, sequence, code, 'result=perhaps;state=wondering');
    case 'wrongSequence':
      return answerFrame(address, sequence === 255 ? 1 : sequence + 1, code, data);
    case 'wrongAddress':
      return answerFrame(address === 31 ? 1 : address + 1, sequence, code, data);
    case 'giant':
      return Buffer.alloc(20_000, 0x41);
  }
}
