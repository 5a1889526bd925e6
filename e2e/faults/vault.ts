/** Every fault of the vault at every step that it has a part in, and of what reads the booklet at its exit. */
import type { BookletFlaw, Look, LookFault } from '../simulation/exit-station.ts';
import type { CommandFault, PrinterCommand } from '../simulation/plan.ts';
import type { Device } from './row.ts';
import type { Scene, Stage, Strike } from './scene.ts';
import { type ExitStep, exitCells, type VaultStep, vaultCells } from './vault-cells.ts';

const orders = ['passport'] as const;

const commands: Readonly<Record<Exclude<VaultStep, WaitingStep>, PrinterCommand>> = {
  dispense: 'feed',
  check: 'mediaPosition',
  present: 'present',
  take: 'mediaPosition',
  retract: 'retract',
  reject: 'reject',
};
const waiting = ['open', 'code', 'confirm'] as const;
type WaitingStep = (typeof waiting)[number];

function isWaiting(step: VaultStep): step is WaitingStep {
  return waiting.some((one) => one === step);
}

/** What befalls a vault while nothing moves in it. */
const conditions: Readonly<Record<string, (stage: Stage) => void>> = {
  coverOpen: ({ kiosk }) => kiosk.vault.openCover(),
  powerOff: ({ kiosk }) => kiosk.vault.powerOff(),
  binFull: ({ kiosk }) => kiosk.vault.blockRetainUnit(),
  shutterJam: ({ kiosk }) => kiosk.vault.shutterJams(),
};

const rejected: Strike = { at: 'start', befall: ({ kiosk }) => kiosk.vault.exit.spoil('mute') };
/** What has to go wrong first, so that this step comes. */
const before: Partial<Readonly<Record<VaultStep, Scene>>> = {
  take: { strikes: [], manner: { tray: 'takeLate' } },
  retract: { strikes: [], manner: { tray: 'leave' } },
  reject: { strikes: [rejected] },
};

/** Faults that are not one of a command's. */
const own: Readonly<Record<string, (step: VaultStep) => Scene>> = {
  blind: (step) => ({
    strikes: [{ at: step === 'take' ? 'take' : 'checking', befall: ({ kiosk }) => kiosk.vault.blind(6) }],
    ...(step === 'take' && { manner: { tray: 'takeLate' } }),
  }),
  binFull: (step) =>
    step === 'retract'
      ? { strikes: [struck('binFull', 'take')], manner: { tray: 'leave' } }
      : { strikes: [rejected, struck('binFull', 'fetching')] },
  notTaken: () => ({ strikes: [], manner: { tray: 'leave' } }),
  pushedBack: () => ({ strikes: [], manner: { tray: 'pushBack' } }),
  unnoticed: () => ({ strikes: [], manner: { tray: 'takeUnnoticed' } }),
};

function struck(condition: string, at: string): Strike {
  return { at, befall: (stage) => conditions[condition]?.(stage) };
}

function sceneOf(fault: string, step: VaultStep): Scene {
  if (isWaiting(step)) return { strikes: [struck(fault, step)] };
  const scene = own[fault];
  if (scene) return scene(step);
  const { strikes = [], ...rest } = before[step] ?? {};
  const armed: Strike = {
    at: step === 'take' ? 'take' : step === 'check' ? 'checking' : 'start',
    befall: ({ kiosk }) => kiosk.vault.arm(commands[step], fault as CommandFault),
  };
  return { strikes: [...strikes, armed], ...rest };
}

export const vault: Device<VaultStep> = {
  name: 'Document vault',
  document: 'passport',
  steps: {
    open: 'nobody is there',
    code: 'the code is typed',
    confirm: 'the resident confirms',
    dispense: 'the booklet comes from its slot',
    check: 'the vault is asked whether it still holds it',
    present: 'the shutter opens',
    take: 'it lies in the opening',
    retract: 'it was not taken and goes back',
    reject: 'a booklet that is no good goes to the retain unit',
  },
  faults: vaultCells,
  sceneOf: (fault, step) => ({ ...sceneOf(fault, step), orders }),
};

const looks: Readonly<Record<ExitStep, Look | undefined>> = {
  open: undefined,
  confirm: undefined,
  camera: 'camera',
  chip: 'chip',
  take: undefined,
};

/** A look that comes to nothing once; one at a flawed booklet comes to nothing always. */
const lookFaults: readonly string[] = ['blurred', 'requestLost', 'answerLate', 'garbled'] satisfies LookFault[];

export const vaultExit: Device<ExitStep> = {
  name: 'Camera and chip reader at the vault\u2019s exit',
  document: 'passport',
  steps: {
    open: 'nobody is there',
    confirm: 'the resident confirms',
    camera: 'its lines are read',
    chip: 'its chip is read',
    take: 'it lies in the opening',
  },
  faults: exitCells,
  sceneOf: (fault, step) => {
    const look = looks[step];
    const befall: Strike['befall'] = ({ kiosk: { vault: body } }) => {
      if (fault === 'unplugged') body.exit.plug(false);
      else if (look && lookFaults.includes(fault)) body.exit.arm(look, fault as LookFault);
      else body.exit.spoil(fault as BookletFlaw);
    };
    const at = fault !== 'unplugged' ? 'start' : step === 'chip' ? 'checking' : step;
    return { orders, strikes: [{ at, befall }] };
  },
};
