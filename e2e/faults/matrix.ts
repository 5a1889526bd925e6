/** Device fault by step of the session, all of them: what is brought about, and what it has to come to. */
import { cardPrinter } from './card-printer.ts';
import { cardReader, computer, encoder, receiptPrinter, service, supplies } from './other-devices.ts';
import { type Cell, type Device, isOutcome, type Outcome } from './row.ts';
import type { Scene } from './scene.ts';
import { vault, vaultExit } from './vault.ts';

export const devices: readonly Device[] = [
  cardReader,
  cardPrinter,
  encoder,
  supplies,
  vault,
  vaultExit,
  receiptPrinter,
  service,
  computer,
];

export type Row = {
  readonly name: string;
  readonly device: Device;
  readonly cause: string;
  readonly step: string;
  readonly scene: Scene;
  readonly expected: Outcome;
};

/** Every crossing of the matrix that can happen. */
export const rows: readonly Row[] = devices.flatMap((device) =>
  device.faults.flatMap(({ id, cause, cells }) =>
    Object.entries<Cell>(cells).flatMap(([step, cell]) =>
      isOutcome(cell)
        ? [
            {
              name: `${device.name}: ${cause}, when ${device.steps[step]}`,
              device,
              cause,
              step,
              scene: device.sceneOf(id, step),
              expected: cell,
            },
          ]
        : [],
    ),
  ),
);

/** Faults that need a real process, window, wire or file system: where each is played. */
export const elsewhere: readonly { readonly cause: string; readonly file: string }[] = [
  { cause: 'The page of the screen crashes or hangs', file: 'main/window/revival.test.ts' },
  { cause: 'The device host dies', file: 'main/machine/machine.test.ts' },
  { cause: 'A device’s line is cut, garbled or late, byte by byte', file: 'devices/card-printer/line-faults.test.ts' },
  { cause: 'The journal is missing, broken or tampered with at start', file: 'main/journal/faults.test.ts' },
  {
    cause: 'The service’s certificate is expired or another’s',
    file: 'e2e/service-certificate/service-certificate.test.ts',
  },
  {
    cause: 'Power cut at every journal write and device command, many faults at once',
    file: 'e2e/simulation/simulation.test.ts',
  },
];
