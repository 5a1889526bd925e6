/** What every fault of the card printer comes to. Notes in the journal are our error codes. */
import { again, issued, no, only, retained, spoilt, unresolved, untouched } from './outcomes.ts';
import type { Fault } from './row.ts';

const printerSteps = ['feed', 'print', 'check', 'present', 'take', 'retract', 'reject'] as const;
export type PrinterStep = (typeof printerSteps)[number];

export const cardPrinterCells: readonly Fault<PrinterStep>[] = [
  {
    id: 'refused',
    cause: 'It refuses, and surely did nothing',
    cells: {
      feed: untouched('~ > notice making-stopped', 'released (hardwareError)'),
      print: again('hardwareError'),
      check: issued(),
      present: again('hardwareError'),
      take: issued(),
      retract: retained('~ > take > retracting > notice retained', 'retained (not-taken)'),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'requestLost',
    cause: 'The command is lost on its way',
    cells: {
      feed: untouched('~ > notice making-stopped', 'released (timeOut)'),
      print: again('timeOut'),
      check: issued(),
      present: retained('~ > notice retained', 'retained (timeOut)'),
      take: issued(),
      retract: retained('~ > take > retracting > notice retained', 'retained (not-taken)'),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'answerLost',
    cause: 'It does it, and the answer is lost',
    cells: {
      feed: again('timeOut'),
      print: again('timeOut'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved('~ > take > retracting > notice unresolved', 'unresolved (retract:timeOut)', 'retain bin'),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'answerLate',
    cause: 'The answer comes five seconds late',
    cells: {
      feed: issued(),
      print: issued(),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: retained('~ > take > retracting > notice retained', 'retained (not-taken)'),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'garbled',
    cause: 'The answer cannot be read',
    cells: {
      feed: again('hardwareError'),
      print: again('hardwareError'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved(
        '~ > take > retracting > notice unresolved',
        'unresolved (retract:hardwareError)',
        'retain bin',
      ),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'jam',
    cause: 'The card jams; a reset frees it',
    cells: {
      feed: again('mediaJammed'),
      print: again('mediaJammed'),
      check: no('nothing moves while the sensor is read'),
      present: retained('~ > notice retained', 'retained (mediaJammed)'),
      take: no('nothing moves while the card waits for a hand'),
      retract: retained('~ > take > retracting > notice retained', 'retained (not-taken)'),
      reject: again('hardwareError'),
    },
  },
  {
    id: 'stuckJam',
    cause: 'The card jams and stays stuck',
    cells: {
      feed: spoilt('~ > notice unresolved', 'spoiled (mediaJammed)', 'P5'),
      print: spoilt('~ > notice unresolved', 'spoiled (mediaJammed)', 'P5'),
      check: no('nothing moves while the sensor is read'),
      present: unresolved('~ > notice unresolved', 'unresolved (retract:none)', 'reject bin', 'P5'),
      take: no('nothing moves while the card waits for a hand'),
      retract: unresolved('~ > take > retracting > notice unresolved', 'unresolved (retract:none)', 'reject bin', 'P5'),
      reject: spoilt('~ > notice unresolved', 'spoiled (hardwareError)', 'P5'),
    },
  },
  {
    id: 'doubleFeed',
    cause: 'Two cards are fed at once',
    cells: only(printerSteps, { feed: again('mediaJammed') }, 'only a feed takes cards out of the hopper'),
  },
  {
    id: 'feedFailed',
    cause: 'No card comes out of the hopper',
    cells: only(
      printerSteps,
      { feed: untouched('~ > notice cannot-make-here', 'released (feedFailed)') },
      'only a feed takes cards out of the hopper',
    ),
  },
  {
    id: 'hopperEmpty',
    cause: 'The hopper turns out to be empty',
    cells: only(
      printerSteps,
      { feed: untouched('~ > notice cannot-make-here', 'released (storageEmpty)', 'P1') },
      'only a feed takes cards out of the hopper',
    ),
  },
  {
    id: 'tonerOut',
    cause: 'The ribbon ends in the middle of a panel',
    cells: only(
      printerSteps,
      { print: spoilt('~ > notice cannot-make-here', 'spoiled (tonerOut)', 'P2') },
      'nothing is printed at this step',
    ),
  },
  {
    id: 'ribbonBroken',
    cause: 'The ribbon breaks',
    cells: only(
      printerSteps,
      { print: spoilt('~ > notice cannot-make-here', 'spoiled (tonerOut)', 'P2') },
      'nothing is printed at this step',
    ),
  },
  {
    id: 'ribbonWrong',
    cause: 'The ribbon is of the wrong type',
    cells: only(
      printerSteps,
      { print: spoilt('~ > notice cannot-make-here', 'spoiled (ribbonInvalid)', 'P2') },
      'nothing is printed at this step',
    ),
  },
  {
    id: 'headOverheated',
    cause: 'The print head is too hot',
    cells: only(printerSteps, { print: again('headOverheated') }, 'nothing is printed at this step'),
  },
  {
    id: 'coverOpen',
    cause: 'The cover springs open',
    cells: {
      feed: untouched('~ > notice cannot-make-here', 'released (coverOpen)', 'P5'),
      print: spoilt('~ > notice cannot-make-here', 'spoiled (coverOpen)', 'P5'),
      check: issued('P5'),
      present: retained('~ > notice retained', 'retained (coverOpen)', 'P5'),
      take: issued('P5'),
      retract: retained('~ > take > retracting > notice unresolved', 'retained (not-taken)', 'P5'),
      reject: spoilt('~ > notice unresolved', 'spoiled (hardwareError)', 'P5'),
    },
  },
  {
    id: 'powerCycle',
    cause: 'It loses its power and comes back',
    cells: {
      feed: again('deviceNotReady'),
      print: again('deviceNotReady'),
      check: issued(),
      present: issued(),
      take: issued(),
      retract: unresolved(
        '~ > take > retracting > notice unresolved',
        'unresolved (retract:deviceNotReady)',
        'retain bin',
      ),
      reject: unresolved('~ > notice unresolved', 'unresolved (reject:deviceNotReady)', 'reject bin'),
    },
  },
  {
    id: 'powerCycleEject',
    cause: 'It loses its power and, when back, pushes out what it holds',
    cells: {
      feed: again('deviceNotReady', 'retain bin'),
      print: again('deviceNotReady', 'retain bin'),
      check: again('hardwareError', 'retain bin'),
      present: issued(),
      take: issued(),
      retract: unresolved(
        '~ > take > retracting > notice unresolved',
        'unresolved (retract:deviceNotReady)',
        'retain bin',
      ),
      reject: unresolved('~ > notice unresolved', 'unresolved (reject:deviceNotReady)', 'reject bin'),
    },
  },
  {
    id: 'powerOff',
    cause: 'It loses its power and stays without',
    cells: {
      feed: spoilt('~ > notice unresolved', 'spoiled', 'P5'),
      print: spoilt('~ > notice unresolved', 'spoiled', 'P5'),
      check: spoilt('~ > notice unresolved', 'spoiled', 'P5'),
      present: retained('~ > notice unresolved', 'retained', 'P5'),
      take: issued('P5', '~ > take > retracting > notice unresolved', 'issued (presumed-taken-at-power-loss)'),
      retract: unresolved('~ > take > retracting > notice unresolved', 'unresolved (retract:none)', 'retain bin', 'P5'),
      reject: unresolved('~ > notice unresolved', 'unresolved (reject:not-seen)', 'reject bin', 'P5'),
    },
  },
  {
    id: 'blind',
    cause: 'It answers, and cannot say where the card is',
    cells: only(
      printerSteps,
      { check: again('hardwareError'), take: issued() },
      'the answer to the command says enough',
    ),
  },
  {
    id: 'pulled',
    cause: 'A hand pulls the card while it moves',
    cells: {
      feed: no('the card is behind the shutter'),
      print: no('the card is behind the shutter'),
      check: no('the card is behind the shutter'),
      present: issued(undefined, '~ > receipt > thanks'),
      take: no('taking it is what the tray is for'),
      retract: issued(undefined, '~ > take > retracting > receipt > thanks', 'issued (taken-at-retraction)'),
      reject: no('the card is behind the shutter'),
    },
  },
  {
    id: 'twice',
    cause: 'The second card is spoilt like the first',
    cells: only(
      printerSteps,
      {
        print: spoilt(
          '~ > making again > notice cannot-make-here',
          'spoiled (hardwareError), spoiled (hardwareError)',
          undefined,
          'reject bin, reject bin',
        ),
      },
      'counted over the whole order: once is enough to try',
    ),
  },
  {
    id: 'binFull',
    cause: 'The bin is full',
    cells: only(
      printerSteps,
      {
        retract: retained('~ > take > retracting > notice unresolved', 'retained (not-taken)', 'P4'),
        reject: spoilt('~ > notice unresolved', 'spoiled (hardwareError)', 'P3'),
      },
      'nothing goes into a bin at this step',
    ),
  },
  {
    id: 'notTaken',
    cause: 'Nobody takes the card',
    cells: only(
      printerSteps,
      { take: retained('~ > take > retracting > notice retained', 'retained (not-taken)') },
      'there is nothing to take at this step',
    ),
  },
  {
    id: 'pushedBack',
    cause: 'The card is pushed back in',
    cells: only(
      printerSteps,
      { take: retained('~ > take > retracting > notice retained', 'retained (not-taken)') },
      'there is nothing in the tray at this step',
    ),
  },
  {
    id: 'unnoticed',
    cause: 'The sensor does not tell that the card was taken',
    cells: only(printerSteps, { take: issued() }, 'there is nothing to take at this step'),
  },
];
