/** The names beside the machine: which part each means, where it stands and where its leader goes. */
import type { MachinePart, OverviewContent, PartState, ShownDevice } from '../../../main/technician/view.ts';
import { worstOf } from '../parts/state.tsx';
import type { Point } from './primitives.tsx';

/** The picture's own units; the cabinet stands in its middle. */
export const PICTURE = { width: 912, height: 972 } as const;
export const CABINET = { x: 246, y: 58, scale: 0.765 } as const;

export type LabelName = (typeof labels)[number]['name'];

export type PlacedLabel = {
  readonly name: LabelName;
  readonly side: 'left' | 'right';
  /** Where its mark stands, from the picture's top. */
  readonly y: number;
  /** In the cabinet. */
  readonly anchor: Point;
  /** Over the free strip above a device, and down to the part from there. */
  readonly over?: number;
  readonly device: ShownDevice;
  readonly state: PartState;
};

type Label = {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly y: number;
  readonly anchor: Point;
  readonly over?: number;
  /** The first of these that the machine has is opened. */
  readonly devices: readonly ShownDevice[];
  readonly parts: readonly MachinePart[];
};

const labels = [
  {
    name: 'ribbon',
    side: 'left',
    y: 446,
    anchor: [304, 664],
    over: 606,
    devices: ['cardPrinter'],
    parts: ['cardPrinter.ribbon'],
  },
  { name: 'hopper', side: 'left', y: 540, anchor: [30, 706], devices: ['cardPrinter'], parts: ['cardPrinter.hopper'] },
  {
    name: 'encoder',
    side: 'left',
    y: 634,
    anchor: [132, 757],
    devices: ['encoder', 'cardPrinter'],
    parts: ['cardPrinter.contact', 'cardPrinter.contactless'],
  },
  {
    name: 'carousel',
    side: 'left',
    y: 742,
    anchor: [40, 980],
    devices: ['documentVault'],
    parts: ['documentVault.carousel', 'documentVault.picker'],
  },
  {
    name: 'door',
    side: 'left',
    y: 858,
    anchor: [-50, 1056],
    devices: ['documentVault'],
    parts: ['documentVault.door'],
  },
  { name: 'reader', side: 'right', y: 182, anchor: [536, 180], devices: ['cardReader'], parts: ['cardReader.body'] },
  {
    name: 'receipt',
    side: 'right',
    y: 340,
    anchor: [546, 450],
    devices: ['receiptPrinter'],
    parts: ['receiptPrinter.body', 'receiptPrinter.roll', 'receiptPrinter.cutter'],
  },
  {
    name: 'head',
    side: 'right',
    y: 442,
    anchor: [440, 712],
    over: 606,
    devices: ['cardPrinter'],
    parts: ['cardPrinter.head', 'cardPrinter.flip', 'cardPrinter.transport'],
  },
  {
    name: 'exit',
    side: 'right',
    y: 534,
    anchor: [572, 745],
    devices: ['cardPrinter'],
    parts: ['cardPrinter.exit'],
  },
  {
    name: 'bins',
    side: 'right',
    y: 626,
    anchor: [514, 812],
    devices: ['cardPrinter'],
    parts: ['cardPrinter.reject', 'cardPrinter.retain'],
  },
  {
    name: 'bookletReader',
    side: 'right',
    y: 718,
    anchor: [374, 940],
    over: 871,
    devices: ['vaultReader', 'documentVault'],
    parts: ['documentVault.chipReader', 'documentVault.mrz'],
  },
  {
    name: 'shutter',
    side: 'right',
    y: 810,
    anchor: [462, 1000],
    devices: ['documentVault'],
    parts: ['documentVault.shutter', 'documentVault.exit'],
  },
  {
    name: 'kept',
    side: 'right',
    y: 902,
    anchor: [402, 1082],
    over: 1099,
    devices: ['documentVault'],
    parts: ['documentVault.retain'],
  },
] as const satisfies readonly Label[];

/** Those whose device the machine has and whose state is told. */
export function placedLabels({ devices, parts }: Pick<OverviewContent, 'devices' | 'parts'>): readonly PlacedLabel[] {
  return (labels as readonly (Label & { readonly name: LabelName })[]).flatMap((label) => {
    const device = label.devices.find((each) => devices.some((line) => line.device === each));
    const state = worstOf(label.parts.map((part) => parts[part]));
    return device === undefined || state === undefined ? [] : [{ ...label, device, state }];
  });
}

export function inPicture([x, y]: Point): Point {
  return [CABINET.x + x * CABINET.scale, CABINET.y + y * CABINET.scale];
}

/** One bend, from the label's mark to the part. */
export function leaderOf({ side, y, anchor, over }: PlacedLabel): string {
  const [x, end] = inPicture(anchor);
  const out = side === 'left' ? 1 : -1;
  const start = side === 'left' ? 189 : 735;
  const level = over === undefined ? end : inPicture([0, over])[1];
  const bend = `M${start} ${y}H${start + out * 8}L${start + out * 18} ${level}H${x}`;
  return over === undefined ? bend : `${bend}V${end}`;
}
