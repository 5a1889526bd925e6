import type { Clock } from '../../common/clock.ts';
import { Emitter } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import {
  type BarcodeScanner,
  type CardPrinter,
  type CardReader,
  type DeviceClass,
  type DeviceConfig,
  type DocumentVault,
  deviceClasses,
  type HostMessage,
  type ReceiptPrinter,
} from '../../devices/contract/index.ts';
import { type HostProcess, HostSupervisor } from './host-supervisor.ts';
import {
  RemoteBarcodeScanner,
  RemoteCardPrinter,
  RemoteCardReader,
  RemoteDocumentVault,
  RemoteReceiptPrinter,
} from './remote-device.ts';

/** The machine as main sees it: its devices, whatever process they live in. */
export type Machine = {
  readonly cardReader: CardReader;
  readonly cardPrinter: CardPrinter;
  readonly receiptPrinter: ReceiptPrinter;
  readonly documentVault: DocumentVault;
  readonly vaultReader: CardReader;
  readonly encoder: CardReader;
  readonly barcodeScanner: BarcodeScanner;
  /** Fires when the devices are back after their host had died: issuance must reconcile. */
  readonly reopened: Emitter<DeviceClass>;
  close(): void;
};

/** Starts the device host and keeps it alive. Never fails: what is missing shows in each device's status. */
export function startMachine(options: {
  start: () => HostProcess;
  devices: Partial<Record<DeviceClass, DeviceConfig>>;
  clock: Clock;
  log: Log;
}): Machine {
  const supervisor = new HostSupervisor(options);
  const remotes = {
    cardReader: new RemoteCardReader(supervisor),
    cardPrinter: new RemoteCardPrinter(supervisor),
    receiptPrinter: new RemoteReceiptPrinter(supervisor),
    documentVault: new RemoteDocumentVault(supervisor),
    vaultReader: new RemoteCardReader(supervisor, 'vaultReader'),
    encoder: new RemoteCardReader(supervisor, 'encoder'),
    barcodeScanner: new RemoteBarcodeScanner(supervisor),
  };
  const reopened = new Emitter<DeviceClass>();
  const everOpened = new Set<DeviceClass>();
  for (const device of deviceClasses) {
    if (!options.devices[device]) remotes[device].lost('noDevice', 'not configured');
  }

  const receive = (message: HostMessage) => {
    switch (message.type) {
      case 'opened':
        remotes[message.device].opened(message.status, message.capabilities, message.information);
        if (everOpened.has(message.device)) reopened.emit(message.device);
        everOpened.add(message.device);
        return;
      case 'refused':
        options.log('device.refused', { device: message.device, words: message.words });
        remotes[message.device].lost('noDevice', message.words);
        return;
      case 'event':
        remotes[message.device].received(message.event);
        return;
      case 'log':
        options.log(message.event, message.detail);
        return;
      case 'ready':
      case 'pong':
      case 'completion':
        return;
    }
  };
  supervisor.events.on((event) => {
    if (event.kind === 'message') {
      try {
        receive(event.message);
      } catch (error) {
        // A host that speaks nonsense is the host's bug; main goes on and its devices show what they last were.
        options.log('host.messageRefused', { words: String(error).slice(0, 500) });
      }
    }
    if (event.kind === 'down') {
      for (const device of deviceClasses) if (options.devices[device]) remotes[device].lost('starting', event.words);
    }
  });
  supervisor.start();
  return { ...remotes, reopened, close: () => supervisor.close() };
}
