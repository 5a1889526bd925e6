import type { BarcodeScanner } from '../contract/index.ts';
import { resultOf, type Verb, verb, watched } from '../verbs/index.ts';

export const barcodeScannerVerbs: Readonly<Record<string, Verb<BarcodeScanner>>> = {
  status: verb('status', 'What is known of the scanner now', async (device, signal) =>
    resultOf(await device.refresh({ signal })),
  ),
  information: verb('information', 'What this unit can do', async (device) => ({
    ...device.information(),
    ...device.capabilities(),
  })),
  read: verb('read', 'Wait for one code and show it, as somebody would see it on paper', async (device, signal) =>
    resultOf(await device.read({ signal })),
  ),
  watch: verb('watch', 'Everything that the scanner reports, until interrupted', watched),
};
