import { z } from 'zod';
import { ribbonNames } from './ribbon.ts';

const milliseconds = (usual: number) => z.number().int().min(1).max(3_600_000).default(usual);

/** The driver's part of the configuration. Voltages differ between models and are measured at installation. */
export const evolisOptionsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.number().int().min(1).max(65_535).default(18_000),
  /** The printer's name in the service, e.g. `Evolis KC200B`. */
  device: z.string().min(1).max(100),
  /** What holds printed cards that nobody took: a box under the lower slot, or the reject box. */
  retain: z.enum(['lowerSlot', 'rejectBox']).default('lowerSlot'),
  ribbon: z.enum(ribbonNames).default('RC_YMCKO'),
  /** The ribbon counts as low from here on. */
  lowCards: z.number().int().min(0).max(500).default(20),
  stations: z
    .array(z.enum(['contact', 'contactless']))
    .max(2)
    .default(['contact', 'contactless']),
  /** Above this the bezel sensor (`Rse;b`) sees a card. */
  bezelVolts: z.number().min(0).max(24).default(2.5),
  /** Above this the near-empty sensor (`Rse;n`) says that few blanks are left. */
  nearEmptyVolts: z.number().min(0).max(24).default(1),
  /** Above this the feeder sensor (`Rse;f`) sees blanks and the cover sensor (`Rse;o`) a closed cover. */
  presentVolts: z.number().min(0).max(24).default(2.5),
  /** Between two looks at the printer when nothing happens. */
  poll_ms: milliseconds(500),
  /** … while a card waits at the exit. */
  exitPoll_ms: milliseconds(150),
  /** … while it moves or prints. */
  busyPoll_ms: milliseconds(200),
  timeouts: z
    .strictObject({
      connect_ms: milliseconds(2_000),
      answer_ms: milliseconds(5_000),
      /** One movement, as the printer's maker allows for a command. */
      move_ms: milliseconds(30_000),
      print_ms: milliseconds(300_000),
      /** Another program's print session is given back by then. */
      session_ms: milliseconds(60_000),
      /** A line lost for less than this while a job runs is waited out. */
      lineLoss_ms: milliseconds(5_000),
      /** A job that was not seen to run by then never will. */
      start_ms: milliseconds(5_000),
      /** Until a sensor shows what a movement did. */
      settle_ms: milliseconds(1_000),
    })
    .prefault({}),
});
export type EvolisOptions = z.infer<typeof evolisOptionsSchema>;
