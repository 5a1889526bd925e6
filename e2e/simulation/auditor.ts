/**
 * Watches over a whole world with an eye of its own: what the journals say, what lies where, what the service believes.
 * It shares no rule with the core; a sentence here is an invariant of docs/issuance.md.
 */
import type { Entry } from '../../main/journal/index.ts';
import type { View } from '../../main/session/index.ts';
import type { Card } from './card-printer-mechanism.ts';
import type { SimulatedKiosk } from './kiosk.ts';
import type { Fall } from './life.ts';
import { civilIdOf, type SimulatedService } from './service.ts';
import type { WorldTime } from './time.ts';

const ofBlanks = ['hopper', 'transport', 'tray', 'issued', 'rejectBin', 'retainBin', 'takenOut'] as const;
const ofBooklets = ['slots', 'vaultTransport', 'vaultExit', 'vaultIssued', 'vaultRetain', 'vaultTakenOut'] as const;
type Place = (typeof ofBlanks)[number] | (typeof ofBooklets)[number];

/** One kiosk's books, kept from its journal by adding and subtracting alone. */
type Account = {
  readonly loaded: Record<'hopper' | 'slots', number>;
  readonly at: Record<Place, number>;
  entries: number;
};

type Known = {
  readonly kiosk: number;
  readonly orderId: string;
  verified: boolean;
  presenting: boolean;
  readonly ends: string[];
  note: string | undefined;
};

export class Broken extends Error {
  readonly rule: string;
  constructor(rule: string, words: string) {
    super(`${rule}: ${words}`);
    this.rule = rule;
  }
}

export class Auditor {
  readonly #time: WorldTime;
  readonly #trace: ((line: string) => void) | undefined;
  readonly #accounts = new Map<number, Account>();
  readonly #issuances = new Map<string, Known>();
  readonly #ofOrder = new Map<string, Known[]>();
  readonly #open = new Map<number, number>();
  readonly #inHands = new Map<string, Card[]>();
  readonly #presenting = new Map<number, Known>();
  /** By kind of end: what a run was made of. */
  readonly ends: Record<string, number> = {};
  sessions = 0;
  falls = 0;
  /** The first rule that was broken. */
  broken: Broken | undefined;

  /** `trace` gets one line for everything that happens, in the field's words. */
  constructor(time: WorldTime, trace?: (line: string) => void) {
    this.#time = time;
    this.#trace = trace;
  }

  tapped(kiosk: SimulatedKiosk): void {
    this.sessions += 1;
    this.#say(kiosk, () => `resident ${kiosk.served} lays a card on the reader`);
  }

  fell(kiosk: SimulatedKiosk, fall: Fall): void {
    this.falls += 1;
    this.#say(kiosk, () => `${fall.how === 'kill' ? 'the program is killed' : 'the power goes'}, ${fall.down_ms} ms`);
  }

  shown(kiosk: SimulatedKiosk, view: View): void {
    const { name } = view.screen;
    if (name !== 'attract' && name !== 'out-of-service' && name !== 'starting') return;
    const resident = kiosk.visitor?.visit.resident;
    if (resident === undefined) return;
    const text = JSON.stringify(view);
    if (text.includes(`"o${resident}-`) || text.includes(civilIdOf(resident)) || text.includes(`TS-${resident}-`)) {
      this.#break('6 nothing stays of a holder', `${kiosk.id} shows ${name} with data of resident ${resident}`);
    }
  }

  moved(kiosk: SimulatedKiosk, what: 'fed' | 'presented' | 'taken', card: Card): void {
    this.#say(kiosk, () => `card ${card.number} ${what}${card.order ? ` (${card.order})` : ''}`);
    if (what === 'presented') this.#presented(kiosk, card);
    if (what === 'taken' && card.order !== undefined) {
      const others = this.#inHands.get(card.order) ?? [];
      this.#inHands.set(card.order, [...others, card]);
      if (others.length > 0) this.#break('1 one order, one document', `${card.order} is in two hands`);
    }
  }

  wrote(kiosk: SimulatedKiosk, entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#say(kiosk, () => wordsOf(entry));
      this.#count(kiosk, entry);
      this.#follow(kiosk, entry);
    }
  }

  /** Issuances that this machine's journal has begun and not ended. */
  openOf(kiosk: number): number {
    return this.#open.get(kiosk) ?? 0;
  }

  /** When everything had its time: nothing is open, and all three agree. */
  close(kiosks: readonly SimulatedKiosk[], service: SimulatedService): void {
    for (const kiosk of kiosks) this.#closeKiosk(kiosk);
    for (const [issuanceId, known] of this.#issuances) {
      if (known.ends.length !== 1) {
        this.#break('4 exactly one end', `${known.orderId} ${issuanceId} ended ${known.ends.join(', ') || 'never'}`);
      }
    }
    for (const [orderId, known] of service.orders) this.#closeOrder(orderId, known.resident, service);
  }

  /** Kept, not thrown: it is found deep inside of a program's own call, which might catch it. */
  #break(rule: string, words: string): void {
    this.broken ??= new Broken(rule, words);
  }

  digest(): string {
    return JSON.stringify([this.sessions, this.falls, this.ends, [...this.#accounts.values()]]);
  }

  // --- what a step must not do ---

  #presented(kiosk: SimulatedKiosk, card: Card): void {
    const known = this.#presenting.get(kiosk.number);
    const words = kiosk.wrongInside(card) ?? wrongToPresent(known, card, kiosk.served);
    if (words)
      this.#break('3 only what was verified for who stands here', `${kiosk.id}, card ${card.number}: ${words}`);
  }

  #count(kiosk: SimulatedKiosk, entry: Entry): void {
    const account = this.#accountOf(kiosk.number);
    account.entries += 1;
    if (entry.sequence !== account.entries) {
      this.#break(
        '5 nothing is lost from the journal',
        `${kiosk.id}: entry ${entry.sequence}, ${account.entries} expected`,
      );
    }
    if (entry.kind === 'stock.loaded') {
      account.loaded[entry.body.unit] += entry.body.count;
      account.at[entry.body.unit] += entry.body.count;
    } else if (entry.kind === 'stock.moved') {
      account.at[entry.body.from] -= entry.body.count;
      account.at[entry.body.to] += entry.body.count;
    } else if (entry.kind === 'stock.emptied') {
      account.at[entry.body.unit === 'vaultRetain' ? 'vaultTakenOut' : 'takenOut'] += account.at[entry.body.unit];
      account.at[entry.body.unit] = 0;
    } else return;
    if (!isBalanced(account, ofBlanks, 'hopper') || !isBalanced(account, ofBooklets, 'slots')) {
      this.#break('2 every medium in one place', `${kiosk.id}: ${JSON.stringify(account)}`);
    }
  }

  #follow(kiosk: SimulatedKiosk, entry: Entry): void {
    const { issuanceId } = entry;
    if (issuanceId === undefined) return;
    if (entry.kind === 'issuance.intent' && entry.body.step === 'claim') {
      if (this.#issuances.has(issuanceId)) return;
      const known: Known = {
        kiosk: kiosk.number,
        orderId: entry.body.orderId,
        verified: false,
        presenting: false,
        ends: [],
        note: undefined,
      };
      this.#issuances.set(issuanceId, known);
      this.#open.set(kiosk.number, this.openOf(kiosk.number) + 1);
      this.#ofOrder.set(known.orderId, [...(this.#ofOrder.get(known.orderId) ?? []), known]);
      return;
    }
    const known = this.#issuances.get(issuanceId);
    if (!known) {
      this.#break('4 every medium has an issuance', `${issuanceId} was never begun`);
      return;
    }
    if (entry.kind === 'issuance.intent' && entry.body.step === 'present') {
      known.presenting = true;
      this.#presenting.set(kiosk.number, known);
      this.#alone(known);
    }
    if (entry.kind === 'issuance.outcome' && entry.body.step === 'verify' && entry.body.result === 'done') {
      known.verified = true;
    }
    if (entry.kind === 'issuance.ended') this.#ended(issuanceId, known, entry.body.end, entry.body.note);
  }

  /** From here on a person may get it: nobody else may have it, or be about to. */
  #alone(known: Known): void {
    for (const other of this.#ofOrder.get(known.orderId) ?? []) {
      if (other === known) continue;
      const isOut = other.ends.includes('issued') || (other.presenting && other.ends.length === 0);
      if (isOut) this.#break('1 one order, one document', `${known.orderId} is presented twice`);
    }
  }

  #ended(issuanceId: string, known: Known, end: string, note: string | undefined): void {
    known.ends.push(end);
    this.#open.set(known.kiosk, this.openOf(known.kiosk) - 1);
    known.note = note;
    this.ends[end] = (this.ends[end] ?? 0) + 1;
    if (known.ends.length > 1) this.#break('4 exactly one end', `${issuanceId}: ${known.ends.join(', ')}`);
    const issued = (this.#ofOrder.get(known.orderId) ?? []).filter(({ ends }) => ends.includes('issued'));
    if (issued.length > 1) this.#break('1 one order, one document', `${known.orderId} ended issued twice`);
    const isOut = (this.#inHands.get(known.orderId) ?? []).length > 0;
    if (end === 'issued' && !isOut && note === undefined) {
      this.#break('1 issued means taken', `${known.orderId} is said to be taken and is not`);
    }
  }

  // --- what must hold when all is over ---

  #closeKiosk(kiosk: SimulatedKiosk): void {
    const account = this.#accountOf(kiosk.number);
    const [verdict, head] = [kiosk.verify(), kiosk.head];
    if (!verdict || !head) {
      this.#break('7 every machine comes back', `${kiosk.id} does not run`);
      return;
    }
    if (!verdict.ok) this.#break('5 the chain verifies', `${kiosk.id}: ${verdict.words}`);
    if (head.sequence !== account.entries) {
      this.#break('5 nothing is lost from the journal', `${kiosk.id}: ${head.sequence} of ${account.entries}`);
    }
    const unproven = [...this.#issuances.values()].filter(
      ({ kiosk: number, ends, note }) =>
        number === kiosk.number && (ends[0] === 'unresolved' || (ends[0] === 'issued' && note !== undefined)),
    ).length;
    const lies: Record<string, number> = {
      hopper: kiosk.printer.count('hopper'),
      issued: kiosk.printer.count('person'),
      rejectBin: kiosk.printer.count('rejectBin'),
      retainBin: kiosk.printer.count('retainBin'),
      takenOut: kiosk.printer.count('takenOut'),
      slots: kiosk.vault.booklets,
      vaultIssued: kiosk.vault.count('person'),
      vaultRetain: kiosk.vault.retained,
      vaultTakenOut: kiosk.vault.count('takenOut'),
    };
    for (const [place, count] of Object.entries(lies)) {
      // What nobody can prove may lie elsewhere than the books have it; it is counted, and named.
      const slack = place === 'hopper' ? 0 : unproven;
      if (Math.abs(account.at[place as Place] - count) > slack) {
        const words = `${kiosk.id}: ${place} holds ${count}, the books say ${account.at[place as Place]}`;
        this.#break('2 the books are what lies there', words);
      }
    }
  }

  #closeOrder(orderId: string, resident: number, service: SimulatedService): void {
    const ends = service.endsOf(orderId);
    const fail = (rule: string, words: string) => {
      this.#break(rule, `${orderId}: ${words}; the service knows ${ends.join(', ') || 'nothing'}`);
    };
    if (ends.filter((end) => end === 'issued').length > 1) fail('1 one order, one document', 'issued twice');
    if (ends.includes('open')) fail('7 no order is lost', 'still being made');
    const said = (this.#ofOrder.get(orderId) ?? []).flatMap(({ ends: all }) => all);
    const [told, written] = [ends, said].map((all) =>
      all.filter((end) => end !== 'unclaimed' && end !== 'released').sort(),
    );
    const lapsed = (service.orders.get(orderId)?.issuances ?? []).some((issuance) => issuance.lapsed);
    if (!lapsed && told?.join() !== written?.join())
      fail('4 told exactly one end', `the journals say ${written?.join(', ')}`);
    const cards = this.#inHands.get(orderId) ?? [];
    const isFrozen = ends.includes('unresolved');
    if (cards.length > 0 && !ends.includes('issued') && !isFrozen) {
      fail('1 what is out is known to be out', 'its document is in a hand and the order may be made again');
    }
    if (cards.some((card) => card.taker !== resident)) fail('3 only to its holder', 'somebody else has it');
    const isFlagged = (this.#ofOrder.get(orderId) ?? []).some(({ ends: all, note }) => all[0] === 'issued' && note);
    if (ends.includes('issued') && cards.length === 0) {
      fail('7 no order is lost', isFlagged ? 'presumed taken, and in nobody’s hand' : 'issued, and in nobody’s hand');
    }
  }

  #accountOf(kiosk: number): Account {
    const known = this.#accounts.get(kiosk);
    if (known) return known;
    const at = Object.fromEntries([...ofBlanks, ...ofBooklets].map((place) => [place, 0])) as Record<Place, number>;
    const account: Account = { loaded: { hopper: 0, slots: 0 }, at, entries: 0 };
    this.#accounts.set(kiosk, account);
    return account;
  }

  #say(kiosk: SimulatedKiosk, words: () => string): void {
    this.#trace?.(`${(this.#time.monotonic_ms() / 1000).toFixed(3).padStart(10)} s  ${kiosk.id}  ${words()}`);
  }
}

function isBalanced({ loaded, at }: Account, places: readonly Place[], source: 'hopper' | 'slots'): boolean {
  const sum = places.reduce((total, place) => total + at[place], 0);
  return sum === loaded[source] && places.every((place) => at[place] >= 0);
}

function wrongToPresent(known: Known | undefined, card: Card, resident: number | undefined): string | undefined {
  if (!known) return 'presented without an intent in the journal';
  if (!known.verified) return `${known.orderId} was never verified`;
  if (!card.complete) return `${known.orderId} is not printed to its end`;
  if (card.order !== known.orderId) return `carries ${card.order}, the journal says ${known.orderId}`;
  const isAnothers = resident !== undefined && !known.orderId.startsWith(`o${resident}-`);
  return isAnothers ? `${known.orderId} before resident ${resident}` : undefined;
}

function wordsOf({ sequence, kind, issuanceId, body }: Entry): string {
  return `journal ${sequence} ${kind}${issuanceId ? ` …${issuanceId.slice(-4)}` : ''} ${JSON.stringify(body)}`;
}
