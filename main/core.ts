/**
 * The heart of a kiosk, joined: journal, service, courier, desk and session, over devices that it knows only by their
 * contract. No Electron, no file but the journal's, no driver: the simulation runs exactly this in virtual time.
 */
import type { Clock } from '../common/clock.ts';
import type { Emitter } from '../common/emitter.ts';
import type { Log } from '../common/log.ts';
import type { Random } from '../common/random.ts';
import type { CardPrinter, CardReader, DeviceClass } from '../devices/contract/index.ts';
import { type ConnectionMonitor, type IssuanceService, monitorConnection } from './backoffice/index.ts';
import {
  type ChipEncoder,
  createIssuanceDesk,
  createOutboxCourier,
  type IssuanceDeskOptions,
  type RunningDesk,
} from './issuance/index.ts';
import type { Journal } from './journal/index.ts';
import {
  type Circumstances,
  createSession,
  type Session,
  type SessionPorts,
  type SessionSettings,
  serviceability,
} from './session/index.ts';
import { shareGlass, TechnicianMode, type TechnicianParts } from './technician/index.ts';

export type CoreParts = {
  readonly kioskId: string;
  readonly version: string;
  readonly settings: SessionSettings;
  readonly offered: Circumstances['offered'];
  readonly policy: IssuanceDeskOptions['policy'];
  readonly stock: IssuanceDeskOptions['stock'];
  readonly journal: Journal;
  readonly service: IssuanceService;
  readonly cardReader: CardReader;
  readonly cardPrinter: CardPrinter;
  /** Where the machine has one. */
  readonly vault: IssuanceDeskOptions['vault'];
  /** Where the machine has one. */
  readonly chipEncoder?: ChipEncoder | undefined;
  /** Where technicians may come in. */
  readonly technicians?: Pick<TechnicianParts, 'machine' | 'judge' | 'cardRead_ms' | 'limits' | 'testTicket'>;
  /** A device is there again after its host, its line or its power was gone. */
  readonly reopened: Emitter<DeviceClass>;
  readonly identification: SessionPorts['identification'];
  readonly draw: SessionPorts['draw'];
  readonly receipts: SessionPorts['receipts'];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

export type Core = {
  readonly session: Session;
  /** What the screen shows and who is sent what is touched: the session, or a technician. */
  readonly glass: Pick<Session, 'view' | 'onView' | 'send'>;
  readonly desk: RunningDesk;
  /** Leaves the journal, the service and the devices to whoever opened them. */
  stop(): void;
};

/** Things change without an event as well (a bin that somebody emptied): looked at this often. */
const RECONSIDER_EVERY_ms = 5_000;

export function startCore(parts: CoreParts): Core {
  const { journal, service, clock, log } = parts;
  journal.append([{ kind: 'kiosk.started', body: { version: parts.version, kioskId: parts.kioskId } }]);
  const connection = monitorConnection({ service, clock, log });
  const courier = createOutboxCourier(parts);
  const desk = createIssuanceDesk({ ...parts, printer: parts.cardPrinter, encoder: parts.chipEncoder, courier });
  let technicians: TechnicianMode | undefined;
  const staffCard = parts.technicians ? { staffCard: async () => technicians?.claim() ?? false } : {};
  const ports = { ...parts, ...staffCard, reader: parts.cardReader, desk, audit: auditIn(parts) };
  const session = createSession(ports, parts.settings);
  const online = () => connection.connection().state === 'online';
  technicians = parts.technicians && new TechnicianMode({ ...parts, ...parts.technicians, desk, session, online });
  const stopWatching = watchServiceability(parts, session, desk, connection, technicians);
  // After it: what a technician leaves is open before it is seen.
  const shared = technicians && shareGlass(session, technicians);
  return {
    session,
    glass: shared ?? session,
    desk,
    stop() {
      stopWatching();
      shared?.stop();
      technicians?.stop();
      session.stop();
      connection.stop();
      courier.stop();
      desk.stop();
    },
  };
}

function auditIn({ journal, log }: CoreParts): SessionPorts['audit'] {
  return ({ kind, ...body }) => {
    const appended = journal.append([{ kind, body } as Parameters<typeof journal.append>[0][number]]);
    if (!appended.ok) log('journal.refused', { words: appended.error.words });
  };
}

/** Keeps the session told of what can be served, and has what a crash left behind settled first. */
function watchServiceability(
  parts: CoreParts,
  session: Session,
  desk: RunningDesk,
  connection: ConnectionMonitor,
  technicians: TechnicianMode | undefined,
): () => void {
  const { clock, cardReader } = parts;
  let recovered = false;
  let held = technicians?.holds();
  let cancelNext = () => {};

  const consider = () => {
    cancelNext();
    const { state } = connection.connection();
    const code = technicians?.holds();
    const circumstances = {
      offered: parts.offered,
      readiness: desk.readiness(),
      reader: cardReader.status().device,
      online: state === 'online',
      recovering: !recovered || state === 'unknown',
    };
    session.setServiceability(code ? { state: 'closed', code, backAt: undefined } : serviceability(circumstances));
    held = code;
    cancelNext = clock.after(RECONSIDER_EVERY_ms, consider);
  };

  const settleThePast = async () => {
    await desk.recover();
    recovered = true;
    consider();
  };

  const stops = [
    desk.onChange(consider),
    connection.onChange(({ state }) => {
      if (state === 'online') void desk.recover();
      consider();
    }),
    cardReader.onEvent((event) => event.event === 'statusChanged' && consider()),
    technicians?.onChange(() => technicians.holds() !== held && consider()) ?? (() => {}),
    parts.reopened.on((device) => {
      if (device === 'cardPrinter' || device === 'documentVault') void desk.recover();
    }),
  ];
  consider();
  void settleThePast();
  return () => {
    cancelNext();
    for (const stop of stops) stop();
  };
}
