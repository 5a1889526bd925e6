import type { Log } from '../../../common/log.ts';
import {
  type DeviceError,
  type DocumentVaultEvent,
  type DocumentVaultStatus,
  deviceError,
} from '../../contract/index.ts';
import type { StatusAnswer } from './answers.ts';
import { meaningOf } from './errors.ts';
import type { VaultOptions } from './options.ts';
import { type Contact, happenings, positionOf, reduceStatus, type SlotState } from './status.ts';

/** What is known of the vault, as far as it was last told, and the events that its changes are. */
export class Picture {
  readonly #options: VaultOptions;
  readonly #log: Log;
  readonly #emit: (event: DocumentVaultEvent) => void;
  #contact: Contact = { state: 'starting' };
  #vault: StatusAnswer | undefined;
  #slots: readonly SlotState[];
  #slotsOf: string | undefined;
  #saidFault = 'none';
  #shown: DocumentVaultStatus;

  constructor(options: VaultOptions, log: Log, emit: (event: DocumentVaultEvent) => void) {
    this.#options = options;
    this.#log = log;
    this.#emit = emit;
    this.#slots = Array.from({ length: options.slots }, () => 'unknown' as const);
    this.#shown = this.#reduced();
  }

  get status(): DocumentVaultStatus {
    return this.#shown;
  }

  get inContact(): boolean {
    return this.#contact.state === 'ready';
  }

  get isMoving(): boolean {
    return this.#vault?.state === 'moving' || this.#vault?.state === 'starting';
  }

  get withinReach(): boolean {
    return this.#vault !== undefined && positionOf(this.#vault) === 'exit';
  }

  /** A slot was filled or emptied since they were last read. */
  get slotsAreOld(): boolean {
    return this.#vault !== undefined && this.#slotsOf !== revisionOf(this.#vault);
  }

  /** The vault started anew since the last status: what it said of itself may have changed. */
  isRestart({ boot }: StatusAnswer): boolean {
    return this.#vault !== undefined && this.#vault.boot !== boot;
  }

  saw(status: StatusAnswer): void {
    const happened = happenings(this.#vault, status);
    this.#vault = status;
    if (!this.inContact) this.setContact({ state: 'ready' });
    this.show();
    for (const event of happened) this.#emit({ event });
  }

  sawSlots(slots: readonly SlotState[], status: StatusAnswer): void {
    this.#slots = slots;
    this.#slotsOf = revisionOf(status);
    this.show();
  }

  setContact(contact: Contact): void {
    const changed = JSON.stringify(contact) !== JSON.stringify(this.#contact);
    this.#contact = contact;
    if (!changed) return;
    const words = 'words' in contact ? contact.words : '';
    this.#log(contact.state === 'ready' ? 'documentVault.reached' : 'documentVault.notReached', {
      state: contact.state,
      words,
    });
    this.show();
  }

  lineFailed({ completionCode, deviceWords }: DeviceError): void {
    if (completionCode === 'canceled') return;
    this.setContact({ state: completionCode === 'hardwareError' ? 'unusable' : 'lost', words: deviceWords });
  }

  /** Says the status when it has changed. */
  show(): void {
    const status = this.#reduced();
    if (JSON.stringify(status) === JSON.stringify(this.#shown)) return;
    this.#shown = status;
    this.#emit({ event: 'statusChanged', status });
    this.#sayFault();
  }

  #reduced(): DocumentVaultStatus {
    return reduceStatus({ contact: this.#contact, vault: this.#vault, slots: this.#slots }, this.#options);
  }

  /** Something that needs somebody is said once, when it begins. */
  #sayFault(): void {
    const fault = (this.inContact && this.#vault?.fault) || 'none';
    if (fault === this.#saidFault) return;
    this.#saidFault = fault;
    const { code, action } = meaningOf(fault);
    if (fault !== 'none') this.#emit({ event: 'error', error: deviceError(code, fault, { action }) });
  }
}

function revisionOf({ boot, load }: StatusAnswer): string {
  return `${boot}/${load}`;
}
