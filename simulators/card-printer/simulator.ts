import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { SimulatorLog } from '../log-events.ts';
import {
  CardPath,
  type CardPathLimits,
  type CardPlace,
  type JamExit,
  type Pace,
  Ribbon,
  type RibbonType,
} from '../machine/index.ts';
import { PrinterFaults } from './faults.ts';
import { Firmware } from './firmware.ts';
import { Mechanics } from './mechanics.ts';
import { RpcServer } from './rpc-server.ts';
import { PrinterService } from './service.ts';
import { type Surface, surfacePng } from './surface.ts';

export type CardPrinterSimulatorOptions = {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: SimulatorLog;
  /** Blanks in the hopper at the start; 100 when left out. */
  readonly blanks?: number;
  /** Two-sided colour cards that the ribbon lasts for at the start. */
  readonly ribbonCards?: number;
  readonly ribbon?: RibbonType;
  readonly limits?: Partial<CardPathLimits>;
  /** The name under which the service knows the printer. */
  readonly device?: string;
};

export type CardProduct = {
  readonly cardId: string;
  readonly frontPng: Uint8Array;
  readonly backPng: Uint8Array;
  /** Whether the last print job on this card came to its end. */
  readonly complete: boolean;
  readonly place: CardPlace;
};

/** A desktop card printer with hopper, bezel, reject and retain box, behind its maker's service on TCP. */
export type CardPrinterSimulator = ReturnType<typeof createCardPrinterSimulator>;

export function createCardPrinterSimulator(options: CardPrinterSimulatorOptions) {
  const changes = new Emitter<void>();
  const changed = () => changes.emit();
  const faults = new PrinterFaults(changed);
  const path = new CardPath(options.limits);
  path.load(options.blanks ?? 100);
  const type = options.ribbon ?? 'RC_YMCKO';
  const ribbon =
    options.ribbonCards === undefined ? new Ribbon(type) : new Ribbon(type, options.ribbonCards * setsPerCard(type));
  const mechanics: Mechanics = new Mechanics({
    path,
    ribbon,
    pace: options.pace,
    faults,
    changed,
    powerLost: () => firmware.powerLost(),
  });
  const firmware = new Firmware(mechanics, changed);
  const service = new PrinterService(options.device ?? 'Evolis KC200B', firmware, options.clock, options.pace);
  const server = new RpcServer({
    service,
    faults,
    isAction: ({ method, params }) =>
      method === 'PRINT.Print' || (method === 'CMD.SendCommand' && firmware.isAction(params['command'] ?? '')),
    clock: options.clock,
    pace: options.pace,
    log: options.log,
  });
  let address: { readonly host: string; readonly port: number } | undefined;

  return {
    device: service.device,
    faults,
    hand: createHand(mechanics, firmware, faults, changed),
    async listen(port = 0): Promise<{ readonly host: string; readonly port: number }> {
      address = await server.listen(port);
      return address;
    },
    close: () => server.close(),
    snapshot: () => snapshotOf(mechanics, firmware, faults, address),
    products: () => productsOf(mechanics),
    /** The card in the reach of the encoder's chip reader. */
    atEncoder: () => mechanics.atEncoder,
    /** Where a card is; undefined when none was ever loaded under this number. */
    placeOf: (cardId: string): CardPlace | undefined => path.cards().find((card) => card.cardId === cardId)?.place,
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
  };
}

/** What a person in front of the machine or a technician behind it can do. */
function createHand(mechanics: Mechanics, firmware: Firmware, faults: PrinterFaults, changed: () => void) {
  const { path } = mechanics;
  const acted = <T>(value: T): T => {
    changed();
    return value;
  };
  return {
    /** Takes the card at the exit; undefined when none is there. */
    takeCard(): string | undefined {
      const [card] = path.at('exit');
      if (card !== undefined) path.move(card, 'taken');
      return acted(card);
    },
    /** Pushes the card at the exit back inside, or else the last taken one into the exit. */
    pushBack(): string | undefined {
      const [presented] = path.at('exit');
      const card = presented ?? path.at('taken').at(-1);
      if (card === undefined) return undefined;
      const to = presented !== undefined && path.inTransport().length === 0 ? 'print' : 'exit';
      return acted(path.move(card, to) ? card : undefined);
    },
    /** Answers how many blanks fitted. */
    loadHopper(count: number): number {
      faults.clear('hopperEmpty');
      return acted(path.load(count));
    },
    changeRibbon(type: RibbonType = mechanics.ribbon.type, sets?: number): void {
      mechanics.changeRibbon(type, sets);
      changed();
    },
    emptyBins(): readonly string[] {
      faults.clear('rejectBinFull');
      return acted(path.emptyBins());
    },
    openCover: () => mechanics.setCover('open'),
    closeCover(): void {
      firmware.repaired();
      mechanics.setCover('closed');
    },
    clearJam(to: JamExit): readonly string[] {
      const freed = mechanics.clearJam(to);
      firmware.repaired();
      return acted(freed);
    },
    power: (on: boolean) => mechanics.setPower(on),
    powerCycle: () => mechanics.powerCycle(),
  };
}

function snapshotOf(
  mechanics: Mechanics,
  firmware: Firmware,
  faults: PrinterFaults,
  address: { readonly host: string; readonly port: number } | undefined,
) {
  const { path, ribbon, prints } = mechanics;
  return {
    listening: address,
    power: mechanics.power,
    cover: mechanics.cover,
    step: mechanics.step,
    state: firmware.state(),
    event: firmware.event(),
    jam: path.jam,
    places: path.counts(),
    loaded: path.loaded,
    limits: path.limits,
    cards: path
      .cards()
      .filter(({ place }) => place !== 'hopper')
      .map(({ cardId, place }) => {
        const print = prints.get(cardId);
        return { cardId, place, complete: print?.complete ?? false, printJobs: print?.jobs ?? 0 };
      }),
    counters: { ...mechanics.counters },
    ribbon: {
      type: ribbon.type,
      capacity: ribbon.capacity,
      setsLeft: ribbon.setsLeft,
      cardsLeft: Math.floor(ribbon.setsLeft / setsPerCard(ribbon.type)),
      broken: ribbon.broken,
    },
    settings: { ...firmware.settings },
    faults: faults.armed(),
  };
}

const pictures = new WeakMap<Surface, { readonly key: string; readonly png: Uint8Array }>();

/** Every card that the head has worked on, oldest first, as it looks now. */
function productsOf(mechanics: Mechanics): readonly CardProduct[] {
  return [...mechanics.prints].map(([cardId, print]) => ({
    cardId,
    frontPng: pictureOf(print.front),
    backPng: pictureOf(print.back),
    complete: print.complete,
    place: mechanics.path.placeOf(cardId),
  }));
}

function pictureOf(surface: Surface): Uint8Array {
  const key = JSON.stringify([surface.jobs, surface.reached]);
  const known = pictures.get(surface);
  if (known?.key === key) return known.png;
  const png = surfacePng(surface);
  pictures.set(surface, { key, png });
  return png;
}

/** A colour ribbon of one set a face needs two for a card that is coloured on both sides. */
function setsPerCard(type: RibbonType): number {
  return type === 'RC_YMCKOK' ? 1 : 2;
}
