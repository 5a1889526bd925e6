import { type CardPrinter, cardStationSchema } from '../contract/index.ts';
import { resultOf, type Verb, verb, watched, withEvents } from '../verbs/index.ts';
import { testCardJob } from './test-card.ts';

export const cardPrinterVerbs: Readonly<Record<string, Verb<CardPrinter>>> = {
  status: verb('status', 'What the printer says of itself now', async (device, signal) =>
    resultOf(await device.refresh({ signal })),
  ),
  information: verb(
    'information',
    'Model, serial number, firmware and what this unit can do',
    async (device, signal) => {
      resultOf(await device.refresh({ signal }));
      return { ...device.information(), ...device.capabilities() };
    },
  ),
  position: verb('position', 'Where a card is', async (device, signal) =>
    resultOf(await device.mediaPosition({ signal })),
  ),
  feed: verb('feed', 'Take one blank from the hopper', async (device, signal) =>
    resultOf(await device.feed({ signal })),
  ),
  move: {
    summary: 'Move the card inside to a station',
    usage: 'move contact|contactless|print',
    async run(device, [wanted], signal) {
      const station = cardStationSchema.safeParse(wanted);
      if (!station.success) throw new Error(`move to "${wanted ?? ''}"? There are contact, contactless and print.`);
      return resultOf(await device.moveTo(station.data, { signal }));
    },
  },
  'print-test': verb('print-test', 'Print the test card on the card inside and keep it there', (device, signal) =>
    withEvents(device, async () => resultOf(await device.print(testCardJob(), { signal }))),
  ),
  present: verb('present', 'Hand the card inside to the person in front', async (device, signal) =>
    resultOf(await device.present({ signal })),
  ),
  retract: verb('retract', 'Take the card back from the exit into the retain bin', async (device, signal) =>
    resultOf(await device.retract({ signal })),
  ),
  reject: verb('reject', 'Move the card inside to the reject bin', async (device, signal) =>
    resultOf(await device.reject({ signal })),
  ),
  reset: verb('reset', 'Give up a stopped job and clear an error', async (device, signal) =>
    resultOf(await device.reset({ signal })),
  ),
  watch: verb('watch', 'Everything that the printer reports, until interrupted', watched),
};
