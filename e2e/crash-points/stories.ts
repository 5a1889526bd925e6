/** Ways that a session goes, each cut at every point from where it parts from the others. */
import type { Manner } from '../faults/resident.ts';
import type { Scene, Stage, Strike } from '../faults/scene.ts';
import type { CommandFault, PrinterCommand } from '../simulation/plan.ts';

export type Story = {
  /** "A document that ..." */
  readonly name: string;
  /** The moment from which on it is cut; before it, it is as another one, which is. */
  readonly from: string;
  readonly scene: Scene;
};

const A_MOMENT_ms = 25_000;
/** Longer than a machine waits for the service to acknowledge a medium. */
const LONG_ms = 90_000;

function story(name: string, from: string, manner: Manner = {}, rest: Partial<Scene> = {}): Story {
  return { name, from, scene: { strikes: [], manner, ...rest } };
}

function armed(command: PrinterCommand, ...faults: readonly CommandFault[]): Partial<Scene> {
  const befall = ({ kiosk }: Stage) => {
    for (const fault of faults) kiosk.printer.arm(command, fault);
  };
  return { strikes: [{ at: 'start', befall }] };
}

function away(for_ms: number): Partial<Scene> {
  const befall: Strike['befall'] = ({ kiosk, time }) => {
    kiosk.link.state = 'down';
    time.after(for_ms, () => {
      kiosk.link.state = 'up';
    });
  };
  return { strikes: [{ at: 'printing-front', befall }] };
}

const held: Partial<Scene> = { strikes: [{ at: 'confirm', befall: ({ service }) => service.hold('o0-0') }] };
const noPaper: Partial<Scene> = {
  strikes: [{ at: 'start', befall: ({ receiptPrinter }) => receiptPrinter.arm('paperOut') }],
};
const toldOnPaper: Manner = { receipt: 'receipt-print' };

const ways: readonly Story[] = [
  story('is asked for of a machine that is only switched on', 'start', { leavesAt: 'reading' }),
  story('is taken at once', 'open'),
  story('is taken while the machine is dark', 'presenting', { takesInTheDark: true }),
  story('is taken late, after more time was asked for', 'take', { tray: 'takeLate', asksForTime: true }),
  story('is not taken', 'presenting', { tray: 'leave' }),
  story('is pushed back', 'take', { tray: 'pushBack' }),
  story('is spoilt, and the second is taken', 'printing-front', {}, armed('print', 'jam')),
  story('is spoilt as often as may be', 'printing-front', {}, armed('print', 'refused', 'refused')),
  story('is spoilt, and nobody waits for the second', 'printing-front', { tray: 'leave' }, armed('print', 'refused')),
  story('is taken with a receipt, and another after it', 'receipt', toldOnPaper, { orders: ['ready', 'ready'] }),
  story('is taken, and no receipt comes', 'receipt', toldOnPaper, noPaper),
  story('is fed, and the answer is lost', 'feeding', {}, armed('feed', 'answerLost')),
  story('comes out, and the answer is lost', 'presenting', {}, armed('present', 'answerLost')),
  story('is made while the service is away for a moment', 'printing-front', {}, away(A_MOMENT_ms)),
  story('is made while the service is away for long', 'printing-front', {}, away(LONG_ms)),
  story('replaces a damaged one that is given back', 'return-old', {}, { orders: ['damaged'] }),
  story('may not be claimed any more', 'confirm', {}, held),
];

const left = ['reading', 'code', 'documents', 'confirm', 'claiming'] as const;
const leftAfter = ['take', 'receipt', 'receipt-printing', 'receipt-take', 'thanks'] as const;

export const stories: readonly Story[] = [
  ...ways,
  ...left.map((at) => story(`is left by its holder at ${at}`, at, { leavesAt: at })),
  ...leftAfter.map((at) => story(`is left by its holder at ${at}`, at, { leavesAt: at, ...toldOnPaper })),
  story('is left by its holder at receipt-code', 'receipt-code', { leavesAt: 'receipt-code', receipt: 'receipt-code' }),
];
