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
  /** How many points there are to one that is cut by default. */
  readonly points_every?: number;
};

const A_MOMENT_ms = 25_000;
/** Longer than a machine waits for the service to acknowledge a medium. */
const LONG_ms = 90_000;

function story(name: string, from: string, manner: Manner = {}, rest: Partial<Scene> = {}): Story {
  return { name, from, scene: { strikes: [], manner, ...rest } };
}

function armed(command: PrinterCommand, ...faults: readonly CommandFault[]): Partial<Scene> {
  return struck(({ kiosk }) => {
    for (const fault of faults) kiosk.printer.arm(command, fault);
  });
}

function struck(befall: (stage: Stage) => void): Partial<Scene> {
  return { strikes: [{ at: 'start', befall }] };
}

/** A ready booklet, fetched from the vault; `trouble` of the vault. */
function passport(
  name: string,
  from: string,
  manner: Manner = {},
  trouble: (vault: Stage['kiosk']['vault']) => void = () => {},
): Story {
  const rest = { ...struck(({ kiosk }) => trouble(kiosk.vault)), orders: ['passport'] } as const;
  return story(`is a passport ${name}`, from, manner, rest);
}

function away(for_ms: number, at = 'printing-front'): Partial<Scene> {
  const befall: Strike['befall'] = ({ kiosk, time }) => {
    kiosk.link.state = 'down';
    time.after(for_ms, () => {
      kiosk.link.state = 'up';
    });
  };
  return { strikes: [{ at, befall }] };
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
  story('is not taken back at the first try', 'retracting', { tray: 'leave' }, armed('retract', 'refused')),
  brief(
    story(
      'is spoilt, and not rejected at the first try',
      'printing-front',
      {},
      {
        strikes: [...strikesOf(armed('print', 'refused')), ...strikesOf(armed('reject', 'requestLost'))],
      },
    ),
  ),
];

const passports: readonly Story[] = [
  passport('and is taken at once', 'confirm'),
  passport('and is taken while the machine is dark', 'presenting', { takesInTheDark: true }),
  passport('and is left in the opening', 'presenting', { tray: 'leave' }),
  passport('and is pushed back', 'take', { tray: 'pushBack' }),
  passport('that is not taken back at the first try', 'retracting', { tray: 'leave' }, (vault) =>
    vault.arm('retract', 'refused'),
  ),
  passport('whose fetching is not answered', 'fetching', {}, (vault) => vault.arm('feed', 'answerLost')),
  passport('that jams on its way out of its slot', 'fetching', {}, (vault) => vault.arm('feed', 'jam')),
  passport('that is read at the second look', 'checking', {}, ({ exit }) => {
    exit.arm('camera', 'blurred');
    exit.arm('chip', 'garbled');
  }),
  passport('with somebody else’s lines on it', 'checking', {}, ({ exit }) => exit.spoil('otherLines')),
  passport('with somebody else’s chip in it', 'checking', {}, ({ exit }) => exit.spoil('otherChip')),
  passport('that jams on its way out', 'presenting', {}, (vault) => vault.arm('present', 'jam')),
  passport('that comes out, and the answer is lost', 'presenting', {}, (vault) => vault.arm('present', 'answerLost')),
  passport('behind a shutter that stops half way', 'presenting', {}, (vault) => vault.arm('present', 'shutterJam')),
  story(
    'is a passport fetched while the service is away for a moment',
    'fetching',
    {},
    {
      ...away(A_MOMENT_ms, 'fetching'),
      orders: ['passport'],
    },
  ),
  brief(story('is taken, and a passport after it', 'receipt', toldOnPaper, { orders: ['ready', 'passport'] })),
];

/** A licence whose chip is written before there is ink on it. */
function chipped(name: string, trouble: (stage: Stage) => void = () => {}): Story {
  const { strikes } = struck((stage) => {
    stage.service.writesChips = true;
    trouble(stage);
  });
  return brief(story(name, 'writing-chip', {}, { strikes: strikes ?? [], kiosk: { encoder: true } }));
}

const chips: readonly Story[] = [
  chipped('has a chip, and is taken'),
  chipped('has a chip that stops half way, and the second is taken', ({ kiosk }) => kiosk.encoder.spoil('halfWritten')),
  chipped('has a chip that dies under the ribbon', ({ kiosk }) => kiosk.encoder.spoil('diesLater')),
];

/** Most of it is as in another story: by default every third point is cut. */
function brief(whole: Story): Story {
  return { ...whole, points_every: 3 };
}

function strikesOf({ strikes = [] }: Partial<Scene>): Scene['strikes'] {
  return strikes;
}

const left = ['reading', 'code', 'documents', 'confirm', 'claiming'] as const;
const leftAfter = ['take', 'receipt', 'receipt-printing', 'receipt-take', 'thanks'] as const;

export const stories: readonly Story[] = [
  ...ways,
  ...passports,
  ...chips,
  ...left.map((at) => story(`is left by its holder at ${at}`, at, { leavesAt: at })),
  ...leftAfter.map((at) => story(`is left by its holder at ${at}`, at, { leavesAt: at, ...toldOnPaper })),
  story('is left by its holder at receipt-code', 'receipt-code', { leavesAt: 'receipt-code', receipt: 'receipt-code' }),
];
