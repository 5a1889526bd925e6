/** One kiosk without its window: every part made and joined. Plain Node, so that a bench or a test can run it too. */
import type { Clock } from '../common/clock.ts';
import type { Log } from '../common/log.ts';
import type { Random } from '../common/random.ts';
import { err, ok, type Result } from '../common/result.ts';
import { createArtist } from './artwork/index.ts';
import { createServiceClient } from './backoffice/index.ts';
import { createBookletInspection } from './booklet-inspection.ts';
import { createChipEncoder } from './chip-encoding.ts';
import type { Config } from './config/index.ts';
import { type Core, startCore } from './core.ts';
import { createIdentification } from './identification.ts';
import { siteProfile } from './identity/index.ts';
import { loadAtFirstStart } from './issuance/index.ts';
import { openJournal, type SafeStorage, startRetention } from './journal/index.ts';
import { type HostProcess, startMachine } from './machine/index.ts';
import { createReceiptDesk } from './receipt/index.ts';
import { followScanner, type SessionSettings } from './session/index.ts';
import { technicianAccess } from './technician-access.ts';
import { readSiteTrust, type TrustFailure } from './trust-files.ts';

export type Kiosk = {
  readonly glass: Core['glass'];
  close(): Promise<void>;
};

export type KioskParts = {
  readonly config: Config;
  readonly settings: SessionSettings;
  readonly startHost: () => HostProcess;
  readonly version: string;
  /** Authorities made by simulators: `refused` by a product that was packaged. */
  readonly testMaterial: 'accepted' | 'refused';
  /** Where the configuration wants the journal's keys in it. */
  readonly safeStorage: SafeStorage;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** Why a kiosk cannot start: a code for the screen, words for staff. */
export type StartFailure = TrustFailure | { readonly code: 'J1'; readonly words: string };

/** A service that does not acknowledge a medium within this long is treated as gone. */
const ACKNOWLEDGE_ms = 60_000;

export function startKiosk(parts: KioskParts): Result<Kiosk, StartFailure> {
  const { config, clock, random, log } = parts;
  const trust = readSiteTrust(config, parts.testMaterial);
  if (!trust.ok) return trust;
  const { identity, passports, licences } = trust.value;
  const keys = config.journal.keys === 'safe-storage' ? { safeStorage: parts.safeStorage } : {};
  const opened = openJournal({ directory: config.dataDirectory, ...keys, clock, random, log });
  if (!opened.ok) return err({ code: 'J1', words: opened.error.words });
  const journal = opened.value;
  const kioskId = config.site.machineId;
  const service = createServiceClient({
    baseUrl: config.service.url,
    kioskId,
    timeouts: serviceTimeouts(config),
    tls: config.service.tls,
    clock,
    random,
    log,
  });
  const machine = startMachine({ start: parts.startHost, devices: deviceConfigs(config), clock, log });
  const { machineId, helpPhone, verifyUrl } = config.site;
  const receipts = createReceiptDesk({
    printer: machine.receiptPrinter,
    machineId,
    helpPhone,
    verifyUrl,
    clock,
    log,
  });
  const { documentVault: vault, vaultReader: reader } = machine;
  const inspect = createBookletInspection({ vault, reader, trust: passports, clock });
  const chipEncoder = config.devices.encoder
    ? createChipEncoder({ reader: machine.encoder, service, kioskId, trust: licences, clock })
    : undefined;
  const core = startCore({
    ...machine,
    chipEncoder,
    vault: config.devices.documentVault ? { device: vault, reader, inspect } : undefined,
    kioskId,
    version: parts.version,
    settings: parts.settings,
    offered: config.services,
    policy: {
      attemptsPerOrder: config.issuance.attemptsPerOrder,
      take_ms: config.timeouts.take_s * 1000,
      takeAtMost_ms: config.timeouts.takeAtMost_s * 1000,
      acknowledge_ms: ACKNOWLEDGE_ms,
    },
    stock: config.stock,
    journal,
    service,
    identification: createIdentification({
      reader: machine.cardReader,
      profiles: identity.map((trusted) => siteProfile(trusted, clock)),
      random,
    }),
    draw: createArtist({ log }).draw,
    receipts,
    ...technicianAccess(config, trust.value.technicians, machine, clock),
    clock,
    random,
    log,
  });
  const stopLoading = config.passports.loadAtFirstStart
    ? loadAtFirstStart({ vault, service, desk: core.desk, kioskId, clock, log })
    : () => {};
  const stopScanning = config.devices.barcodeScanner
    ? followScanner({ scanner: machine.barcodeScanner, session: core.session, clock })
    : () => {};
  const stopRetention = startRetention({ journal, days: config.journal.retention_days, clock, log });
  return ok({
    glass: core.glass,
    async close() {
      stopLoading();
      stopScanning();
      core.stop();
      stopRetention();
      machine.close();
      await service.close();
      journal.append([{ kind: 'kiosk.stopped', body: {} }]);
      journal.close();
    },
  });
}

/** Somebody stands and waits: all attempts of one request together take no longer than twice an answer may. */
function serviceTimeouts({ timeouts }: Config) {
  const answer_ms = timeouts.service_s * 1000;
  return { connect_ms: Math.min(answer_ms, 5_000), answer_ms, total_ms: 2 * answer_ms };
}

function deviceConfigs({ devices }: Config) {
  return Object.fromEntries(
    Object.entries(devices).flatMap(([device, set]) =>
      set ? [[device, { driver: set.driver, options: set.options, grace_ms: set.grace_s * 1000 }]] : [],
    ),
  );
}
