/**
 * What a device is asked to prove, without anybody's hand. Each test ends passed or failed, with the device's own words.
 * Nothing here moves a card or a booklet, and nothing can issue a document.
 */
import { type Clock, sleep } from '../../common/clock.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { type CommonStatus, type DeviceError, inWords, type ReceiptTicket } from '../../devices/contract/index.ts';
import type { TechnicianMachine } from './content/facts.ts';
import { stateOfDevice } from './content/states.ts';
import type { ShownDevice, TechnicianRole, Test } from './view.ts';

/** `words`: what was measured, or why it failed. */
export type TestResult = { readonly passed: boolean; readonly took_ms: number; readonly words: string };

export type DeviceTest = {
  readonly test: string;
  readonly needsMotors: boolean;
  readonly roles: readonly TechnicianRole[];
  /** Whether its device can be asked for it now; undefined when it can. */
  readonly locked: () => Test['locked'];
  readonly run: () => Promise<Result<string, string>>;
};

const COMMAND_ms = 15_000;
/** A device that never answers, though its driver should have said so. */
const TEST_ms = 60_000;

const everybody: readonly TechnicianRole[] = ['attendant', 'technician', 'supervisor'];
const skilled: readonly TechnicianRole[] = ['technician', 'supervisor'];

type Askable = {
  status(): CommonStatus;
  information(): {
    readonly modelName: string;
    readonly serialNumber?: string | undefined;
    readonly firmware?: string | undefined;
  };
  refresh(options?: { timeout_ms?: number }): Promise<Result<CommonStatus, DeviceError>>;
};

export type TestTicket = (width_dots: number, printer: string) => ReceiptTicket;

export function deviceTests(
  machine: TechnicianMachine,
  device: ShownDevice,
  ticket: TestTicket,
): readonly DeviceTest[] {
  switch (device) {
    // Of a reader PC/SC tells a name and nothing of its make.
    case 'cardReader':
    case 'encoder':
    case 'vaultReader': {
      const reader = machine[device];
      return reader ? [reading(reader)] : [];
    }
    case 'cardPrinter': {
      const printer = machine.cardPrinter;
      return [reading(printer), making(printer), position(printer)];
    }
    case 'documentVault': {
      const vault = machine.documentVault;
      return vault ? [reading(vault), making(vault), position(vault)] : [];
    }
    case 'receiptPrinter': {
      const printer = machine.receiptPrinter;
      return printer ? [reading(printer), making(printer), printing(printer, ticket)] : [];
    }
  }
}

/** All of them that need no hand and no motor, one after the other: the first that fails ends it. */
export async function selfTest(machine: TechnicianMachine, device: ShownDevice, clock: Clock): Promise<TestResult> {
  const noTicket = () => ({ width_dots: 8, height_dots: 1, raster: new Uint8Array(1) });
  const started_ms = clock.monotonic_ms();
  const said: string[] = [];
  for (const { run, needsMotors } of deviceTests(machine, device, noTicket)) {
    if (needsMotors) continue;
    const result = await withLimit(run, clock);
    if (!result.ok) return { passed: false, took_ms: since(clock, started_ms), words: result.error };
    said.push(result.value);
  }
  return { passed: true, took_ms: since(clock, started_ms), words: said.join('; ') };
}

export async function runTest({ run }: DeviceTest, clock: Clock): Promise<TestResult> {
  const started_ms = clock.monotonic_ms();
  const result = await withLimit(run, clock);
  const words = result.ok ? result.value : result.error;
  return { passed: result.ok, took_ms: since(clock, started_ms), words };
}

function since(clock: Clock, started_ms: number): number {
  return Math.round(clock.monotonic_ms() - started_ms);
}

async function withLimit(run: DeviceTest['run'], clock: Clock): Promise<Result<string, string>> {
  const end = new AbortController();
  const late = sleep(clock, TEST_ms, end.signal).then(() => err(`no end within ${TEST_ms / 1000} s`));
  const result = await Promise.race([run(), late]);
  end.abort();
  return result;
}

/** Is it there, and what does it say of itself? */
function reading(device: Askable): DeviceTest {
  return {
    ...{ test: 'read-status', needsMotors: false, roles: skilled, locked: () => undefined },
    run: async () => {
      const status = await device.refresh({ timeout_ms: COMMAND_ms });
      if (!status.ok) return err(inWords(status.error));
      const { device: word, deviceWords } = status.value;
      const words = deviceWords ? `${word}: ${deviceWords}` : word;
      const state = stateOfDevice(word);
      return state === 'ok' || state === 'busy' || state === 'attention' ? ok(words) : err(words);
    },
  };
}

/** What is it? */
function making(device: Askable): DeviceTest {
  return {
    ...{ test: 'read-information', needsMotors: false, roles: skilled, locked: () => offline(device) },
    run: async () => {
      const { modelName, serialNumber, firmware } = device.information();
      if (!modelName) return err('it does not say what it is');
      return ok([modelName, serialNumber, firmware].filter((part) => part !== undefined).join(', '));
    },
  };
}

type Holding = Askable & {
  mediaPosition(options?: { timeout_ms?: number }): Promise<Result<string, DeviceError>>;
};

/** Where it says that a medium is. One that is inside is no failure: it may wait to be settled. */
function position(device: Holding): DeviceTest {
  return {
    ...{ test: 'mediaPosition', needsMotors: false, roles: skilled, locked: () => offline(device) },
    run: async () => {
      const position = await device.mediaPosition({ timeout_ms: COMMAND_ms });
      if (!position.ok) return err(inWords(position.error));
      return position.value === 'jammed' || position.value === 'unknown' ? err(position.value) : ok(position.value);
    },
  };
}

function printing(printer: NonNullable<TechnicianMachine['receiptPrinter']>, ticket: TestTicket): DeviceTest {
  return {
    ...{ test: 'print-test-receipt', needsMotors: true, roles: everybody },
    locked: () => (printer.status().cover === 'open' ? 'cover-open' : offline(printer)),
    run: async () => {
      const { modelName } = printer.information();
      const { width_dots } = printer.capabilities();
      const printed = await printer.print(ticket(width_dots, modelName), { timeout_ms: TEST_ms });
      return printed.ok ? ok(`${width_dots} dots wide, printed and cut`) : err(inWords(printed.error));
    },
  };
}

function offline(device: Pick<Askable, 'status'>): Test['locked'] {
  const state = stateOfDevice(device.status().device);
  return state === 'off' || state === 'unknown' ? 'offline' : undefined;
}
