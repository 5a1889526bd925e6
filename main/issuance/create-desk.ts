import { invariant } from '../../common/assert.ts';
import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import type { CardPrinter, CardReader, DocumentVault } from '../../devices/contract/index.ts';
import type { IssuanceService, Order } from '../backoffice/index.ts';
import type { Journal } from '../journal/index.ts';
import { Books, JournalBroken } from './books.ts';
import type { Courier } from './courier.ts';
import type {
  ChipEncoder,
  FulfilEnd,
  FulfilProgress,
  FulfilRequest,
  InspectBooklet,
  IssuanceDesk,
  RecoveryReport,
  UnavailableReason,
} from './desk.ts';
import { Fulfilment, type FulfilmentPolicy } from './fulfilment.ts';
import { type Way, wayOf } from './lifecycle.ts';
import { isThere, Medium } from './medium.ts';
import { Pace } from './pace.ts';
import { availabilityOf, readinessOf } from './readiness.ts';
import { DispenseRoute, PrintRoute, type Route } from './routes.ts';
import { settle } from './settle.ts';
import type { Counts, StockLimits } from './stock.ts';
import { createStocktaking, type Stocktaking } from './stocktaking.ts';

export type IssuanceDeskOptions = {
  readonly journal: Journal;
  readonly printer: CardPrinter;
  /** Where the machine has one. `reader`: of the chips at its exit, without which no booklet may be fetched. */
  readonly vault?:
    | {
        readonly device: DocumentVault;
        readonly reader: Pick<CardReader, 'status' | 'onEvent'>;
        readonly inspect: InspectBooklet;
      }
    | undefined;
  /** Where the machine has one: licences' chips are written then. */
  readonly encoder?: ChipEncoder | undefined;
  readonly service: IssuanceService;
  readonly courier: Courier;
  readonly kioskId: string;
  readonly policy: FulfilmentPolicy;
  readonly stock: StockLimits & {
    /** Blanks that a new machine starts with: written once, when the journal knows of none. */
    readonly initialBlanks: number;
  };
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** How long a printer that went off the line is waited for while a resident waits. */
const GRACE_ms = 45_000;
/** What waited for the printer or the service is tried again this often, besides when something changes. */
const TRY_AGAIN_ms = 15_000;

export type RunningDesk = IssuanceDesk & {
  /** Readiness may have changed. */
  onChange(listener: () => void): Unsubscribe;
  stock(): Counts;
  /** What a technician does with blanks and bins, while nobody is served. */
  readonly stocktaking: Stocktaking;
  /** True while something of before is not settled and blocks new issuances. */
  recovering(): boolean;
  /** True while an order is being fulfilled or one of before is being settled: devices are being told to move. */
  underWay(): boolean;
  stop(): void;
};

/** One at a time: a resident's order, or the settling of what an earlier one left behind. */
export function createIssuanceDesk(options: IssuanceDeskOptions): RunningDesk {
  const { journal, printer, clock, log, courier } = options;
  const books = new Books(journal, clock, options.stock);
  const routes = routesOf(options, books);
  const pace = new Pace();
  pace.learnFrom(journal);
  /** Also later, when the disk of a new machine was full at its first start. */
  const loadInitialBlanks = () => {
    const count = options.stock.initialBlanks;
    if (books.stock.counts.loaded > 0 || count === 0) return;
    books.note({ kind: 'stock.loaded', body: { unit: 'hopper', count, by: 'configuration', source: 'initial' } });
  };

  const changes = new Emitter<void>();
  let current: Fulfilment | undefined;
  let busy = false;
  let recovery: Promise<RecoveryReport> | undefined;
  let cancelRetry = () => {};
  let stopped = false;

  /** Whether issuances hold a device up: a claim that nobody answered for does not. */
  const holdsUp = (way?: Way) =>
    books.open.some(({ step, documentType }) => step !== 'claim' && (way === undefined || wayOf(documentType) === way));

  const fulfil = async (request: FulfilRequest, tell: (progress: FulfilProgress) => void): Promise<FulfilEnd> => {
    invariant(!busy, 'one order is fulfilled at a time');
    if (recovery) await recovery;
    if (books.wasIssued(request.order.orderId)) return { end: 'refused', reason: 'already-issued' };
    const route = routes[wayOf(request.order.documentType)];
    const reason = route ? hindranceTo(request.order) : 'not-offered';
    if (!route || reason !== undefined) return notReady(reason ?? 'not-offered');
    busy = true;
    const couldMake = () => hindranceTo(request.order) === undefined;
    current = new Fulfilment({ ...options, books, route, pace, couldMake }, request, tell);
    try {
      return await current.run();
    } catch (error) {
      if (!(error instanceof JournalBroken)) throw error;
      log('journal.refused', { words: error.words });
      const open = books.openFor(request.order.orderId);
      if (open && open.step !== 'claim') return { end: 'unresolved', issuanceId: open.issuanceId };
      return { end: 'released', cause: { kind: 'journal', words: error.words }, mayRetryHere: false };
    } finally {
      busy = false;
      current = undefined;
      courier.wake();
      tryAgainLater();
      changes.emit();
    }
  };

  const recoverOnce = async (): Promise<RecoveryReport> => {
    loadInitialBlanks();
    const settled: RecoveryReport['settled'][number][] = [];
    let incomplete = false;
    for (const { issuanceId, documentType } of books.open) {
      const medium = routes[wayOf(documentType)]?.medium;
      // A vault that was taken away with a booklet in its path: nobody can be asked until it is back.
      const result = medium
        ? await settle({ ...options, books, medium }, issuanceId)
        : ({ waitsFor: 'device' } as const);
      if ('waitsFor' in result) incomplete ||= result.waitsFor === 'device';
      else if (result.end !== 'unclaimed') settled.push({ issuanceId, end: result.end });
    }
    const { broken } = books;
    if (broken !== undefined)
      books.note({ kind: 'device.trouble', body: { device: 'journal', code: 'refused', words: broken.slice(0, 200) } });
    courier.wake();
    return { settled, incomplete };
  };

  const recover = async (): Promise<RecoveryReport> => {
    if (busy) return { settled: [], incomplete: false };
    cancelRetry();
    recovery ??= recoverOnce()
      .catch((error: unknown) => {
        if (!(error instanceof JournalBroken)) throw error;
        log('journal.refused', { words: error.words });
        return { settled: [], incomplete: true };
      })
      .finally(() => {
        recovery = undefined;
        tryAgainLater();
        changes.emit();
      });
    const report = await recovery;
    for (const { issuanceId, end } of report.settled) log('issuance.recovered', { issuanceId, end });
    return report;
  };

  /** Also a journal that refused: while the machine is closed, nothing else would find out that it takes entries again. */
  const tryAgainLater = () => {
    if (books.open.length > 0 || books.broken !== undefined) scheduleRecovery(TRY_AGAIN_ms);
  };

  const scheduleRecovery = (delay_ms: number) => {
    cancelRetry();
    if (!stopped) cancelRetry = clock.after(delay_ms, () => void recover());
  };

  const readiness = () =>
    readinessOf({
      printer: printer.status(),
      stock: books.stock,
      vault: options.vault?.device.status(),
      vaultReader: options.vault?.reader.status(),
      encoder: options.encoder && (options.encoder.ready() ? 'ready' : 'gone'),
      recovering: { print: !busy && holdsUp('print'), dispense: !busy && holdsUp('dispense') },
      journalBroken: books.broken !== undefined,
      outboxSize: journal.outbox.size(),
      busy,
    });

  /** The sensor of a slot wins over the books when it sees nothing. */
  const holds = (orderId: string) => {
    const slot = books.bookletOf(orderId)?.slot;
    return slot !== undefined && options.vault?.device.status().slots[slot - 1] !== 'empty';
  };

  const hindranceTo = ({ orderId, documentType }: Order): UnavailableReason | undefined => {
    const ready = availabilityOf(readiness(), documentType);
    if (!ready.available) return ready.reason;
    return wayOf(documentType) === 'dispense' && !holds(orderId) ? 'vault-empty' : undefined;
  };

  const watched = Object.values(routes).map(({ medium }) => {
    let wasThere = isThere(medium.mover.status());
    return medium.mover.onEvent((event) => {
      if (event.event !== 'statusChanged') return;
      const isBack = isThere(event.status) && (!wasThere || event.status.media !== 'jammed');
      wasThere = isThere(event.status);
      if (isBack && !busy && !recovery && holdsUp()) scheduleRecovery(500);
      changes.emit();
    });
  });

  if (options.encoder) watched.push(options.encoder.onChange(() => changes.emit()));
  if (options.vault)
    watched.push(options.vault.reader.onEvent(({ event }) => event === 'statusChanged' && changes.emit()));

  const stocktaking = createStocktaking({
    books,
    hindrance: () => (busy ? 'issuance-under-way' : recovery ? 'settling' : holdsUp() ? 'not-settled' : undefined),
    changed: () => {
      tryAgainLater();
      changes.emit();
    },
    log,
  });

  try {
    loadInitialBlanks();
  } catch (error) {
    if (!(error instanceof JournalBroken)) throw error;
    tryAgainLater();
  }

  return {
    fulfil,
    recover,
    stocktaking,
    readiness,
    holds,
    extendTaking: (extra_ms) => current?.extendTaking(extra_ms),
    onChange: (listener) => changes.on(listener),
    stock: () => books.stock.counts,
    recovering: () => !busy && holdsUp(),
    underWay: () => busy || recovery !== undefined,
    stop() {
      stopped = true;
      cancelRetry();
      for (const unsubscribe of watched) unsubscribe();
      for (const { medium } of Object.values(routes)) medium.stop();
    },
  };
}

function routesOf(options: IssuanceDeskOptions, books: Books): { print: Route; dispense?: Route } {
  const { printer, vault, encoder, clock } = options;
  const print = new PrintRoute(printer, Medium.ofPrinter(printer, clock, GRACE_ms), books, encoder);
  if (!vault) return { print };
  const medium = Medium.ofVault(vault.device, clock, GRACE_ms);
  return { print, dispense: new DispenseRoute(vault.device, medium, books, vault.inspect) };
}

function notReady(reason: string): FulfilEnd {
  const error = {
    completionCode: 'deviceNotReady',
    effect: 'none',
    action: 'maintenance',
    deviceWords: reason,
  } as const;
  return { end: 'released', cause: { kind: 'device', error }, mayRetryHere: false };
}
