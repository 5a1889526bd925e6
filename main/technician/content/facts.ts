/** What the pages are made of: everything that the machine, its books and its journal say now, and nothing judged yet. */
import type { DocumentType } from '../../../common/document.ts';
import type {
  CardPrinter,
  CardReader,
  CommonStatus,
  DeviceInformation,
  DocumentVault,
  ReceiptPrinter,
} from '../../../devices/contract/index.ts';
import type { IssuanceDeskOptions, Readiness, RunningDesk } from '../../issuance/index.ts';
import type { Job, PartState, PartStates, ShownDevice, Supply } from '../view.ts';

/** The devices that this machine was configured with. */
export type TechnicianMachine = {
  readonly cardReader: CardReader;
  readonly cardPrinter: CardPrinter;
  readonly encoder?: CardReader | undefined;
  readonly documentVault?: DocumentVault | undefined;
  readonly vaultReader?: CardReader | undefined;
  readonly receiptPrinter?: ReceiptPrinter | undefined;
};

export type Facts = {
  readonly machine: TechnicianMachine;
  readonly offered: readonly DocumentType[];
  readonly readiness: Readiness;
  readonly online: boolean;
  readonly stock: ReturnType<RunningDesk['stock']>;
  readonly limits: IssuanceDeskOptions['stock'];
  /** Media that a person has to find. */
  readonly unresolved: number;
  readonly issued: Readonly<Record<DocumentType, { readonly today: number; readonly lastAt_ms: number | undefined }>>;
};

export type Property = { readonly name: string; readonly value: string; readonly state: PartState };

/** A job before it is known what it brings back. `mends`: what residents are refused for while it is not done. */
export type JobDraft = Pick<Job, 'kind' | 'state' | 'count'> & { readonly mends: readonly string[] };

/** What is to be said of one device, judged once for every page that shows it. */
export type Judged = {
  readonly device: ShownDevice;
  readonly state: PartState;
  readonly status: CommonStatus;
  readonly information: DeviceInformation;
  readonly count: number | undefined;
  readonly parts: PartStates;
  readonly properties: readonly Property[];
  readonly supplies: readonly Supply[];
  readonly jobs: readonly JobDraft[];
};
