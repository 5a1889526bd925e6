/** What is going to happen in one episode, drawn from its seed before anything runs, so that a part can be left out. */
import { type BookletFlaw, bookletFlaws } from './exit-station.ts';
import { Chance } from './seeded.ts';

export const printerCommands = ['feed', 'print', 'present', 'retract', 'reject', 'mediaPosition', 'reset'] as const;
export type PrinterCommand = (typeof printerCommands)[number];

/**
 * What becomes of one command of the card printer.
 * - refused: it surely does nothing, for the reason `words` of the machine
 * - requestLost: never arrives; answerLost: done, but nobody hears; answerLate: heard after seconds; garbled: done, the
 *   answer cannot be read
 * - jam: the card stops on its way, the rollers free it at the next reset; stuckJam: only a person does
 * - tonerOut, coverOpen, headOverheated, ribbonBroken: half done, the card stays inside
 * - powerCycle: the printer loses power in the middle; powerCycleEject: and pushes out what it holds when it is back
 * - pulled: a hand takes the card while it still comes out
 * - shutterJam: the vault's shutter stops half way, and no hand fits through
 * - feedFailed, hopperEmpty: nothing came; ribbonWrong: not begun; powerOff: loses power, and stays without
 */
export type CommandFault =
  | 'refused'
  | 'requestLost'
  | 'answerLost'
  | 'answerLate'
  | 'garbled'
  | 'jam'
  | 'stuckJam'
  | 'doubleFeed'
  | 'tonerOut'
  | 'ribbonBroken'
  | 'coverOpen'
  | 'headOverheated'
  | 'powerCycle'
  | 'powerCycleEject'
  | 'powerOff'
  | 'pulled'
  | 'shutterJam'
  | 'feedFailed'
  | 'hopperEmpty'
  | 'ribbonWrong';

export const operations = ['beginCollection', 'verifyCode', 'documentData', 'claim', 'report'] as const;
/** The last three only where somebody is asked for another second factor, or a chip is written. */
export type Operation = (typeof operations)[number] | 'reportPin' | 'phoneAnswer' | 'chipScript';

/**
 * One message does not arrive, its answer does not, it arrives twice, or it is the last before the line goes down; it is
 * refused with an error, or done and answered with what nobody can read; or the line is down, silent or slow from it on.
 */
const messageFaults = ['requestLost', 'answerLost', 'twice', 'thenDown'] as const;
export type MessageFault = (typeof messageFaults)[number] | 'rejected' | 'garbled' | 'down' | 'silent' | 'slow';

export type Trouble =
  | { readonly kind: 'printer' | 'vault'; readonly command: PrinterCommand; readonly fault: CommandFault }
  /** The booklet at the exit cannot be read, or is not the order's. */
  | { readonly kind: 'booklet'; readonly flaw: BookletFlaw }
  /** The printer answers, but cannot say where a card is, so many times. */
  | { readonly kind: 'sensor'; readonly times: number }
  /** After so many journal writes and ends of device commands since the visit (or the last start) began. */
  | { readonly kind: 'crash'; readonly after: number; readonly how: 'kill' | 'power'; readonly down_ms: number }
  | {
      readonly kind: 'network';
      readonly at_ms: number;
      readonly for_ms: number;
      readonly how: 'down' | 'silent' | 'slow';
    }
  | { readonly kind: 'message'; readonly operation: Operation; readonly fault: MessageFault }
  | { readonly kind: 'disk'; readonly at_ms: number; readonly for_ms: number }
  | { readonly kind: 'clock'; readonly at_ms: number; readonly by_ms: number }
  | { readonly kind: 'reader'; readonly at_ms: number; readonly for_ms: number }
  | { readonly kind: 'receipt' };

export const tempers = ['quick', 'slow', 'walksAway', 'pushesBack', 'leavesIt', 'wrongCode', 'wavers'] as const;
export type Temper = (typeof tempers)[number];
export type CardShown =
  | 'genuine'
  | 'cloned'
  | 'foreign'
  | 'mute'
  | 'removedEarly'
  | 'expired'
  | 'wrongAuthority'
  | 'twoCards';

export type Visit = {
  readonly number: number;
  readonly kiosk: number;
  readonly resident: number;
  /** Since the episode began; somebody who finds the machine taken waits. */
  readonly at_ms: number;
  readonly temper: Temper;
  /** Laid on the reader before the own card. */
  readonly first: CardShown;
  readonly troubles: readonly Trouble[];
};

/** `passport`: lies ready in the vault of the machine to which its holder comes first. */
export type OrderKind = 'ready' | 'held' | 'damaged' | 'passport';

export type Plan = {
  readonly seed: string;
  readonly kiosks: number;
  /** Whether booklets lie in the vaults; else nobody gets a passport. */
  readonly passports: boolean;
  readonly residents: readonly { readonly orders: readonly OrderKind[] }[];
  readonly visits: readonly Visit[];
};

/** How much goes wrong: the share of visits with trouble, and the most that one has. */
export const profiles = {
  none: { troubled: 0, most: 0 },
  usual: { troubled: 0.45, most: 2 },
  heavy: { troubled: 0.9, most: 4 },
} as const;
export type Profile = keyof typeof profiles;

const BETWEEN_VISITS_ms = 60_000;
/** Longer than a claim lasts that nobody used. */
export const LINE_DOWN_ms = 600_000;

export function drawPlan(seed: string, kiosks: number, sessions: number, profile: Profile): Plan {
  const chance = new Chance(`${seed}/plan`);
  const residents = Array.from({ length: Math.max(1, Math.ceil(sessions * 0.8)) }, () => ({
    orders: Array.from({ length: chance.happens(0.15) ? 2 : 1 }, () =>
      chance.weighted<OrderKind>({ ready: 68, held: 6, damaged: 6, passport: 20 }),
    ),
  }));
  const visits: Visit[] = [];
  for (let round = 0; visits.length < sessions; round++) {
    for (let kiosk = 0; kiosk < kiosks && visits.length < sessions; kiosk++) {
      const previous = visits.at(-1);
      const again = previous && kiosk > 0 ? comesAgain_ms(chance, previous) : undefined;
      const who =
        previous && again !== undefined
          ? { resident: previous.resident, at_ms: previous.at_ms + again }
          : {
              resident: chance.between(0, residents.length - 1),
              at_ms: round * BETWEEN_VISITS_ms + chance.between(0, 45_000),
            };
      visits.push(drawVisit(chance, { number: visits.length, kiosk, ...who }, profile));
    }
  }
  return { seed, kiosks, passports: true, residents, visits };
}

/** Somebody tries at the next machine at the same moment, or after the first one fell silent. */
function comesAgain_ms(chance: Chance, { troubles }: Visit): number | undefined {
  const fellSilent = troubles.some((trouble) => trouble.kind === 'message' && trouble.fault === 'thenDown');
  if (fellSilent && chance.happens(0.6)) return chance.between(150_000, LINE_DOWN_ms);
  return chance.happens(0.06) ? chance.between(0, 3_000) : undefined;
}

function drawVisit(
  chance: Chance,
  who: Pick<Visit, 'number' | 'kiosk' | 'resident' | 'at_ms'>,
  profile: Profile,
): Visit {
  const { troubled, most } = profiles[profile];
  const temper = chance.weighted<Temper>({
    quick: 52,
    slow: 14,
    walksAway: 8,
    pushesBack: 5,
    leavesIt: 7,
    wrongCode: 7,
    wavers: 7,
  });
  const first = chance.weighted({ genuine: 90, cloned: 3, foreign: 3, mute: 2, removedEarly: 2 });
  const count = chance.happens(troubled) ? chance.between(1, Math.max(1, most)) : 0;
  const troubles = Array.from({ length: count }, () => drawTrouble(chance));
  return { ...who, temper, first, troubles };
}

function drawTrouble(chance: Chance): Trouble {
  const kind = chance.weighted<Trouble['kind']>({
    printer: 36,
    vault: 10,
    booklet: 2,
    sensor: 4,
    crash: 22,
    network: 10,
    message: 12,
    disk: 3,
    clock: 3,
    reader: 3,
    receipt: 3,
  });
  const at_ms = chance.between(0, 40_000);
  switch (kind) {
    case 'printer':
      return { kind, ...drawCommandFault(chance) };
    case 'vault':
      return { kind, ...drawVaultFault(chance) };
    case 'booklet':
      return { kind, flaw: chance.oneOf(bookletFlaws) };
    case 'sensor':
      return { kind, times: chance.between(1, 6) };
    case 'crash':
      return {
        kind,
        after: chance.between(0, 45),
        how: chance.oneOf(['kill', 'power']),
        down_ms: chance.oneOf([2_000, 20_000, 120_000]),
      };
    case 'network':
      return {
        kind,
        at_ms,
        for_ms: chance.oneOf([3_000, 30_000, 240_000]),
        how: chance.oneOf(['down', 'silent', 'slow']),
      };
    case 'message':
      return {
        kind,
        operation: chance.oneOf(operations),
        fault: chance.oneOf(messageFaults),
      };
    case 'disk':
      return { kind, at_ms, for_ms: chance.between(500, 60_000) };
    case 'clock':
      return { kind, at_ms, by_ms: chance.oneOf([-3_600_000, -5_000, 5_000, 3_600_000, 86_400_000]) };
    case 'reader':
      return { kind, at_ms, for_ms: chance.between(1_000, 60_000) };
    case 'receipt':
      return { kind };
  }
}

const everywhere = [
  'refused',
  'requestLost',
  'answerLost',
  'answerLate',
  'garbled',
  'powerCycle',
  'powerCycleEject',
] as const;
const faultsOf: Readonly<Record<PrinterCommand, readonly CommandFault[]>> = {
  feed: [...everywhere, 'jam', 'stuckJam', 'doubleFeed', 'coverOpen'],
  print: [...everywhere, 'jam', 'stuckJam', 'tonerOut', 'ribbonBroken', 'coverOpen', 'headOverheated'],
  present: [...everywhere, 'jam', 'stuckJam', 'pulled', 'pulled'],
  retract: [...everywhere, 'jam', 'stuckJam', 'pulled'],
  reject: [...everywhere, 'jam', 'stuckJam'],
  mediaPosition: ['refused', 'requestLost', 'answerLate', 'garbled', 'powerCycle', 'powerCycleEject'],
  reset: ['refused', 'requestLost', 'answerLost', 'garbled'],
};

function drawCommandFault(chance: Chance): { command: PrinterCommand; fault: CommandFault } {
  const command = chance.weighted<PrinterCommand>({
    feed: 20,
    print: 30,
    present: 22,
    retract: 8,
    reject: 8,
    mediaPosition: 8,
    reset: 4,
  });
  return { command, fault: chance.oneOf(faultsOf[command]) };
}

/** As often as the list has it. */
const vaultCommands = ['feed', 'feed', 'present', 'present', 'retract', 'reject', 'mediaPosition'] as const;
const vaultFaults = [...everywhere, 'powerOff'] as const;

function drawVaultFault(chance: Chance): { command: PrinterCommand; fault: CommandFault } {
  const command = chance.oneOf(vaultCommands);
  if (command === 'mediaPosition') return { command, fault: chance.oneOf(faultsOf.mediaPosition) };
  const more = command === 'present' || command === 'retract' ? (['pulled', 'shutterJam'] as const) : [];
  return { command, fault: chance.oneOf([...vaultFaults, 'jam', 'stuckJam', ...more]) };
}
