import type { LicenceData, PassportData } from '../../common/document.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { Result } from '../../common/result.ts';
import type { CardPrintJob, CardStation, DeviceError } from '../../devices/contract/index.ts';
import type { Order, ServiceError } from '../backoffice/index.ts';

/** Fulfils orders, one at a time: order in, at most one document out. */
export interface IssuanceDesk {
  /**
   * Runs one order to its end: claim, bind, personalise, verify, present, settle; with a further
   * attempt on a fresh medium after a spoilt one, up to the configured limit. Never rejects; never
   * returns while a medium of its is in the transport or the tray with an outcome that it could still learn.
   */
  fulfil(request: FulfilRequest, onProgress: (progress: FulfilProgress) => void): Promise<FulfilEnd>;
  /** Gives the resident longer to take the document that is presented now. */
  extendTaking(extra_ms: number): void;
  /**
   * Brings every issuance with an intent and no outcome to an end of the recovery table; at start and
   * after the device host restarted. Cut off and run again, it comes to the same end.
   */
  recover(): Promise<RecoveryReport>;
  /** What could be fulfilled now, and why not the rest; asked before a resident starts. */
  readiness(): Readiness;
  /** Whether a booklet for this order lies in this machine's vault. */
  holds(orderId: string): boolean;
}

export type FulfilRequest = {
  readonly order: Order;
  readonly collectionId: string;
  /** The holder who stands here: personalisation for anybody else is refused. */
  readonly holderCivilId: string;
  /** What there is to do; awaited before a medium is moved. Resolves undefined when the document cannot be drawn. */
  readonly work: Promise<Work | undefined>;
};

/** How the document comes to be in the tray. */
export type Work =
  /** The drawn faces, for a blank from the hopper; `chip`: what its chip is to say, where the service wants it written. */
  | { readonly kind: 'print'; readonly job: CardPrintJob; readonly chip?: LicenceData }
  /** A ready booklet from the vault; `passport`: what its MRZ and its chip must say. */
  | { readonly kind: 'dispense'; readonly passport: PassportData };

/**
 * Reads MRZ and chip of the booklet at the exit station, behind the closed shutter, and holds both against what the
 * order says. Always ends. `code` is written in the journal and told to the service; `words` are for technicians.
 */
export type InspectBooklet = (passport: PassportData) => Promise<Result<void, BookletProblem>>;
export type BookletProblem = { readonly code: string; readonly words: string };

/** Writes licences' chips in the card printer. Where a machine has none, licences are printed and nothing more. */
export interface ChipEncoder {
  /** Whether its reader is there. */
  ready(): boolean;
  /** That may have changed. */
  onChange(listener: () => void): Unsubscribe;
  /** Where in the printer its reader reaches the card. */
  readonly station: CardStation;
  /** Has the service make what is to be written; before a blank is spent on it. */
  prepare(issuanceId: string, licence: LicenceData): Promise<Result<ChipWork, ServiceError>>;
}

/** One chip; what it holds of the service's script is gone when the issuance is. Each part always ends. */
export type ChipWork = {
  /** Writes the chip of the card that is at the station, reads it back, holds it against the order, and locks it. */
  write(): Promise<Result<void, ChipProblem>>;
  /** The card is at the station again: its chip still answers, is locked, and is the very one that was written. */
  confirm(): Promise<Result<void, ChipProblem>>;
};

/** `code` is written in the journal and told to the service; `words` are for technicians and say nothing of the holder. */
export type ChipProblem = {
  readonly code: 'chip-dead' | 'chip-write-failed' | 'chip-mismatch' | 'chip-not-locked';
  readonly words: string;
};

/** Which of the steps a document goes through. */
export type MakingWay = 'print' | 'print-with-chip' | 'dispense';

export type MakingStep =
  | 'claiming'
  | 'feeding'
  /** The chip is written, read back and locked, before there is ink on the card. */
  | 'writing-chip'
  | 'printing-front'
  | 'printing-back'
  /** The booklet comes from its slot. */
  | 'fetching'
  /** The document is read back before anybody can reach it. */
  | 'checking'
  | 'presenting';

export type FulfilProgress =
  | {
      readonly kind: 'making';
      readonly way: MakingWay;
      readonly step: MakingStep;
      /** 1 for the first medium, 2 after one was spoilt ... */
      readonly attempt: number;
      /** Learnt from past issuances; never shorter than what is known to come. */
      readonly remaining_ms: number;
      /** 0 to 1, never going back within an attempt. */
      readonly done: number;
    }
  | { readonly kind: 'presented'; readonly takeBefore_ms: number; readonly total_ms: number }
  | { readonly kind: 'retracting' };

export type FulfilEnd =
  /** The sensor said that the document left the tray. */
  | { readonly end: 'issued'; readonly issuanceId: string; readonly at_ms: number }
  | { readonly end: 'retained'; readonly issuanceId: string }
  /** Nothing was handed over and nothing is open: the order waits for the resident. */
  | { readonly end: 'released'; readonly cause: ReleaseCause; readonly mayRetryHere: boolean }
  | {
      readonly end: 'refused';
      readonly reason: 'in-progress-elsewhere' | 'already-issued' | 'held' | 'not-ready' | 'frozen';
      readonly where?: string;
    }
  | { readonly end: 'unresolved'; readonly issuanceId: string };

export type ReleaseCause =
  | { readonly kind: 'device'; readonly error: DeviceError }
  | { readonly kind: 'service'; readonly error: ServiceError }
  | { readonly kind: 'artwork' }
  | { readonly kind: 'holder-mismatch' }
  | { readonly kind: 'attempts-exhausted'; readonly error: DeviceError }
  | { readonly kind: 'journal'; readonly words: string };

export type Readiness = { readonly drivingLicence: Availability; readonly passport: Availability };
export type Availability =
  | { readonly available: true }
  | { readonly available: false; readonly reason: UnavailableReason };

export type UnavailableReason =
  | 'not-offered'
  | 'hopper-empty'
  | 'ribbon-out'
  | 'reject-bin-full'
  | 'retain-bin-full'
  | 'printer-trouble'
  | 'printer-starting'
  /** No booklet lies in the vault. */
  | 'vault-empty'
  | 'vault-retain-full'
  | 'vault-trouble'
  | 'vault-starting'
  | 'recovering'
  | 'journal-broken'
  | 'no-network'
  /** More events wait for the service than a machine may owe it. */
  | 'service-behind';

export type RecoveryReport = {
  readonly settled: readonly {
    readonly issuanceId: string;
    readonly end: 'issued' | 'spoiled' | 'retained' | 'released' | 'unresolved';
  }[];
  /** True when the devices could not be asked yet: call again when they are back. */
  readonly incomplete: boolean;
};
