/** From the configuration to who may come in as a technician, on which devices, and for how long. */
import type { Clock } from '../common/clock.ts';
import type { Config } from './config/index.ts';
import type { CoreParts } from './core.ts';
import { judgeTechnician } from './identity/index.ts';
import type { Machine } from './machine/index.ts';
import { layoutTestReceipt } from './receipt/index.ts';
import type { SiteTrust } from './trust-files.ts';

/** Kuwait keeps UTC+3 all year. */
const SITE_OFFSET_ms = 3 * 3_600_000;

export function technicianAccess(
  config: Config,
  trust: SiteTrust['technicians'],
  machine: Machine,
  clock: Clock,
): Pick<CoreParts, 'technicians'> {
  const { technicians, site, timeouts } = config;
  if (!technicians || !trust) return {};
  const { units, cards } = technicians.roles;
  return {
    technicians: {
      machine: configuredOnly(config, machine),
      judge: (evidence, challenge, proof) =>
        judgeTechnician(evidence, challenge, { ...trust, units, cards, now: new Date(clock.now_ms()), proof }),
      cardRead_ms: timeouts.cardRead_s * 1000,
      limits: { idle_ms: technicians.idle_s * 1000, atMost_ms: technicians.atMost_s * 1000 },
      testTicket: (cardId) => (width_dots, printer) => {
        const printedAt = new Date(clock.now_ms() + SITE_OFFSET_ms).toISOString().slice(0, 16).replace('T', ' ');
        return layoutTestReceipt({ machineId: site.machineId, cardId, printer, printedAt }, { width_dots });
      },
    },
  };
}

function configuredOnly({ devices }: Config, machine: Machine) {
  const { cardReader, cardPrinter, encoder, documentVault, vaultReader, receiptPrinter } = machine;
  return {
    cardReader,
    cardPrinter,
    ...(devices.encoder ? { encoder } : {}),
    ...(devices.documentVault ? { documentVault } : {}),
    ...(devices.vaultReader ? { vaultReader } : {}),
    ...(devices.receiptPrinter ? { receiptPrinter } : {}),
  };
}
