import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex } from '../../common/bytes.ts';
import { systemClock } from '../../common/clock.ts';
import { Emitter } from '../../common/emitter.ts';
import { createTestPki, personaliseLicence, type ScriptStep, type VirtualCard } from '../cards/index.ts';
import { type CardPlace, Pace } from '../machine/index.ts';
import { residents } from '../residents/index.ts';
import { BlankChips } from './blank-chips.ts';
import { createDeskReader } from './desk-reader.ts';
import { createWorldEncoder } from './encoder.ts';

const now = new Date('2026-11-24T08:00:00Z');
const people = residents(now);
const noura = people.find(({ id }) => id === 'noura');
const licence = noura?.orders[0]?.licence;
if (!licence) throw new Error('Noura waits for no licence');
const script = personaliseLicence(createTestPki({ now }), licence, { now });

/** A place for one card that says what lies in it. */
class Field {
  card: VirtualCard | undefined;
  insert(card: VirtualCard): void {
    card.powerOn();
    this.card = card;
  }
  remove(): void {
    this.card?.powerOff();
    this.card = undefined;
  }
  /** Status word of the first step that ended otherwise than the script says; undefined: no answer. */
  run(steps: readonly ScriptStep[]): string | undefined {
    for (const { apdu, expect: wanted } of steps) {
      const answer = this.card?.transmit(fromHex(apdu));
      const sw = answer && Buffer.from(answer.slice(-2)).toString('hex');
      if (sw !== wanted) return sw;
    }
    return '9000';
  }
}

/** Where each card is, and which one rests at the encoder: all that is asked of a printer. */
class Printer {
  readonly places = new Map<string, CardPlace>();
  readonly #changes = new Emitter<void>();
  readonly onChange = (listener: () => void) => this.#changes.on(listener);
  readonly placeOf = (cardId: string) => this.places.get(cardId);
  readonly atEncoder = () => [...this.places].find(([, place]) => place === 'contactless')?.[0];
  move(cardId: string, place: CardPlace): void {
    this.places.set(cardId, place);
    this.#changes.emit();
  }
}

let printer: Printer;
let chips: BlankChips;
let pace: Pace;
let field: Field;
let encoder: ReturnType<typeof createWorldEncoder>;
let told: string[];

beforeEach(() => {
  printer = new Printer();
  pace = new Pace(systemClock);
  chips = new BlankChips(pace, people);
  field = new Field();
  told = [];
  const tell = (words: string) => void told.push(words);
  encoder = createWorldEncoder({ cardPrinter: printer, chips, reader: field, changed: () => {}, tell });
});

describe('the encoder of the simulated printer', () => {
  it('reaches the chip of the card that rests at its station, and no other', () => {
    printer.move('B0001', 'print');
    expect(field.card).toBeUndefined();
    printer.move('B0001', 'contactless');
    expect(field.card).toBeDefined();
    expect(encoder.inField()).toBe('B0001');
    printer.move('B0001', 'exit');
    expect(field.card).toBeUndefined();
    expect(encoder.inField()).toBeUndefined();
  });

  it('finds on a card that comes back what was written on it, and on the next one nothing', () => {
    printer.move('B0001', 'contactless');
    expect(field.run([...script.write, ...script.lock])).toBe('9000');
    printer.move('B0001', 'taken');
    printer.move('B0002', 'contactless');
    expect(chips.tell('B0001')).toEqual({ state: 'locked', resident: 'noura' });
    expect(chips.tell('B0002')).toEqual({ state: 'blank', resident: null });
    printer.move('B0002', 'rejectBin');
    expect(told).toEqual(['B0001: chip locked, noura’s', 'B0002: chip blank']);
    printer.move('B0001', 'contactless');
    expect(field.run(script.write)).toBe('6985');
  });

  it('takes as long for an exchange as the machinery around it does', () => {
    printer.move('B0001', 'contactless');
    const atRealSpeed_ms = field.card?.latency_ms ?? 0;
    expect(atRealSpeed_ms).toBeGreaterThan(0);
    pace.setFactor(40);
    expect(field.card?.latency_ms).toBe(atRealSpeed_ms / 40);
  });

  it('makes the next blank dead for its whole life, and only that one', () => {
    encoder.faults.arm('dead');
    printer.move('B0001', 'contactless');
    expect(field.run(script.write)).toBeUndefined();
    expect(encoder.faults.armed()).toEqual([]);
    printer.move('B0001', 'rejectBin');
    printer.move('B0002', 'contactless');
    expect(field.run(script.write)).toBe('9000');
    printer.move('B0002', 'print');
    printer.move('B0001', 'contactless');
    expect(field.card?.atr).toHaveLength(0);
    expect(chips.tell('B0001')).toEqual({ state: 'dead', resident: null });
  });

  it('leaves on a chip that fails half way what was written until then', () => {
    encoder.faults.arm('writeFailsHalfWay', { times: 2 });
    for (const card of ['B0001', 'B0002']) {
      printer.move(card, 'contactless');
      expect(field.run(script.write)).toBe('6581');
      printer.move(card, 'rejectBin');
      expect(chips.tell(card)).toEqual({ state: 'half', resident: 'noura' });
    }
    expect(encoder.faults.armed()).toEqual([]);
  });

  it('has blanks that were locked before anything was written', () => {
    encoder.faults.arm('lockedAlready');
    printer.move('B0001', 'contactless');
    expect(field.run(script.write)).toBe('6985');
    expect(chips.tell('B0001')).toEqual({ state: 'locked', resident: null });
  });
});

describe('the reader on the desk', () => {
  it('takes a card that left the machine, one at a time, until it is lifted or pushed back in', () => {
    const desk = new Field();
    const reader = createDeskReader({ cardPrinter: printer, chips, reader: desk });
    printer.move('B0001', 'contactless');
    expect(field.run([...script.write, ...script.lock])).toBe('9000');
    expect(() => reader.lay('B0001')).toThrow(/outside/);
    expect(() => reader.lay('B0009')).toThrow(/outside/);
    printer.move('B0001', 'taken');
    printer.move('B0002', 'removed');
    reader.lay('B0001');
    expect(() => reader.lay('B0002')).toThrow(/B0001/);
    expect(reader.card()).toBe('B0001');
    expect(desk.run(script.write)).toBe('6985');
    reader.lift();
    expect(desk.card).toBeUndefined();
    reader.lay('B0001');
    printer.move('B0001', 'exit');
    expect(reader.card()).toBeUndefined();
    expect(desk.card).toBeUndefined();
  });
});
