/** What the faults of the kiosk’s own computer come to. */
import { every, issued, spoilt, untouched } from './outcomes.ts';
import type { Cell, Fault } from './row.ts';

const kioskSteps = [
  'reading',
  'code',
  'confirm',
  'feeding',
  'printing-front',
  'presenting',
  'take',
  'receipt',
] as const;
export type KioskStep = (typeof kioskSteps)[number];

/** Another program starts on what the dead one left: whether the machine lost its power too makes no difference. */
const fallen: Readonly<Record<KioskStep, Cell>> = {
  reading: untouched('reading > code > starting > attract'),
  code: untouched('reading > code > starting > attract'),
  confirm: untouched('~ > starting > attract'),
  feeding: untouched('~ > starting > attract', 'released'),
  'printing-front': spoilt('~ > starting > attract', 'spoiled'),
  presenting: spoilt('~ > starting > attract', 'spoiled'),
  take: issued(undefined, '~ > take > starting > attract', 'issued (presumed-taken-at-power-loss)'),
  receipt: issued(),
};

export const kioskCells: readonly Fault<KioskStep>[] = [
  {
    id: 'disk',
    cause: 'The disk is full',
    cells: {
      reading: untouched('~ > notice cannot-make-here', 'nothing', 'J1'),
      code: untouched('~ > notice cannot-make-here', 'nothing', 'J1'),
      confirm: untouched('~ > notice cannot-make-here', 'nothing', 'J1'),
      feeding: untouched('~ > notice cannot-make-here', 'released', 'J1'),
      'printing-front': spoilt('~ > notice unresolved', 'spoiled', 'J1'),
      presenting: spoilt('~ > notice unresolved', 'spoiled', 'J1'),
      take: issued('J1', '~ > take > notice unresolved', 'issued (presumed-taken-at-power-loss)'),
      receipt: issued(),
    },
  },
  {
    id: 'kill',
    cause: 'The program is killed',
    cells: fallen,
  },
  {
    id: 'power',
    cause: 'The power goes',
    cells: fallen,
  },
  { id: 'clockBack', cause: 'The clock is set back by an hour', cells: every(kioskSteps, issued()) },
  { id: 'clockAhead', cause: 'The clock is set ahead by a day', cells: every(kioskSteps, issued()) },
];
