import { ok } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { Completion, DeviceInformation } from '../../contract/index.ts';
import { parseCount } from './escape.ts';
import { HOST_MANAGES_ERRORS } from './print.ts';
import type { Wire } from './wire.ts';

/**
 * What a kiosk's printer must be told whenever it was switched on: the host manages errors, in- and
 * outputs do not block each other, blanks come from the feeder, cards go to the bezel, nothing is ejected
 * after printing, rejects go to the rear box.
 */
const kioskSettings: readonly (readonly [string, string])[] = [
  ['Pem', String(HOST_MANAGES_ERRORS)],
  ['Psmgr', '2'],
  ['Pcim', 'F'],
  ['Pcem', 'I'],
  ['Pneab', 'E'],
  ['Pcrm', 'D'],
];

const unsupervised = new Set(['PRINTER_NOT_SUPERVISED', 'PRINTER_SUPERVISION_UNINITIALIZED', 'PRINTER_UNKNOWN']);

export async function setUp(wire: Wire, run: Run): Completion<DeviceInformation> {
  let state = await wire.state(run);
  if (state.ok && unsupervised.has(state.value.minor)) {
    const added = await wire.service.addDevice(run.signal);
    if (!added.ok) return run.failBy(added.error);
    state = await wire.state(run);
  }
  if (!state.ok) return state;
  if (state.value.major === 'OFF') return run.fail('deviceNotReady', state.value.words);
  for (const [verb, value] of kioskSettings) {
    const set = await wire.set(run, verb, value);
    if (!set.ok) return set;
  }
  return identify(wire, run);
}

/** False after a reset behind our back: the printer has forgotten how a kiosk wants it to behave. */
export async function isSetUp(wire: Wire, run: Run): Completion<boolean> {
  const management = await wire.ask(run, 'Rem');
  if (!management.ok) return management;
  const mode = parseCount(management.value);
  return ok(mode === undefined || mode === HOST_MANAGES_ERRORS);
}

async function identify(wire: Wire, run: Run): Completion<DeviceInformation> {
  const model = await wire.ask(run, 'Rtp');
  if (!model.ok) return model;
  const serial = await wire.ask(run, 'Rsn');
  if (!serial.ok) return serial;
  const firmware = await wire.ask(run, 'Rfv');
  if (!firmware.ok) return firmware;
  const clean = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200);
  return ok({ modelName: clean(model.value), serialNumber: clean(serial.value), firmware: clean(firmware.value) });
}
