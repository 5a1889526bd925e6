/** Every fault of the card printer at every step that it has a part in. */
import type { CommandFault, PrinterCommand } from '../simulation/plan.ts';
import { cardPrinterCells, type PrinterStep } from './card-printer-cells.ts';
import type { Device } from './row.ts';
import type { Scene, Strike } from './scene.ts';

const steps: Readonly<Record<PrinterStep, string>> = {
  feed: 'a blank is fed',
  print: 'it is printed',
  check: 'the printer is asked whether it still holds it',
  present: 'it comes out',
  take: 'it lies in the tray',
  retract: 'it was not taken and goes back',
  reject: 'a spoilt card goes to the reject bin',
};

const commands: Readonly<Record<PrinterStep, PrinterCommand>> = {
  feed: 'feed',
  print: 'print',
  check: 'mediaPosition',
  present: 'present',
  take: 'mediaPosition',
  retract: 'retract',
  reject: 'reject',
};

function armed(command: PrinterCommand, fault: CommandFault, at = 'start'): Strike {
  return { at, befall: ({ kiosk }) => kiosk.printer.arm(command, fault) };
}

/** What has to go wrong first, so that this step comes. */
const before: Partial<Readonly<Record<PrinterStep, Scene>>> = {
  take: { strikes: [], manner: { tray: 'takeLate' } },
  retract: { strikes: [], manner: { tray: 'leave' } },
  reject: { strikes: [armed('print', 'refused')] },
};

/** Faults that are not one of a command's. */
const own: Readonly<Record<string, (step: PrinterStep) => Scene>> = {
  blind: (step) => ({
    strikes: [{ at: step === 'take' ? 'take' : 'start', befall: ({ kiosk }) => kiosk.printer.blind(6) }],
    ...(step === 'take' && { manner: { tray: 'takeLate' } }),
  }),
  binFull: (step) =>
    step === 'retract'
      ? {
          strikes: [{ at: 'take', befall: ({ kiosk }) => kiosk.printer.block('retainBin') }],
          manner: { tray: 'leave' },
        }
      : {
          strikes: [
            armed('print', 'refused'),
            { at: 'printing-front', befall: ({ kiosk }) => kiosk.printer.block('rejectBin') },
          ],
        },
  twice: () => ({ strikes: [armed('print', 'refused'), armed('print', 'refused')] }),
  notTaken: () => ({ strikes: [], manner: { tray: 'leave' } }),
  pushedBack: () => ({ strikes: [], manner: { tray: 'pushBack' } }),
  unnoticed: () => ({ strikes: [], manner: { tray: 'takeUnnoticed' } }),
};

export const cardPrinter: Device<PrinterStep> = {
  name: 'Card printer',
  steps,
  faults: cardPrinterCells,
  sceneOf: (fault, step) => {
    const scene = own[fault];
    if (scene) return scene(step);
    const { strikes = [], ...rest } = before[step] ?? {};
    return {
      strikes: [...strikes, armed(commands[step], fault as CommandFault, step === 'take' ? 'take' : 'start')],
      ...rest,
    };
  },
};
