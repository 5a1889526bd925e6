/**
 * What the technician's pages get and what they may ask for. Main judges every state and says what it means; the pages draw
 * it and choose the words. No holder's name, number or portrait stands in it.
 */
import { z } from 'zod';
import type { DocumentType } from '../../common/document.ts';
import type { UnavailableReason } from '../issuance/index.ts';

export const technicianRoles = ['attendant', 'technician', 'supervisor'] as const;
export type TechnicianRole = (typeof technicianRoles)[number];

/** Colour, mark and word of everything that has a state. */
export type PartState = 'ok' | 'attention' | 'fault' | 'off' | 'unknown' | 'busy';

export const technicianPages = ['overview', 'devices', 'journal', 'access'] as const;
export type TechnicianPage = (typeof technicianPages)[number];

/** Device classes as the pages know them: those that are configured, and no other, are shown. */
export const shownDevices = [
  'cardReader',
  'cardPrinter',
  'encoder',
  'documentVault',
  'vaultReader',
  'receiptPrinter',
] as const;
export type ShownDevice = (typeof shownDevices)[number];

export type TechnicianView = {
  /** As printed on the card; never the holder's name. */
  readonly cardId: string;
  readonly role: TechnicianRole;
  readonly locksIn_s: number;
  /** The machine's own clock, ms since the epoch. */
  readonly now_ms: number;
  readonly page: TechnicianPage;
  /** Those that this role may open; all of them where it is absent. */
  readonly pages?: readonly TechnicianPage[];
  /** The worst state on each page, for its mark in the rail; absent where all is well. */
  readonly marks: Partial<Record<TechnicianPage, PartState>>;
  readonly leaving: Leaving;
  readonly content: OverviewContent | DevicesContent | DeviceContent | JournalContent | AccessContent;
};

/** The way back into service: asked for, self-tests, then open; or what stops it. */
export type Leaving =
  | { readonly state: 'possible' }
  | { readonly state: 'hindered'; readonly by: readonly LeavingHindrance[] }
  | { readonly state: 'testing'; readonly device: ShownDevice }
  | { readonly state: 'failed'; readonly device: ShownDevice; readonly words: string };
export type LeavingHindrance = 'door-open' | 'cover-open' | 'command-running' | 'nothing-offered';

export type Offer = {
  readonly documentType: DocumentType;
  readonly available: boolean;
  readonly reason: UnavailableReason | undefined;
  /** How many more can be made, and what ends them: cards by the ribbon or the hopper, booklets by name. */
  readonly left: number | undefined;
  readonly leftBy: 'ribbon' | 'hopper' | 'booklets' | undefined;
  readonly today: number;
  readonly lastAt_ms: number | undefined;
};

export type Job = {
  readonly kind: JobKind;
  readonly state: PartState;
  readonly device: ShownDevice;
  /** What residents get back when it is done; none when nothing is closed by it yet. */
  readonly bringsBack: readonly DocumentType[];
  readonly minutes: number;
  /** A count that belongs to it: cards left, booklets, orders. */
  readonly count: number | undefined;
};
export type JobKind =
  | 'close-cover'
  | 'clear-card-jam'
  | 'remove-strange-card'
  | 'load-hopper'
  | 'change-ribbon'
  | 'empty-reject-bin'
  | 'empty-retain-bin'
  | 'load-vault'
  | 'clear-vault-jam'
  | 'close-vault-door'
  | 'empty-vault-retain'
  | 'load-paper'
  | 'close-receipt-cover'
  | 'clear-receipt-jam'
  | 'mend-device'
  | 'mend-network'
  | 'mend-journal'
  | 'decide-orders';

export type Supply = {
  readonly kind: 'ribbon' | 'hopper' | 'booklets' | 'paper' | 'reject' | 'retain' | 'vault-retain';
  readonly state: PartState;
  readonly count: number | undefined;
  readonly of: number | undefined;
  /** Where the bar's tick stands. */
  readonly threshold: number | undefined;
  /** Counts up (a bin) or down (a supply). */
  readonly fills: boolean;
};

/**
 * The parts of the machine's drawing that have a colour of their own. A housing (`body`) says whether its device can do
 * its work, a part what is the matter with it: a low ribbon is amber in a housing that is well. The chip encoder is the
 * card printer's `contact` station, the booklets' reader the vault's `chipReader`.
 */
export type MachinePart =
  | `cardPrinter.${'body' | 'cover' | 'hopper' | 'feed' | 'transport' | 'contactless' | 'contact' | 'ribbon' | 'head' | 'flip' | 'exit' | 'reject' | 'retain'}`
  | `documentVault.${'body' | 'door' | 'carousel' | 'picker' | 'chipReader' | 'mrz' | 'transport' | 'shutter' | 'exit' | 'retain'}`
  | `receiptPrinter.${'body' | 'cover' | 'roll' | 'head' | 'cutter' | 'presenter'}`
  | 'cardReader.body';

/** Parts that are not named have no state: they are drawn in the housing's grey. */
export type PartStates = Readonly<Partial<Record<MachinePart, PartState>>>;

export type OverviewContent = {
  readonly page: 'overview';
  readonly offers: readonly Offer[];
  readonly parts: PartStates;
  readonly devices: readonly DeviceLine[];
  readonly jobs: readonly Job[];
  readonly supplies: readonly Supply[];
};

export type DeviceLine = {
  readonly device: ShownDevice;
  readonly state: PartState;
  /** XFS4IoT `device`. */
  readonly wire: string;
  /** A figure for its one line: cards in the hopper, booklets. */
  readonly count: number | undefined;
};

export type DevicesContent = {
  readonly page: 'devices';
  readonly devices: readonly DeviceLine[];
  readonly parts: PartStates;
  /** As on the overview: the drawing's levels follow them. */
  readonly supplies: readonly Supply[];
};

export type DeviceContent = {
  readonly page: 'device';
  readonly device: ShownDevice;
  readonly state: PartState;
  readonly parts: PartStates;
  readonly model: string | undefined;
  readonly serialNumber: string | undefined;
  readonly firmware: string | undefined;
  /** The device's own last words, verbatim, and when; empty when it said none. */
  readonly words: string;
  readonly wordsAt_ms: number | undefined;
  /** Status as the field spells it: `media`, `present`, judged. */
  readonly properties: readonly { readonly name: string; readonly value: string; readonly state: PartState }[];
  readonly jobs: readonly Job[];
  readonly supplies: readonly Supply[];
  readonly tests: readonly Test[];
};

export type Test = {
  /**
   * Unique within the device: `read-status` (all devices), `read-information` (all but chip readers), `mediaPosition`
   * (card printer, vault), `print-test-receipt` (receipt printer).
   */
  readonly test: string;
  readonly needsMotors: boolean;
  readonly locked: 'role' | 'cover-open' | 'medium-inside' | 'command-running' | 'offline' | undefined;
  readonly running: boolean;
  readonly last:
    | { readonly passed: boolean; readonly at_ms: number; readonly took_ms: number; readonly words: string }
    | undefined;
};

export type JournalContent = {
  readonly page: 'journal';
  readonly chain: {
    readonly state: 'unchecked' | 'checking' | 'sound' | 'broken';
    readonly entries: number;
    readonly firstBad: number | undefined;
  };
  readonly filter: { readonly kind: string | undefined; readonly before: number | undefined };
  readonly kinds: readonly string[];
  readonly entries: readonly {
    readonly sequence: number;
    readonly at_ms: number;
    readonly kind: string;
    readonly detail: string;
  }[];
  readonly older: boolean;
};

export type AccessContent = {
  readonly page: 'access';
  readonly visits: readonly {
    readonly cardId: string;
    readonly role: TechnicianRole | undefined;
    readonly enteredAt_ms: number;
    readonly leftAt_ms: number | undefined;
    readonly how: 'left' | 'idle' | 'limit' | 'power' | 'refused' | 'locked' | 'here';
    readonly actions: number;
  }[];
};

export const technicianIntentSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('page'), page: z.enum(technicianPages) }),
  z.object({ ask: z.literal('device'), device: z.enum(shownDevices) }),
  z.object({ ask: z.literal('run-test'), device: z.enum(shownDevices), test: z.string().max(60) }),
  z.object({ ask: z.literal('verify-journal') }),
  z.object({
    ask: z.literal('journal'),
    kind: z.string().max(60).optional(),
    before: z.number().int().positive().optional(),
  }),
  z.object({ ask: z.literal('stay') }),
  z.object({ ask: z.literal('back-in-service') }),
  z.object({ ask: z.literal('leave-closed') }),
]);
export type TechnicianIntent = z.infer<typeof technicianIntentSchema>;
