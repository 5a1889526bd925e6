import { describe, expect, it } from 'vitest';
import { breaches } from './import-rules.mjs';

function imports(file: string, specifier: string, typeOnly = false): string[] {
  return breaches(file, [{ specifier, typeOnly }]);
}

describe('import rules', () => {
  it.each([
    ['main/issuance/desk.ts', '../../devices/contract/index.ts'],
    ['main/issuance/desk.ts', './stock.ts'],
    ['main/session/machine.ts', '../issuance/index.ts'],
    ['main/app.ts', './window/index.ts'],
    ['main/app.ts', 'electron'],
    ['devices/host/drivers.ts', '../card-reader/index.ts'],
    ['devices/card-reader/pcsc.test.ts', '../../simulators/card-reader/index.ts'],
    ['devices/card-reader/testing/card-process.ts', '../../../simulators/card-reader/index.ts'],
    ['devices/card-reader/pcsc.test.ts', './testing/card-process.ts'],
    ['devices/receipt-printer/serial.ts', 'serialport'],
    ['simulators/card-printer/service.ts', '../../devices/contract/index.ts'],
    ['simulators/card-printer/service.test.ts', '../../devices/conformance/index.ts'],
    ['renderer/resident/app.tsx', '../design/index.ts'],
    ['renderer/resident/app.tsx', 'react'],
    ['renderer/resident/texts.ts', '../../locales/ar/resident.json'],
    ['e2e/window.spec.ts', '../main/window/index.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(imports(file, specifier)).toEqual([]);
  });

  it.each([
    ['main/issuance/desk.ts', '../../devices/card-printer/index.ts', 'never a driver'],
    ['main/issuance/desk.ts', '../../simulators/machine/index.ts', 'never a driver'],
    ['main/session/machine.ts', '../issuance/desk.ts', 'face'],
    ['main/session/machine.ts', 'electron', 'plain Node'],
    ['main/journal/store.ts', 'serialport', 'device host'],
    ['devices/card-reader/pcsc.ts', '../../simulators/card-reader/index.ts', 'tested alone'],
    ['devices/card-reader/pcsc.ts', '../../main/session/index.ts', 'tested alone'],
    ['simulators/card-printer/service.ts', '../../devices/card-printer/index.ts', 'proves nothing'],
    ['simulators/card-printer/service.test.ts', '../../devices/card-printer/index.ts', 'proves nothing'],
    ['renderer/resident/app.tsx', '../../main/issuance/index.ts', 'types only'],
    ['renderer/resident/app.tsx', '../../devices/contract/index.ts', 'devices nothing'],
    ['renderer/resident/app.tsx', 'node:fs', 'no Node'],
    ['renderer/resident/app.tsx', 'electron', 'no Node'],
    ['common/result.ts', '../main/session/index.ts', 'builds on nothing'],
    ['main/session/machine.ts', './machine.test.ts', 'nobody’s library'],
    ['main/session/machine.ts', './testing/site.ts', 'nobody’s library'],
    ['main/session/machine.ts', './states', 'extension'],
  ])('stops %s from importing %s', (file, specifier, why) => {
    const [first, ...rest] = imports(file, specifier);
    expect(first).toContain(why);
    expect(rest).toEqual([]);
  });

  it('gives the renderer main’s view as a type and not as a value', () => {
    const view = '../../main/session/view.ts';
    expect(imports('renderer/resident/app.tsx', view, true)).toEqual([]);
    expect(imports('renderer/resident/app.tsx', view, false)).toHaveLength(1);
  });
});
