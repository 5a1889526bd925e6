/** What the unit can be told to do, and when it refuses. */
import type { Mechanics } from './mechanics.ts';

export type Order =
  | { readonly do: 'home' | 'open' | 'close' | 'retract' | 'view' | 'reset' }
  | { readonly do: 'turn' | 'pick' | 'back' | 'scan'; readonly slot: number };

/** The unit's own word for why it did not do something; undefined: done. */
export type Trouble = string | undefined;

/** Why it will not even begin; undefined: it will. */
export function refusal(machine: Mechanics, order: Order): Trouble {
  if (machine.isStarting) return 'starting';
  if (machine.isMoving) return 'busy';
  if (machine.isDoorOpen) return 'doorOpen';
  if (order.do === 'reset') return undefined;
  if (machine.fault !== 'none') return machine.fault;
  switch (order.do) {
    case 'pick':
      if (machine.place !== 'none') return 'exitOccupied';
      return machine.booklets.inSlot(order.slot) ? undefined : 'slotEmpty';
    case 'scan':
      return machine.booklets.inSlot(order.slot) ? undefined : 'slotEmpty';
    case 'open':
    case 'view':
      return machine.place === 'exit' ? undefined : 'noBooklet';
    case 'retract':
      if (machine.place === 'none') return 'noBooklet';
      return machine.isRetainFull ? 'retainFull' : undefined;
    case 'back':
      if (machine.place === 'none') return 'noBooklet';
      return machine.booklets.inSlot(order.slot) ? 'slotOccupied' : undefined;
    case 'home':
    case 'turn':
    case 'close':
      return undefined;
  }
}
