import { concatBytes } from '../../common/bytes.ts';
import { type CardCommand, parseCommand, sw } from './command.ts';

/** A card as a reader sees it. It holds no contact with any reader: whoever carries it calls these. */
export interface VirtualCard {
  /** Answer to reset; empty: the card stays mute. */
  readonly atr: Uint8Array;
  /** Time the card takes for one exchange; the carrier lets it pass. */
  readonly latency_ms: number;
  powerOn(): void;
  powerOff(): void;
  reset(): void;
  /** One raw exchange; undefined: the card never answers. */
  transmit(command: Uint8Array): Uint8Array | undefined;
}

export type CardAnswer = { readonly data?: Uint8Array; readonly sw: number };

/** An application on the card. */
export interface Applet {
  readonly aid: Uint8Array;
  /** Called on SELECT; what it gives back is the answer's data field. */
  select(): Uint8Array;
  process(command: CardCommand): CardAnswer;
}

export type CardOsOptions = {
  readonly atr: Uint8Array;
  readonly applets: readonly Applet[];
  readonly latency_ms?: number;
  /** Bytes of one answer; more is fetched with GET RESPONSE. */
  readonly answerBuffer_bytes?: number;
  /** Answers 6Cxx when Le is not exactly what there is, as many contact cards do. */
  readonly strictLe?: boolean;
};

/** More than any data object here; a chain that grows past it is refused. */
const MAX_CHAIN_bytes = 4096;
const CLA_CHAINING = 0x10;

/** A small card operating system: power, selection, command and response chaining (ISO/IEC 7816-4). */
export class CardOs implements VirtualCard {
  readonly atr: Uint8Array;
  readonly latency_ms: number;
  readonly #applets: readonly Applet[];
  readonly #answerBuffer_bytes: number;
  readonly #strictLe: boolean;
  #powered = false;
  #selected: Applet | undefined;
  #chain: Uint8Array = new Uint8Array();
  #waiting: Uint8Array = new Uint8Array();

  constructor(options: CardOsOptions) {
    this.atr = options.atr;
    this.latency_ms = options.latency_ms ?? 0;
    this.#applets = options.applets;
    this.#answerBuffer_bytes = options.answerBuffer_bytes ?? 256;
    this.#strictLe = options.strictLe ?? false;
  }

  powerOn(): void {
    this.reset();
    this.#powered = true;
  }

  powerOff(): void {
    this.#powered = false;
  }

  reset(): void {
    this.#selected = undefined;
    this.#chain = new Uint8Array();
    this.#waiting = new Uint8Array();
  }

  transmit(bytes: Uint8Array): Uint8Array | undefined {
    if (!this.#powered) return undefined;
    const command = parseCommand(bytes);
    if (!command) return sw(0x6700);
    if (command.ins === 0xc0) return this.#nextPart(command.le ?? 0);
    this.#waiting = new Uint8Array();
    if (command.cla & CLA_CHAINING) return this.#extendChain(command);
    const whole = { ...command, data: concatBytes(this.#chain, command.data) };
    this.#chain = new Uint8Array();
    const answer = this.#execute(whole);
    const data = answer.data ?? new Uint8Array();
    if (data.length === 0) return sw(answer.sw);
    if (answer.sw !== 0x9000) return concatBytes(data, sw(answer.sw));
    return this.#firstPart(data, command);
  }

  #extendChain(command: CardCommand): Uint8Array {
    if (this.#chain.length + command.data.length > MAX_CHAIN_bytes) {
      this.#chain = new Uint8Array();
      return sw(0x6700);
    }
    this.#chain = concatBytes(this.#chain, command.data);
    return sw(0x9000);
  }

  #execute(command: CardCommand): CardAnswer {
    if (command.ins === 0xa4 && command.p1 === 0x04) return this.#select(command.data);
    return this.#selected ? this.#selected.process(command) : { sw: 0x6d00 };
  }

  /** By the whole name or its beginning (7816-4, 11.2.2). */
  #select(aid: Uint8Array): CardAnswer {
    const applet = this.#applets.find(
      (candidate) =>
        aid.length >= 5 && aid.length <= candidate.aid.length && aid.every((b, i) => b === candidate.aid[i]),
    );
    if (!applet) return { sw: 0x6a82 };
    this.#selected = applet;
    return { data: applet.select(), sw: 0x9000 };
  }

  #firstPart(data: Uint8Array, command: CardCommand): Uint8Array {
    if (command.extended && data.length <= (command.le ?? 0)) return concatBytes(data, sw(0x9000));
    const wanted = command.le ?? 0;
    if (this.#strictLe && wanted > 0 && wanted !== data.length && data.length <= this.#answerBuffer_bytes) {
      return sw(0x6c00 | (data.length & 0xff));
    }
    this.#waiting = data;
    return this.#nextPart(wanted);
  }

  #nextPart(le: number): Uint8Array {
    if (this.#waiting.length === 0) return sw(0x6985);
    const length = Math.min(le, this.#answerBuffer_bytes, this.#waiting.length);
    const part = this.#waiting.slice(0, length);
    this.#waiting = this.#waiting.slice(length);
    const left = this.#waiting.length;
    return concatBytes(part, sw(left === 0 ? 0x9000 : 0x6100 | (left > 255 ? 0 : left)));
  }
}
