// Who may import whom, and why. Pure: takes paths and gives words, so that it can be tested without files.
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/**
 * @typedef {{ specifier: string, typeOnly: boolean }} Import
 * @typedef {'common' | 'main' | 'devices' | 'simulators' | 'renderer' | 'locales' | 'e2e' | 'scripts' | 'root'} Area
 */

const AREAS = ['common', 'main', 'devices', 'simulators', 'renderer', 'locales', 'e2e', 'scripts'];
/** Areas whose sub-folders are parts with an index.ts as their face. */
const AREAS_WITH_PARTS = ['main', 'devices', 'simulators'];
/** Composition roots: the only files that know the parts by name. */
const ROOTS = [
  'main/app.ts',
  'devices/host/drivers.ts',
  'devices/host/entry.ts',
  'simulators/world.ts',
  'simulators/host-extension.ts',
];
const VIEWS = ['main/session/view.ts', 'main/technician/view.ts'];
/** What the renderer may know of main, as types. */
const RENDERER_SEES = /^main\/(session\/(view|index)|window\/bridge-types|technician\/(view|index))\.ts$/;
const RENDERER_PACKAGES = /^(react|react-dom|react-i18next|i18next|zustand|bwip-js|@fontsource\/[^/]+)(\/|$)/;
/** Packages that only work, or only are allowed, in the device host: native code must not be able to take main down. */
const HOST_ONLY_PACKAGES = /^(serialport|@serialport\/.*|smartcard|pcsclite|node-hid)(\/|$)/;

/** @returns {{ area: Area, part: string | undefined, isTest: boolean, isTestAid: boolean }} */
function place(file) {
  const [first = '', second] = file.split('/');
  const area = AREAS.includes(first) ? first : 'root';
  const inPart = AREAS_WITH_PARTS.includes(area) && file.split('/').length > 2;
  const isTestAid = /\/testing\//.test(file);
  const isTest = isTestAid || /\.(test|spec)\.tsx?$/.test(file);
  return { area, part: inPart ? `${area}/${second}` : undefined, isTest, isTestAid };
}

const allowedAreas = {
  common: ['common'],
  main: ['common', 'main', 'locales'],
  devices: ['common', 'devices'],
  simulators: ['common', 'simulators', 'locales'],
  renderer: ['common', 'renderer', 'locales'],
  locales: ['locales'],
};

const reasons = {
  common: 'common/ is what everyone builds on, it builds on nothing',
  main: 'main/ sees devices through devices/contract and never a driver, simulator or screen',
  devices: 'devices/ know neither the kiosk nor their simulators, so that a driver can be used and tested alone',
  simulators:
    'a simulator that decodes with the driver’s own tables proves nothing: it may use devices/contract, never a driver',
  renderer: 'the renderer draws a view and sends intents: of main it may know types only, of devices nothing',
  locales: 'locales/ are words only',
};

/**
 * @param {string} file path from the root, with forward slashes
 * @param {readonly Import[]} imports
 * @returns {string[]} one sentence for each breach
 */
export function breaches(file, imports) {
  const from = place(file);
  if (['scripts', 'root'].includes(from.area)) return [];
  return imports.flatMap((wanted) => {
    const reason = wanted.specifier.startsWith('.')
      ? insideBreach(file, from, wanted)
      : packageBreach(file, from, wanted);
    return reason === undefined ? [] : [`${file} imports ${wanted.specifier}: ${reason}`];
  });
}

function insideBreach(file, from, { specifier, typeOnly }) {
  const target = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
  const to = place(target);
  if (!/\.[a-z0-9]+$/.test(target)) return 'write the extension, Node resolves nothing for us';
  if (to.isTest && !(to.isTestAid && from.isTest)) return 'a test file is nobody’s library';
  if (from.area === 'renderer' && to.area === 'main') {
    if (RENDERER_SEES.test(target) && typeOnly) return undefined;
    return `${reasons.renderer} (import type from main/session/view.ts or main/window/bridge-types.ts)`;
  }
  return areaBreach(file, from, to) ?? faceBreach(from, target, to);
}

function areaBreach(file, from, to) {
  if (from.area === 'e2e' || ROOTS.includes(file)) return undefined;
  if (allowedAreas[from.area].includes(to.area)) return undefined;
  if (to.part === 'devices/contract' && ['main', 'simulators'].includes(from.area)) return undefined;
  // A part is tested against the machine it drives; only the shipped code must not know it.
  if (from.isTest && ['main', 'devices', 'simulators'].includes(to.area) && from.area !== 'common') {
    return from.area === 'simulators' && to.area === 'devices' && to.part !== 'devices/conformance'
      ? reasons.simulators
      : undefined;
  }
  return reasons[from.area];
}

function faceBreach(from, target, to) {
  if (to.part === undefined || to.part === from.part) return undefined;
  const face = `${to.part}/index.ts`;
  // A view is what main and the screens agree on: types and one schema, without the machine behind it.
  return target === face || VIEWS.includes(target)
    ? undefined
    : `only the part’s face may be imported from outside (${face})`;
}

function packageBreach(file, from, { specifier }) {
  if (from.area === 'renderer' && !from.isTest && !RENDERER_PACKAGES.test(specifier)) {
    return isBuiltin(specifier) || specifier === 'electron'
      ? 'the renderer is a web page: no Node, no Electron'
      : 'not among the packages a screen may use (scripts/lib/import-rules.mjs)';
  }
  if (
    specifier === 'electron' &&
    !/^(main\/(app\.ts|host-process\.ts|window\/)|simulators\/bench\/|e2e\/)/.test(file)
  ) {
    return 'only main/app.ts, main/host-process.ts, main/window and the bench’s window know Electron, so that all else runs in plain Node';
  }
  if (HOST_ONLY_PACKAGES.test(specifier) && from.area !== 'devices' && !from.isTest) {
    return 'native code for devices lives in the device host, which may die without taking the kiosk along';
  }
  return undefined;
}
