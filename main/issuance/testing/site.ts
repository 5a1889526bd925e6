/** A place with one machine: printer, service and disk stay, the kiosk's program comes and goes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, VirtualClock } from '../../../common/clock.ts';
import type { LicenceData, PassportData } from '../../../common/document.ts';
import { type Log, silentLog } from '../../../common/log.ts';
import { systemRandom } from '../../../common/random.ts';
import { assertOk, err, ok, type Result } from '../../../common/result.ts';
import type { CardPrintJob } from '../../../devices/contract/index.ts';
import type { IssuanceService, Order } from '../../backoffice/index.ts';
import { type Journal, type KioskJournal, openJournal } from '../../journal/index.ts';
import {
  type BookletProblem,
  createIssuanceDesk,
  createOutboxCourier,
  type FulfilEnd,
  type FulfilProgress,
  type FulfilRequest,
  type RunningDesk,
  type Work,
} from '../index.ts';
import { EncoderModel } from './encoder-model.ts';
import { PrinterModel } from './printer-model.ts';
import { ServiceModel } from './service-model.ts';
import { VaultModel } from './vault-model.ts';

const job: CardPrintJob = { front: { overlay: 'full' }, back: { overlay: 'none' } };

const passport: PassportData = {
  documentType: 'passport',
  name: { ar: { surname: 'س', otherNames: 'ص' }, en: { surname: 'X', otherNames: 'Y' } },
  birthDate: '1980-01-01',
  sex: 'F',
  issueDate: '2026-01-01',
  expiryDate: '2036-01-01',
  civilId: '280010112345',
  passportNumber: 'P1234567',
  nationality: 'KWT',
  issuingState: 'KWT',
  portrait: '',
};

const licence: LicenceData = {
  documentType: 'driving-licence',
  name: passport.name,
  birthDate: '1980-01-01',
  birthPlace: { ar: 'ك', en: 'K' },
  issueDate: '2026-01-01',
  expiryDate: '2036-01-01',
  authority: 'MOI GTD',
  civilId: '280010112345',
  licenceNumber: 'KD204711839',
  nationality: 'KWT',
  portrait: '',
  categories: [{ category: 'B', firstIssued: '2010-05-12', validUntil: '2036-01-01', restrictions: [] }],
  inventoryText: '',
  chip: true,
};

/** Orders whose ids begin with `p` are for passports, with `c` for licences whose chip is to be written. */
function orderOf(orderId: string): Order {
  const name = { surname: 'X', otherNames: 'Y' };
  return {
    orderId,
    reference: 'TS-0000-0001',
    documentType: isPassport(orderId) ? 'passport' : 'driving-licence',
    reason: 'renewal',
    name: { ar: name, en: name },
    status: { state: 'ready' },
    fee: { amount: '10.000', currency: 'KWD', paid: true },
  };
}

const isPassport = (orderId: string) => orderId.startsWith('p');

function workOn(orderId: string): Work {
  if (isPassport(orderId)) return { kind: 'dispense', passport };
  return orderId.startsWith('c') ? { kind: 'print', job, chip: licence } : { kind: 'print', job };
}

export type Program = {
  readonly desk: RunningDesk;
  readonly journal: KioskJournal;
  readonly progress: FulfilProgress[];
  fulfil(orderId: string, extra?: { work?: FulfilRequest['work'] }): Promise<FulfilEnd>;
  /** The power is cut: nothing of it ever answers or writes again. */
  cut(): void;
  close(): void;
};

export class Site {
  readonly clock = new VirtualClock();
  readonly printer = new PrinterModel();
  readonly vault = new VaultModel();
  readonly encoder = new EncoderModel(this.printer);
  /** What reading the booklet at the exit comes to. */
  inspection: Result<void, BookletProblem> = ok();
  isDiskFull = false;
  readonly service = new ServiceModel(this.clock);
  readonly directory = mkdtempSync(join(tmpdir(), 'tasleem-issuance-'));

  /** `cutAfter`: the power goes at this point, counted over journal writes and both ends of device commands. */
  start(
    options: {
      cutAfter?: number;
      attempts?: number;
      take_ms?: number;
      takeAtMost_ms?: number;
      log?: Log;
      withoutEncoder?: boolean;
    } = {},
  ): Program {
    const { clock, printer, vault, encoder } = this;
    let points = 0;
    let alive = true;
    const isAlive = () => alive;
    const isDiskFull = () => this.isDiskFull;
    let started = false;
    const point = () => {
      if (started) points += 1;
      if (options.cutAfter !== undefined && points > options.cutAfter) alive = false;
    };
    const real = assertOk(
      openJournal({ directory: this.directory, clock, random: systemRandom, log: silentLog }),
      'the journal opens',
    );
    const journal = new Proxy(real, {
      get(target, name) {
        if (name === 'append') {
          return (...args: Parameters<Journal['append']>) => {
            point();
            if (!alive) throw new PowerCut();
            if (isDiskFull()) return err({ code: 'diskFull', words: 'ENOSPC' } as const);
            const appended = target.append(...args);
            point();
            if (!alive) throw new PowerCut();
            return appended;
          };
        }
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const service = this.service.client(isAlive) as IssuanceService;
    const common = { clock, random: systemRandom, log: options.log ?? silentLog, kioskId: 'KWT-0117' };
    const courier = createOutboxCourier({ ...common, journal, service });
    const desk = createIssuanceDesk({
      ...common,
      journal,
      courier,
      service,
      printer: printer.driver(clock, isAlive, point),
      vault: {
        device: vault.driver(clock, isAlive, point),
        reader: vault.reader(isAlive),
        inspect: async () => {
          point();
          if (!alive) return new Promise(() => {});
          await sleep(clock, 100);
          return alive ? this.inspection : new Promise(() => {});
        },
      },
      encoder: options.withoutEncoder ? undefined : encoder.driver(clock, isAlive, point),
      policy: {
        attemptsPerOrder: options.attempts ?? 2,
        take_ms: options.take_ms ?? 40_000,
        takeAtMost_ms: options.takeAtMost_ms ?? 180_000,
        acknowledge_ms: 60_000,
      },
      stock: {
        hopper: { capacity: 100, low: 5 },
        reject: { capacity: 30, high: 25 },
        retain: { capacity: 15, high: 12 },
        vaultRetain: { capacity: 5, high: 4 },
        initialBlanks: 20,
      },
    });
    started = true;
    const progress: FulfilProgress[] = [];
    const end = () => {
      alive = false;
      desk.stop();
      courier.stop();
      real.close();
    };
    return {
      desk,
      journal,
      progress,
      fulfil: (orderId, extra) =>
        desk.fulfil(
          {
            order: orderOf(orderId),
            collectionId: 'c1',
            holderCivilId: '280010112345',
            work: extra?.work ?? Promise.resolve(workOn(orderId)),
          },
          (told) => progress.push(told),
        ),
      cut: end,
      close: end,
    };
  }

  /** A technician puts the booklet of an order into a slot, and the kiosk's books say so. */
  loadBooklet(program: Program, slot: number, orderId: string): void {
    this.vault.load(slot);
    const booklet = { slot, orderId, reference: 'TS-0000-0001', by: 'technician' };
    assertOk(program.desk.stocktaking.loadBooklet(booklet), 'the books take it');
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What a power cut looks like from inside: the rest of the function never happens. */
class PowerCut extends Error {
  constructor() {
    super('power cut');
  }
}
