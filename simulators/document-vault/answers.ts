/** What the unit says of itself, as fields of an answer. */
import type { Mechanics } from './mechanics.ts';

type Fields = Readonly<Record<string, string | number>>;

const MODEL = 'Tasleem Vault';
const SERIAL = 'TV-000417';
const FIRMWARE = '1.4';
const MOST_SLOTS_IN_ANSWER = 200;

export type LastOrder = { readonly sequence: number; readonly content: string; result: string };

export function inFields(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

export function statusFields(machine: Mechanics, last: LastOrder | undefined): Fields {
  const { counts, booklets } = machine;
  return {
    boot: machine.boot,
    seq: last?.sequence ?? 0,
    result: last?.result ?? 'none',
    moved: machine.hasMoved ? 'yes' : 'no',
    state: machine.state,
    fault: machine.fault,
    place: machine.place,
    shutter: machine.shutter,
    door: machine.isDoorOpen ? 'open' : 'closed',
    presented: counts.presented,
    taken: counts.taken,
    inserted: counts.inserted,
    dispensed: counts.dispensed,
    retained: machine.faults.holds('retainFull') ? booklets.retainCapacity : booklets.at('retain').length,
    window: machine.window,
    load: counts.load,
  };
}

export function informationFields({ booklets }: Mechanics): Fields {
  const { slots, retainCapacity } = booklets;
  return { model: MODEL, serial: SERIAL, firmware: FIRMWARE, slots, retain: retainCapacity, camera: 'yes' };
}

export function slotFields({ booklets }: Mechanics, from: number): Fields {
  const count = Math.max(0, Math.min(MOST_SLOTS_IN_ANSWER, booklets.slots - from + 1));
  const letters = Array.from({ length: count }, (_, i) => (booklets.inSlot(from + i) ? 'P' : 'E'));
  return { from, slots: letters.join('') };
}

export function counterFields({ counts, boot }: Mechanics): Fields {
  const { presented, taken, inserted, dispensed, retained, returned, scanned } = counts;
  return { starts: boot, presented, taken, inserted, dispensed, retained, returned, scanned };
}

export function textFields({ text }: Mechanics, last: LastOrder | undefined): Fields {
  return { seq: last?.sequence ?? 0, text: text.replaceAll('\n', '/') };
}
