/** What every fault of the vault, and of what reads the booklet at its exit, comes to. Notes in the journal are our error codes. */

import { every, issued, no, only, outcome } from './outcomes.ts';
import { NOTHING_HERE } from './resident.ts';
import type { Cell, Fault, Outcome } from './row.ts';

const vaultSteps = ['open', 'code', 'confirm', 'dispense', 'check', 'present', 'take', 'retract', 'reject'] as const;
export type VaultStep = (typeof vaultSteps)[number];
const exitSteps = ['open', 'confirm', 'camera', 'chip', 'take'] as const;
export type ExitStep = (typeof exitSteps)[number];

const STAYS = '~ > notice cannot-make-here';
const LOOKED_INTO = '~ > notice unresolved';
const TAKEN_BACK = '~ > take > retracting > notice retained';
const NOT_TAKEN_BACK = '~ > take > retracting > notice unresolved';
const NONE_TO_TAKE = `reading > code > ${NOTHING_HERE} > attract`;

/** The booklet never left its slot, and the order waits for its holder. */
function untouched(screens: string, journal = 'nothing', code?: string): Outcome {
  return outcome(screens, { order: 'ready', media: 'none', journal }, code);
}

/** It is no good, or nobody can be sure that it is: it stays inside, until a person decides. */
function kept(note: string, code?: string, screens = STAYS): Outcome {
  const journal = note === '' ? 'spoiled' : `spoiled (${note})`;
  return outcome(screens, { order: 'spoiled', media: 'retain unit', journal }, code);
}

/** It was within reach, and nobody took it. */
function retained(screens: string, note = 'not-taken', code?: string): Outcome {
  const journal = note === '' ? 'retained' : `retained (${note})`;
  return outcome(screens, { order: 'retained', media: 'retain unit', journal }, code);
}

function unresolved(screens: string, note: string, code?: string): Outcome {
  return outcome(screens, { order: 'unresolved', media: 'retain unit', journal: `unresolved (${note})` }, code);
}

const nothingMoves = every(['open', 'code', 'confirm'], no('nothing moves in it, and nobody asks it anything'));
/** While the machine offers passports no more, whether somebody stands there or not. */
function withdrawn(code: string): Readonly<Record<'open' | 'code' | 'confirm', Cell>> {
  const before = untouched(NONE_TO_TAKE, 'nothing', code);
  return { open: before, code: before, confirm: untouched(STAYS, 'nothing', code) };
}

export const vaultCells: readonly Fault<VaultStep>[] = [
  {
    id: 'refused',
    cause: 'It refuses, and surely did nothing',
    cells: {
      ...nothingMoves,
      dispense: untouched('~ > notice making-stopped', 'released (hardwareError)'),
      check: issued(),
      present: kept('hardwareError'),
      take: issued(),
      retract: retained(TAKEN_BACK),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'requestLost',
    cause: 'The command is lost on its way',
    cells: {
      ...nothingMoves,
      dispense: untouched('~ > notice making-stopped', 'released (timeOut)'),
      check: issued(),
      present: retained('~ > notice retained', 'timeOut'),
      take: issued(),
      retract: retained(TAKEN_BACK),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'answerLost',
    cause: 'It does it, and the answer is lost',
    cells: {
      ...nothingMoves,
      dispense: kept('timeOut'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved(NOT_TAKEN_BACK, 'retract:timeOut'),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'answerLate',
    cause: 'The answer comes five seconds late',
    cells: {
      ...nothingMoves,
      dispense: issued(),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: retained(TAKEN_BACK),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'garbled',
    cause: 'The answer cannot be read',
    cells: {
      ...nothingMoves,
      dispense: kept('hardwareError'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved(NOT_TAKEN_BACK, 'retract:hardwareError'),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'jam',
    cause: 'The booklet jams; a reset frees it',
    cells: {
      ...nothingMoves,
      dispense: kept('mediaJammed'),
      check: no('nothing moves while the sensor is read'),
      present: retained('~ > notice retained', 'mediaJammed'),
      take: no('nothing moves while the booklet waits for a hand'),
      retract: retained(TAKEN_BACK),
      reject: kept('chip-unreadable'),
    },
  },
  {
    id: 'stuckJam',
    cause: 'The booklet jams and stays stuck',
    cells: {
      ...nothingMoves,
      dispense: kept('mediaJammed', 'V3', LOOKED_INTO),
      check: no('nothing moves while the sensor is read'),
      present: unresolved(LOOKED_INTO, 'retract:none', 'V3'),
      take: no('nothing moves while the booklet waits for a hand'),
      retract: unresolved(NOT_TAKEN_BACK, 'retract:none', 'V3'),
      reject: kept('chip-unreadable', 'V3', LOOKED_INTO),
    },
  },
  {
    id: 'hopperEmpty',
    cause: 'The slot turns out to be empty',
    cells: only(
      vaultSteps,
      { dispense: untouched(STAYS, 'released (storageEmpty)') },
      'only a dispensing reaches into a slot',
    ),
  },
  {
    id: 'coverOpen',
    cause: 'The cabinet’s door is opened',
    cells: {
      ...withdrawn('V3'),
      dispense: untouched(STAYS, 'released (coverOpen)', 'V3'),
      check: issued('V3'),
      present: retained('~ > notice retained', 'coverOpen', 'V3'),
      take: issued('V3'),
      retract: retained(NOT_TAKEN_BACK, 'not-taken', 'V3'),
      reject: kept('chip-unreadable', 'V3', LOOKED_INTO),
    },
  },
  {
    id: 'shutterJam',
    cause: 'The shutter stops half way',
    cells: {
      ...withdrawn('V3'),
      dispense: no('the shutter stays closed'),
      check: no('the shutter stays closed'),
      present: retained('~ > notice retained', 'shutterFail'),
      take: no('the shutter stands open'),
      retract: retained(NOT_TAKEN_BACK),
      reject: no('the shutter stays closed'),
    },
  },
  {
    id: 'powerCycle',
    cause: 'It loses its power and comes back',
    cells: {
      ...nothingMoves,
      dispense: kept('deviceNotReady'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved(NOT_TAKEN_BACK, 'retract:deviceNotReady'),
      reject: unresolved(LOOKED_INTO, 'reject:deviceNotReady'),
    },
  },
  {
    id: 'powerOff',
    cause: 'It loses its power and stays without',
    cells: {
      ...withdrawn('V3'),
      dispense: kept('', 'V3', LOOKED_INTO),
      check: kept('', 'V3', LOOKED_INTO),
      present: retained(LOOKED_INTO, '', 'V3'),
      take: issued('V3', NOT_TAKEN_BACK, 'issued (presumed-taken-at-power-loss)'),
      retract: unresolved(NOT_TAKEN_BACK, 'retract:none', 'V3'),
      reject: unresolved(LOOKED_INTO, 'reject:not-seen', 'V3'),
    },
  },
  {
    id: 'blind',
    cause: 'It answers, and cannot say where the booklet is',
    cells: only(
      vaultSteps,
      { check: kept('hardwareError'), take: issued() },
      'nobody asks, or the answer to the command says enough',
    ),
  },
  {
    id: 'pulled',
    cause: 'A hand pulls the booklet while the shutter moves',
    cells: only(
      vaultSteps,
      {
        present: issued(undefined, '~ > receipt > thanks'),
        retract: issued(undefined, '~ > take > retracting > receipt > thanks', 'issued (taken-at-retraction)'),
      },
      'the shutter does not move at this step',
    ),
  },
  {
    id: 'binFull',
    cause: 'The retain unit is full',
    cells: {
      ...only(
        vaultSteps,
        {
          retract: retained(NOT_TAKEN_BACK, 'not-taken', 'V2'),
          reject: kept('chip-unreadable', 'V2', LOOKED_INTO),
        },
        'nothing goes into it at this step',
      ),
      ...withdrawn('V2'),
    },
  },
  {
    id: 'notTaken',
    cause: 'Nobody takes the booklet',
    cells: only(vaultSteps, { take: retained(TAKEN_BACK) }, 'there is nothing to take at this step'),
  },
  {
    id: 'pushedBack',
    cause: 'The booklet is pushed back in',
    cells: only(vaultSteps, { take: retained(TAKEN_BACK) }, 'there is nothing in the opening at this step'),
  },
  {
    id: 'unnoticed',
    cause: 'The sensor does not tell that the booklet was taken',
    cells: only(vaultSteps, { take: issued() }, 'there is nothing to take at this step'),
  },
];

function read(by: 'camera' | 'chip', note: string): Fault<ExitStep>['cells'] {
  return only(exitSteps, { [by]: kept(note) }, by === 'camera' ? 'its lines are read once' : 'its chip is read once');
}

const looked: Fault<ExitStep>['cells'] = only(
  exitSteps,
  { camera: issued(), chip: issued() },
  'nothing lies behind the closed shutter',
);

export const exitCells: readonly Fault<ExitStep>[] = [
  { id: 'unreadable', cause: 'Nobody can read its lines', cells: read('camera', 'mrz-unreadable') },
  { id: 'otherLines', cause: 'Another booklet lay in the slot', cells: read('camera', 'mrz-mismatch') },
  { id: 'mute', cause: 'Its chip does not answer', cells: read('chip', 'chip-unreadable') },
  { id: 'otherChip', cause: 'The chip inside is another booklet’s', cells: read('chip', 'chip-of-another') },
  { id: 'tampered', cause: 'What is on the chip was changed', cells: read('chip', 'chip-not-genuine') },
  { id: 'copied', cause: 'The chip is a copy: it cannot prove itself', cells: read('chip', 'chip-not-genuine') },
  { id: 'blurred', cause: 'The first look comes to nothing', cells: looked },
  { id: 'requestLost', cause: 'The command is lost on its way', cells: looked },
  { id: 'answerLate', cause: 'The answer comes five seconds late', cells: looked },
  { id: 'garbled', cause: 'The answer cannot be read', cells: looked },
  {
    id: 'unplugged',
    cause: 'The chip reader is unplugged',
    cells: {
      open: withdrawn('V3').open,
      confirm: withdrawn('V3').confirm,
      camera: no('the camera is the vault’s own'),
      chip: kept('chip-unreadable', 'V3'),
      take: issued('V3'),
    },
  },
];
