import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type Barcode,
  type BarcodeScanner,
  type BarcodeScannerCapabilities,
  type BarcodeScannerEvent,
  type BarcodeScannerStatus,
  type CardPrinter,
  type CardPrinterCapabilities,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type CardPrintJob,
  type CardReader,
  type CardReaderCapabilities,
  type CardReaderEvent,
  type CardReaderStatus,
  type CardStation,
  type ChipPowerAction,
  type ChipScript,
  type CommandOptions,
  type CommandSpec,
  type CommonStatus,
  type Completion,
  type DeviceClass,
  type DeviceError,
  type DeviceInformation,
  type DocumentVault,
  type DocumentVaultCapabilities,
  type DocumentVaultEvent,
  type DocumentVaultStatus,
  deviceClassSpecs,
  deviceError,
  type EvidenceRequest,
  type LicenceChip,
  type LicenceRequest,
  type PinRequest,
  type PinTries,
  type PinVerdict,
  type ReceiptPrinter,
  type ReceiptPrinterCapabilities,
  type ReceiptPrinterEvent,
  type ReceiptPrinterStatus,
  type ReceiptTicket,
  type TravelDocument,
  type TravelDocumentRequest,
} from '../../devices/contract/index.ts';

/** What a remote device needs of the host's link: one command, one completion. */
export type HostLink = {
  command(
    device: DeviceClass,
    command: string,
    params: unknown,
    options: CommandOptions,
  ): Promise<Result<unknown, DeviceError>>;
};

/**
 * Main's side of a device that lives in the device host: the same interface as the driver's, so that
 * the core cannot tell them apart. It knows the last status it was told and survives the host's death.
 */
abstract class RemoteDevice<Status extends CommonStatus, Capabilities, Event extends { readonly event: string }> {
  readonly #deviceClass: DeviceClass;
  readonly #link: HostLink;
  readonly #events = new Emitter<Event>();
  #status: Status;
  #capabilities: Capabilities;
  #information: DeviceInformation = { modelName: '' };

  constructor(deviceClass: DeviceClass, link: HostLink, status: Status, capabilities: Capabilities) {
    this.#deviceClass = deviceClass;
    this.#link = link;
    this.#status = status;
    this.#capabilities = capabilities;
  }

  async open(): Promise<void> {}
  async close(): Promise<void> {}

  status(): Status {
    return this.#status;
  }

  capabilities(): Capabilities {
    return this.#capabilities;
  }

  information(): DeviceInformation {
    return this.#information;
  }

  onEvent(listener: (event: Event) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  async refresh(options: CommandOptions = {}): Completion<Status> {
    const result = await this.call<Status>('refresh', undefined, options);
    if (result.ok) this.#setStatus(result.value);
    return result;
  }

  /** The host opened the device, for the first time or again. */
  opened(status: unknown, capabilities: unknown, information: DeviceInformation): void {
    const specs = deviceClassSpecs[this.#deviceClass];
    this.#capabilities = specs.capabilities.parse(capabilities) as Capabilities;
    this.#information = information;
    this.#setStatus(specs.status.parse(status) as unknown as Status);
  }

  received(event: unknown): void {
    const parsed = deviceClassSpecs[this.#deviceClass].event.parse(event) as unknown as Event;
    if (parsed.event === 'statusChanged') this.#status = (parsed as unknown as { status: Status }).status;
    this.#events.emit(parsed);
  }

  /** The host is gone or refused the device: `starting` while it is being restarted. */
  lost(device: 'starting' | 'noDevice', deviceWords: string): void {
    this.#setStatus({ ...this.#status, device, deviceWords });
  }

  protected async call<T = void>(command: string, params: unknown, options: CommandOptions = {}): Completion<T> {
    const result = await this.#link.command(this.#deviceClass, command, params, options);
    if (!result.ok) return result;
    const commands: Record<string, CommandSpec> = deviceClassSpecs[this.#deviceClass].commands;
    const schema = commands[command]?.value;
    if (!schema) return ok(undefined as T);
    const parsed = schema.safeParse(result.value);
    if (parsed.success) return ok(parsed.data as T);
    return err(deviceError('internalError', `unexpected value of ${command}`, { effect: 'unknown' }));
  }

  #setStatus(status: Status): void {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#events.emit({ event: 'statusChanged', status } as unknown as Event);
  }
}

/** A machine that hands something out: what is inside or at its exit goes to somebody, back, or out of the way. */
abstract class RemoteDispenser<
  Status extends CommonStatus & { readonly media: unknown },
  Capabilities,
  Event extends { readonly event: string },
> extends RemoteDevice<Status, Capabilities, Event> {
  present(options?: CommandOptions): Completion<void> {
    return this.call('present', undefined, options);
  }

  retract(options?: CommandOptions): Completion<void> {
    return this.call('retract', undefined, options);
  }

  reject(options?: CommandOptions): Completion<void> {
    return this.call('reject', undefined, options);
  }

  mediaPosition(options?: CommandOptions) {
    return this.call<Status['media']>('mediaPosition', undefined, options);
  }

  reset(options?: CommandOptions): Completion<void> {
    return this.call('reset', undefined, options);
  }
}

const starting = { device: 'starting', deviceWords: '' } as const;

export class RemoteCardReader
  extends RemoteDevice<CardReaderStatus, CardReaderCapabilities, CardReaderEvent>
  implements CardReader
{
  constructor(link: HostLink, role: 'cardReader' | 'vaultReader' | 'encoder' = 'cardReader') {
    const status: CardReaderStatus = { ...starting, media: 'unknown', chipPower: 'unknown' };
    super(role, link, status, { type: 'contactless', extendedLength: false });
  }

  chipIO(command: Uint8Array, options?: CommandOptions): Completion<Uint8Array> {
    return this.call('chipIO', command, options);
  }

  chipPower(action: ChipPowerAction, options?: CommandOptions): Completion<void> {
    return this.call('chipPower', action, options);
  }

  readEvidence(request: EvidenceRequest, options?: CommandOptions) {
    return this.call<Awaited<ReturnType<CardReader['readEvidence']>> extends Result<infer T, DeviceError> ? T : never>(
      'readEvidence',
      request,
      options,
    );
  }

  async readTravelDocument(request: TravelDocumentRequest, options?: CommandOptions): Completion<TravelDocument> {
    try {
      return await this.call<TravelDocument>('readTravelDocument', request, options);
    } finally {
      if ('can' in request.password) request.password.can.fill(0);
    }
  }

  runChipScript(script: ChipScript, options?: CommandOptions): Completion<void> {
    return this.call('runChipScript', script, options);
  }

  readLicence(request: LicenceRequest, options?: CommandOptions): Completion<LicenceChip> {
    return this.call('readLicence', request, options);
  }

  readPinTries(options?: CommandOptions): Completion<PinTries> {
    return this.call('readPinTries', undefined, options);
  }

  async verifyPin(request: PinRequest, options?: CommandOptions): Completion<PinVerdict> {
    try {
      return await this.call<PinVerdict>('verifyPin', request, options);
    } finally {
      request.pin.fill(0);
    }
  }
}

export class RemoteCardPrinter
  extends RemoteDispenser<CardPrinterStatus, CardPrinterCapabilities, CardPrinterEvent>
  implements CardPrinter
{
  constructor(link: HostLink) {
    const status: CardPrinterStatus = {
      ...starting,
      media: 'unknown',
      toner: 'unknown',
      cover: 'unknown',
      storage: [],
    };
    const capabilities: CardPrinterCapabilities = {
      duplex: false,
      contactStation: false,
      contactlessStation: false,
      bezel: false,
      retainUnit: false,
    };
    super('cardPrinter', link, status, capabilities);
  }

  feed(options?: CommandOptions): Completion<void> {
    return this.call('feed', undefined, options);
  }

  moveTo(station: CardStation, options?: CommandOptions): Completion<void> {
    return this.call('moveTo', station, options);
  }

  print(job: CardPrintJob, options?: CommandOptions): Completion<void> {
    return this.call('print', job, options);
  }
}

export class RemoteReceiptPrinter
  extends RemoteDevice<ReceiptPrinterStatus, ReceiptPrinterCapabilities, ReceiptPrinterEvent>
  implements ReceiptPrinter
{
  constructor(link: HostLink) {
    const status: ReceiptPrinterStatus = { ...starting, paper: 'unknown', cover: 'unknown', cutter: 'unknown' };
    super('receiptPrinter', link, status, { width_dots: 576, dotsPer_mm: 8, cutter: false, presenter: false });
  }

  print(ticket: ReceiptTicket, options?: CommandOptions): Completion<void> {
    return this.call('print', ticket, options);
  }

  retract(options?: CommandOptions): Completion<void> {
    return this.call('retract', undefined, options);
  }
}

export class RemoteBarcodeScanner
  extends RemoteDevice<BarcodeScannerStatus, BarcodeScannerCapabilities, BarcodeScannerEvent>
  implements BarcodeScanner
{
  constructor(link: HostLink) {
    super('barcodeScanner', link, { ...starting, scanner: 'unknown' }, { beam: false });
  }

  read(options?: CommandOptions): Completion<Barcode> {
    return this.call('read', undefined, options);
  }
}

export class RemoteDocumentVault
  extends RemoteDispenser<DocumentVaultStatus, DocumentVaultCapabilities, DocumentVaultEvent>
  implements DocumentVault
{
  constructor(link: HostLink) {
    const status: DocumentVaultStatus = {
      ...starting,
      media: 'unknown',
      shutter: 'unknown',
      cabinetDoor: 'unknown',
      slots: [],
      storage: [],
    };
    super('documentVault', link, status, { slots: 1, mrzReader: false, retainCapacity: 0 });
  }

  dispense(slot: number, options?: CommandOptions): Completion<void> {
    return this.call('dispense', slot, options);
  }

  readMrz(options?: CommandOptions): Completion<string> {
    return this.call('readMrz', undefined, options);
  }

  scanSlot(slot: number, options?: CommandOptions): Completion<string> {
    return this.call('scanSlot', slot, options);
  }
}
