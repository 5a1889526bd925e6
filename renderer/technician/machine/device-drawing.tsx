/** One device by itself: its drawing, how large it is, and its stations in the order in which a medium passes them. */
import type { ReactNode } from 'react';
import type { DeviceContent, MachinePart, PartState, PartStates, ShownDevice } from '../../../main/technician/view.ts';
import { isTroubled } from '../parts/state.tsx';
import { CardPrinter } from './card-printer.tsx';
import { DocumentVault } from './document-vault.tsx';
import { CardReader } from './front.tsx';
import { levelsOf } from './levels.ts';
import { type MediumPlace, type Point, States } from './primitives.tsx';
import { ReceiptPrinter } from './receipt-printer.tsx';

export type Station = {
  readonly name: string;
  readonly parts: readonly MachinePart[];
  /** Where its leader begins, in units of the drawing. */
  readonly from: Point;
};

export type Drawing = 'cardPrinter' | 'documentVault' | 'receiptPrinter' | 'cardReader';

/** What is built into another device is shown in it. */
export const drawingOf: Readonly<Record<ShownDevice, Drawing>> = {
  cardReader: 'cardReader',
  cardPrinter: 'cardPrinter',
  encoder: 'cardPrinter',
  documentVault: 'documentVault',
  vaultReader: 'documentVault',
  receiptPrinter: 'receiptPrinter',
};

export const sizes: Readonly<Record<Drawing, { readonly width: number; readonly height: number }>> = {
  cardPrinter: { width: 582, height: 214 },
  documentVault: { width: 582, height: 220 },
  receiptPrinter: { width: 218, height: 214 },
  cardReader: { width: 212, height: 96 },
};

const stations: Readonly<Record<Drawing, readonly Station[]>> = {
  cardPrinter: [
    { name: 'hopper', parts: ['cardPrinter.hopper', 'cardPrinter.feed'], from: [58, 116] },
    { name: 'contactless', parts: ['cardPrinter.contactless'], from: [163, 146] },
    { name: 'contact', parts: ['cardPrinter.contact'], from: [246, 100] },
    { name: 'head', parts: ['cardPrinter.head'], from: [340, 139] },
    { name: 'flip', parts: ['cardPrinter.flip'], from: [430, 154] },
    { name: 'reject', parts: ['cardPrinter.reject'], from: [458, 206] },
    { name: 'retain', parts: ['cardPrinter.retain'], from: [513, 206] },
    { name: 'exit', parts: ['cardPrinter.exit'], from: [552, 148] },
  ],
  documentVault: [
    { name: 'carousel', parts: ['documentVault.carousel'], from: [120, 210] },
    { name: 'picker', parts: ['documentVault.picker'], from: [301, 130] },
    { name: 'reading', parts: ['documentVault.mrz', 'documentVault.chipReader'], from: [356, 146] },
    { name: 'kept', parts: ['documentVault.retain'], from: [400, 206] },
    { name: 'shutter', parts: ['documentVault.shutter'], from: [461, 164] },
    { name: 'door', parts: ['documentVault.door'], from: [503, 204] },
    { name: 'out', parts: ['documentVault.exit'], from: [552, 154] },
  ],
  receiptPrinter: [
    { name: 'roll', parts: ['receiptPrinter.roll'], from: [72, 206] },
    { name: 'print', parts: ['receiptPrinter.head'], from: [108, 82] },
    { name: 'cutter', parts: ['receiptPrinter.cutter'], from: [138, 86] },
    { name: 'presenter', parts: ['receiptPrinter.presenter'], from: [176, 80] },
  ],
  cardReader: [],
};

/** What is built into another device is one station of it. */
const own: Readonly<Partial<Record<ShownDevice, readonly string[]>>> = {
  encoder: ['contactless', 'contact'],
  vaultReader: ['reading'],
};

/** Of this device, and told of. */
export function stationsOf({ device, parts }: DeviceContent): readonly Station[] {
  return stations[drawingOf[device]].filter(
    (station) =>
      own[device]?.includes(station.name) !== false && station.parts.some((part) => parts[part] !== undefined),
  );
}

/** The parts that are this device's own, without those of the one that it is built into; no cover stands open in a list. */
export function ownParts(device: ShownDevice, parts: PartStates, state: PartState): PartStates {
  const named = own[device];
  if (named !== undefined) {
    const wanted = stations[drawingOf[device]].filter(({ name }) => named.includes(name)).flatMap((each) => each.parts);
    const told = wanted.filter((part) => parts[part] !== undefined);
    return Object.fromEntries((told.length > 0 ? told : wanted).map((part) => [part, parts[part] ?? state]));
  }
  const closed = Object.entries(parts).filter(([part]) => !part.endsWith('.cover'));
  return Object.fromEntries(closed);
}

type Drawn = Pick<DeviceContent, 'device' | 'parts' | 'supplies' | 'properties'>;
type Props = { readonly content: Drawn };

export function DeviceDrawing({ content }: Props) {
  return <States of={content.parts}>{shapeOf(content)}</States>;
}

function shapeOf(content: Drawn): ReactNode {
  const levels = levelsOf(content.supplies);
  const medium = mediumIn(content);
  switch (drawingOf[content.device]) {
    case 'cardPrinter':
      return <CardPrinter levels={levels} card={medium} open={isOpen(content)} />;
    case 'documentVault':
      return <DocumentVault levels={levels} booklet={medium} />;
    case 'receiptPrinter':
      return <ReceiptPrinter levels={levels} open={isOpen(content)} />;
    case 'cardReader':
      return <CardReader />;
  }
}

export function isOpen({ device, parts }: Pick<Drawn, 'device' | 'parts'>): boolean {
  if (drawingOf[device] === 'cardPrinter') return isTroubled(parts['cardPrinter.cover']);
  return drawingOf[device] === 'receiptPrinter' && isTroubled(parts['receiptPrinter.cover']);
}

/** Where the device itself says that a card or a booklet is (XFS4IoT `media`). */
function mediumIn({ properties }: Pick<Drawn, 'properties'>): MediumPlace | undefined {
  const media = properties.find(({ name }) => name === 'media')?.value;
  return media === 'transport' || media === 'exit' || media === 'jammed' ? media : undefined;
}
