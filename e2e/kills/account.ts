/**
 * Every order, medium and journal entry accounted for, with an eye of its own: the journal's rows, the cards in the
 * machine and in hands, and the service's word, held against each other.
 */
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { WorldState } from '../../simulators/world/index.ts';

type Row = { readonly sequence: number; readonly kind: string; readonly issuance_id: string | null } & {
  readonly body: string;
  readonly hash: string;
};
type Body = Readonly<Record<string, unknown>>;

/** What the journal says of one claim. */
type Issuance = {
  readonly id: string;
  readonly orderId: string;
  fed: boolean;
  made: boolean;
  readonly ends: string[];
  note: string | undefined;
};

const places = ['hopper', 'transport', 'tray', 'issued', 'rejectBin', 'retainBin', 'takenOut'] as const;
type Counts = Record<(typeof places)[number], number>;

export type Figures = { readonly ends: Readonly<Record<string, number>>; readonly entries: number };

const ENDS = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];
/** The service is told nothing of a claim that it never granted. */
const UNTOLD = 'unclaimed';
/** No medium ever left the hopper for it. */
const WITHOUT_MEDIUM = ['released', UNTOLD];
const whereOf: Readonly<Record<string, readonly string[]>> = {
  issued: ['taken'],
  // From the transport to the reject bin; from the exit, where a hand reaches it, to the retain bin.
  spoiled: ['rejectBin', 'retainBin'],
  retained: ['retainBin'],
};

export class Account {
  readonly #file: string;
  #hashes: readonly string[] = [];

  constructor(worldDirectory: string) {
    this.#file = join(worldDirectory, 'data/journal.db');
  }

  /** What is still under way; undefined when all is settled and told. */
  unsettled({ service }: WorldState): string | undefined {
    const { rows, untold } = this.#read();
    const open = issuancesOf(rows).find(({ ends }) => ends.length === 0);
    if (open) return `issuance ${open.id} of ${open.orderId} is open`;
    if (untold > 0) return `${untold} events wait for the service`;
    const told = service.issuances.find((issuance) => !issuance.lapsed && endsTold(issuance).length === 0);
    return told && `the service waits for the end of ${told.issuanceId}`;
  }

  /** Whatever does not fit; call it when all is settled. */
  audit(state: WorldState): readonly string[] {
    const { rows } = this.#read();
    const issuances = issuancesOf(rows);
    return [
      ...this.#grown(rows),
      ...orders(issuances, state),
      ...media(issuances, state),
      ...stock(countsOf(rows), issuances, state),
    ];
  }

  figures(): Figures {
    const { rows } = this.#read();
    const ends: Record<string, number> = {};
    for (const end of issuancesOf(rows).flatMap((issuance) => issuance.ends)) ends[end] = (ends[end] ?? 0) + 1;
    return { ends, entries: rows.length };
  }

  #read(): { readonly rows: readonly Row[]; readonly untold: number } {
    const db = new DatabaseSync(this.#file, { readOnly: true });
    try {
      db.exec('PRAGMA busy_timeout = 5000');
      const rows = db.prepare('SELECT sequence, kind, issuance_id, body, hash FROM entry ORDER BY sequence').all();
      const { n } = db.prepare('SELECT count(*) AS n FROM outbox WHERE delivered = 0').get() as { n: number };
      return { rows: rows as Row[], untold: n };
    } finally {
      db.close();
    }
  }

  #grown(rows: readonly Row[]): readonly string[] {
    const before = this.#hashes;
    this.#hashes = rows.map(({ hash }) => hash);
    const lost = before.findIndex((hash, index) => this.#hashes[index] !== hash);
    const gap = rows.findIndex(({ sequence }, index) => sequence !== index + 1);
    return [
      ...(lost < 0 ? [] : [`entry ${lost + 1} is not what it was`]),
      ...(gap < 0 ? [] : [`entry ${gap + 1} is missing`]),
    ];
  }
}

function issuancesOf(rows: readonly Row[]): readonly Issuance[] {
  const known = new Map<string, Issuance>();
  for (const { kind, issuance_id: id, body: text } of rows) {
    if (id === null) continue;
    const body = JSON.parse(text) as Body;
    const { step } = body;
    const issuance = known.get(id) ?? {
      id,
      orderId: String(body['orderId']),
      fed: false,
      made: false,
      ends: [],
      note: undefined,
    };
    known.set(id, issuance);
    if (kind === 'issuance.intent' && step === 'bind') issuance.fed = true;
    if (kind === 'issuance.outcome' && step === 'verify' && body['result'] === 'done') issuance.made = true;
    if (kind !== 'issuance.ended') continue;
    issuance.ends.push(String(body['end']));
    issuance.note = body['note'] === undefined ? undefined : String(body['note']);
  }
  return [...known.values()];
}

function orders(issuances: readonly Issuance[], { service }: WorldState): readonly string[] {
  const wrong = service.doubled.map((orderId) => `${orderId} was issued twice, says the service`);
  const told = new Map(service.issuances.map((issuance) => [issuance.issuanceId, issuance]));
  for (const { id, orderId, ends } of issuances) {
    const name = `issuance ${id} of ${orderId}`;
    if (ends.length !== 1) wrong.push(`${name} ended ${ends.join(', ') || 'never'}`);
    const atService = told.get(id);
    told.delete(id);
    const heard = atService ? endsTold(atService).join() : UNTOLD;
    if (heard !== ends.join()) wrong.push(`${name} ended ${ends.join()}, the service heard ${heard}`);
    if (atService && atService.orderId !== orderId) wrong.push(`${name} is of ${atService.orderId} for the service`);
  }
  for (const id of told.keys()) wrong.push(`the service granted ${id}, the journal does not know it`);
  for (const { orderId, state } of service.orders) {
    const ends = issuances.filter((issuance) => issuance.orderId === orderId).flatMap((issuance) => issuance.ends);
    if (ends.filter((end) => end === 'issued').length > 1) wrong.push(`${orderId} ended issued twice`);
    const frozen = ends.find((end) => end === 'issued' || end === 'retained' || end === 'unresolved');
    if (frozen && state === 'ready') wrong.push(`${orderId} ended ${frozen} and may be made again`);
    if (!frozen && ends.length > 0 && state !== 'ready') wrong.push(`${orderId} is ${state}, after ${ends.join(', ')}`);
  }
  return wrong;
}

/** Blanks leave the hopper from below: the first card that was drawn is the first issuance's, and so on. */
function media(issuances: readonly Issuance[], { cardPrinter }: WorldState): readonly string[] {
  const drawn = [...cardPrinter.cards].sort((one, other) => one.cardId.localeCompare(other.cardId));
  const bound = issuances.filter(({ fed, ends }) => fed && !ends.some((end) => WITHOUT_MEDIUM.includes(end)));
  // A blank that may or may not have been fed is for a person to find; which card is whose is known up to there.
  if (drawn.length !== bound.length && !bound.some(({ ends, made }) => ends.includes('unresolved') && !made))
    return [`${drawn.length} blanks left the hopper, the journal knows ${bound.length} media`];
  const wrong: string[] = [];
  for (const [index, { cardId, place, complete, printJobs, chip }] of drawn.entries()) {
    const issuance = bound[index];
    if (!issuance) break;
    const { orderId, ends, made } = issuance;
    const end = ends[0] ?? 'open';
    const name = `${cardId} of ${orderId}, ended ${end}`;
    const wanted = whereOf[end];
    if (wanted && !wanted.includes(place)) wrong.push(`${name}, lies at ${place}`);
    if (place === 'taken' && !(complete && made)) wrong.push(`${name}, was taken and never verified`);
    if (place === 'taken' && !(chip.state === 'locked' && orderId.startsWith(`ord-${chip.resident}-`)))
      wrong.push(`${name}, was taken with a chip that is ${chip.state}, of ${chip.resident ?? 'nobody'}`);
    if (printJobs > 1) wrong.push(`${name}, was printed ${printJobs} times`);
    if (drawn.length !== bound.length && end === 'unresolved') break;
  }
  return wrong;
}

function stock(books: Counts, issuances: readonly Issuance[], { cardPrinter }: WorldState): readonly string[] {
  const lies = cardPrinter.places;
  const there: Counts = {
    hopper: lies.hopper,
    transport: lies.feeder + lies.print + lies.contact + lies.contactless + lies.flip,
    tray: lies.exit,
    issued: lies.taken,
    rejectBin: lies.rejectBin,
    retainBin: lies.retainBin,
    takenOut: lies.removed,
  };
  // What nobody could prove may lie elsewhere than the books have it, and each is named.
  const unproven = issuances.filter(({ ends }) => ends.includes('unresolved'));
  return places.flatMap((place) =>
    Math.abs(books[place] - there[place]) <= unproven.length
      ? []
      : [
          `${place} holds ${there[place]}, the books say ${books[place]}, unresolved: ${unproven.map(({ id }) => id).join(', ') || 'none'}`,
        ],
  );
}

/** Blanks alone: the booklets of the vault stay in their slots, for nobody collects one here. */
function countsOf(rows: readonly Row[]): Counts {
  const counts = Object.fromEntries(places.map((place) => [place, 0])) as Counts;
  for (const { kind, body: text } of rows) {
    const body = JSON.parse(text) as { unit?: string; count: number; from: keyof Counts; to: keyof Counts };
    if (kind === 'stock.loaded' && body.unit === 'hopper') counts.hopper += body.count;
    if (kind !== 'stock.moved') continue;
    counts[body.from] -= body.count;
    counts[body.to] += body.count;
  }
  return counts;
}

function endsTold({ events }: WorldState['service']['issuances'][number]): readonly string[] {
  return events.map((event) => event.split(' ')[0] ?? '').filter((kind) => ENDS.includes(kind));
}
