import type { Clock } from '../../common/clock.ts';
import type { DocumentType } from '../../common/document.ts';
import type { Random } from '../../common/random.ts';
import type { IssuanceDeskOptions, RunningDesk } from '../issuance/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Session } from '../session/index.ts';
import type { AccessPorts } from './access/tap.ts';
import type { TechnicianMachine } from './content/facts.ts';
import type { TestTicket } from './device-tests.ts';

/** Everything that the mode touches. */
export type TechnicianParts = {
  readonly machine: TechnicianMachine;
  readonly judge: AccessPorts['judge'];
  readonly cardRead_ms: number;
  /** Without a touch for `idle_ms`, or after `atMost_ms` whatever is touched, the mode ends by itself. */
  readonly limits: { readonly idle_ms: number; readonly atMost_ms: number };
  /** What a test of the receipt printer prints, of this technician. */
  readonly testTicket: (cardId: string) => TestTicket;
  readonly offered: readonly DocumentType[];
  readonly stock: IssuanceDeskOptions['stock'];
  readonly online: () => boolean;
  readonly journal: Pick<Journal, 'append' | 'entries' | 'head' | 'verify'>;
  readonly desk: Pick<RunningDesk, 'readiness' | 'stock' | 'stocktaking' | 'underWay' | 'onChange'>;
  readonly session: Pick<Session, 'view' | 'onView' | 'isOccupied'>;
  readonly clock: Clock;
  readonly random: Random;
};
