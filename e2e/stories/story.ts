/** A visit to the machine, as somebody in front of it would live it; the same for the demo and the tests. */
import type { Kiosk } from '../kit/kiosk.ts';
import type { WorldClient } from '../kit/world.ts';

export type Story = {
  /** Names files. */
  readonly name: string;
  readonly title: string;
  /** In which the resident goes through it; every step is pictured in both. */
  readonly language: 'ar' | 'en';
  /** The order that it is about, and how it must end with the service. */
  readonly resident: string;
  readonly ends: Readonly<Record<string, readonly string[]>>;
  run(scene: Scene): Promise<void>;
};

export type Scene = {
  readonly world: WorldClient;
  readonly kiosk: Kiosk;
  /** Waits for the screen, and pictures it in both languages. */
  step(screen: string | readonly string[], name?: string): Promise<string>;
  /** The power goes, and comes again after what somebody does in the dark. */
  powerCut(inTheDark?: () => Promise<unknown>): Promise<void>;
  /** Reads the chip of the licence that was taken last; throws when it does not hold what is printed on its card. */
  readTaken(): Promise<void>;
};

/** What goes on in front of the machine, and nothing else. */
export type Visit = Pick<Scene, 'world' | 'kiosk' | 'step'>;

/** How many times faster than real machinery a story's world is. */
export const PACE = 30;

/** Lays the card down, takes it away when it was read, types the code from the phone. */
export async function identify({ world, kiosk, step }: Visit, resident: string): Promise<void> {
  await kiosk.expectScreen('attract');
  await world.tap(resident);
  await step('code');
  await world.hand('remove-card');
  await kiosk.typeCode(await world.codeOf(resident));
  await step('documents');
}

/** From the list of documents to the document in the tray. */
export async function make({ kiosk, step }: Visit): Promise<void> {
  await kiosk.touch('choose-order');
  await step('confirm');
  await kiosk.touch('confirm');
  await step('making');
  await step('take');
}

/** Takes the document and then the paper receipt. */
export async function takeAndGo({ world, kiosk, step }: Visit): Promise<void> {
  await world.hand('take-document');
  await step('receipt');
  await kiosk.touch('receipt-print');
  await step('receipt-take');
  await world.hand('take-receipt');
  await step('thanks');
}

const ORDER_ENDS = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];

/** How each issuance of this resident's orders ended, oldest first; `open` for one that has not. */
export async function endsOf(world: WorldClient, resident: string): Promise<Record<string, string[]>> {
  const { service } = await world.state();
  const ends: Record<string, string[]> = {};
  for (const { orderId, events } of service.issuances) {
    if (!orderId.startsWith(`ord-${resident}-`)) continue;
    const kinds = events.map((event) => event.split(' ')[0] ?? '');
    ends[orderId] = [...(ends[orderId] ?? []), kinds.find((kind) => ORDER_ENDS.includes(kind)) ?? 'open'];
  }
  return ends;
}
