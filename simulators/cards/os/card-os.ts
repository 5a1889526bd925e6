import { concatBytes } from '../../../common/bytes.ts';
import { type CardCommand, CLA_CHAINING, CLA_SECURED, parseCommand, sw } from './command.ts';
import type { SecureChannel } from './secure-channel.ts';

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

export type CardAnswer = {
  readonly data?: Uint8Array;
  readonly sw: number;
  /** What protects every exchange after this one. */
  readonly channel?: SecureChannel;
};

/** An application on the card. */
export interface Applet {
  readonly aid: Uint8Array;
  /** Called on SELECT; what it gives back is the answer's data field. */
  select(): Uint8Array;
  process(command: CardCommand): CardAnswer;
  /** Power was lost or another application took over: whatever was proved is forgotten. */
  forget?(): void;
  /** This link of a chain is answered by itself: the steps of GENERAL AUTHENTICATE. */
  answersEachLink?(command: CardCommand): boolean;
}

export type CardOsOptions = {
  readonly atr: Uint8Array;
  readonly applets: readonly Applet[];
  /** Answers when no application is selected, and to SELECT of 3F00; its own name is never looked for. */
  readonly masterFile?: Applet;
  readonly latency_ms?: number;
  /** Bytes of one answer; more is fetched with GET RESPONSE. */
  readonly answerBuffer_bytes?: number;
  /** Answers 6Cxx when Le is not exactly what there is, as many contact cards do. */
  readonly strictLe?: boolean;
  /** False: refuses extended length with 6700, as older passports do. */
  readonly extendedLength?: boolean;
};

/** More than any data object here; a chain that grows past it is refused. */
const MAX_CHAIN_bytes = 4096;
const SELECT = 0xa4;
const GET_RESPONSE = 0xc0;

/** A small card operating system: power, selection, chaining and secure messaging (ISO/IEC 7816-4). */
export class CardOs implements VirtualCard {
  readonly atr: Uint8Array;
  readonly latency_ms: number;
  readonly #options: CardOsOptions;
  readonly #answerBuffer_bytes: number;
  #powered = false;
  #selected: Applet | undefined;
  #channel: SecureChannel | undefined;
  #chain: Uint8Array = new Uint8Array();
  #waiting: Uint8Array = new Uint8Array();

  constructor(options: CardOsOptions) {
    this.atr = options.atr;
    this.latency_ms = options.latency_ms ?? 0;
    this.#options = options;
    this.#answerBuffer_bytes = options.answerBuffer_bytes ?? 256;
  }

  powerOn(): void {
    this.reset();
    this.#powered = true;
  }

  powerOff(): void {
    this.#powered = false;
  }

  reset(): void {
    this.#channel = undefined;
    this.#chain = new Uint8Array();
    this.#waiting = new Uint8Array();
    const { applets, masterFile } = this.#options;
    for (const applet of [...applets, ...(masterFile ? [masterFile] : [])]) applet.forget?.();
    this.#selected = masterFile;
  }

  transmit(bytes: Uint8Array): Uint8Array | undefined {
    if (!this.#powered) return undefined;
    const command = parseCommand(bytes);
    if (!command || (command.extended && this.#options.extendedLength === false)) return sw(0x6700);
    if (command.ins === GET_RESPONSE) return this.#nextPart(command.le ?? 0);
    this.#waiting = new Uint8Array();
    return (command.cla & CLA_SECURED) === CLA_SECURED ? this.#secured(command) : this.#plain(command);
  }

  /** A bare command ends the session (Doc 9303-11, 9.8): nobody goes on in somebody else's. */
  #plain(command: CardCommand): Uint8Array {
    this.#channel = undefined;
    const answer = this.#link(command);
    this.#channel = answer.channel;
    const data = answer.data ?? new Uint8Array();
    if (data.length === 0) return sw(answer.sw);
    if (answer.sw !== 0x9000) return concatBytes(data, sw(answer.sw));
    return this.#firstPart(data, command);
  }

  #secured(command: CardCommand): Uint8Array {
    const channel = this.#channel;
    if (!channel) return sw(0x6988);
    const inside = channel.open(command);
    if (!inside) {
      this.#channel = undefined;
      this.#selected?.forget?.();
      return sw(0x6988);
    }
    const answer = this.#link(inside);
    const sealed = channel.seal(answer, inside.ins);
    if (answer.channel) this.#channel = answer.channel;
    if (answer.sw !== 0x9000 || sealed.length <= this.#answerBuffer_bytes) return concatBytes(sealed, sw(answer.sw));
    return this.#firstPart(sealed, command);
  }

  /** One command of a chain, or one that stands alone. */
  #link(command: CardCommand): CardAnswer {
    if ((command.cla & CLA_CHAINING) === 0) {
      const whole = { ...command, data: concatBytes(this.#chain, command.data) };
      this.#chain = new Uint8Array();
      return this.#execute(whole);
    }
    if (this.#selected?.answersEachLink?.(command)) return this.#execute(command);
    if (this.#chain.length + command.data.length > MAX_CHAIN_bytes) {
      this.#chain = new Uint8Array();
      return { sw: 0x6700 };
    }
    this.#chain = concatBytes(this.#chain, command.data);
    return { sw: 0x9000 };
  }

  #execute(command: CardCommand): CardAnswer {
    if (command.ins === SELECT && command.p1 === 0x04) return this.#select(command.data);
    if (command.ins === SELECT && command.p1 === 0x00 && isMasterFile(command.data)) {
      this.#change(this.#options.masterFile);
      return { sw: this.#selected ? 0x9000 : 0x6a82 };
    }
    return this.#selected ? this.#selected.process(command) : { sw: 0x6d00 };
  }

  /** By the whole name or its beginning (7816-4, 11.2.2). */
  #select(aid: Uint8Array): CardAnswer {
    const applet = this.#options.applets.find(
      (candidate) =>
        aid.length >= 5 && aid.length <= candidate.aid.length && aid.every((b, i) => b === candidate.aid[i]),
    );
    if (!applet) return { sw: 0x6a82 };
    this.#change(applet);
    return { data: applet.select(), sw: 0x9000 };
  }

  #change(applet: Applet | undefined): void {
    if (this.#selected !== applet) this.#selected?.forget?.();
    this.#selected = applet;
  }

  #firstPart(data: Uint8Array, command: CardCommand): Uint8Array {
    if (command.extended && data.length <= (command.le ?? 0)) return concatBytes(data, sw(0x9000));
    const wanted = command.le ?? 0;
    const strict = this.#options.strictLe ?? false;
    if (strict && wanted > 0 && wanted !== data.length && data.length <= this.#answerBuffer_bytes) {
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

function isMasterFile(data: Uint8Array): boolean {
  return data.length === 0 || (data.length === 2 && data[0] === 0x3f && data[1] === 0x00);
}
