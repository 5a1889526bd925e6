/** From what the vault says to the words of the contract. Pure functions. */
import type { DocumentVaultEvent, DocumentVaultStatus, StorageUnit, VaultPosition } from '../../contract/index.ts';
import type { StatusAnswer } from './answers.ts';
import type { VaultOptions } from './options.ts';

export type Contact =
  | { readonly state: 'starting' | 'ready' }
  | { readonly state: 'lost' | 'unusable'; readonly words: string };

export type SlotState = DocumentVaultStatus['slots'][number];

/** What is known of a vault. */
export type Known = {
  readonly contact: Contact;
  readonly vault: StatusAnswer | undefined;
  readonly slots: readonly SlotState[];
};

/** A shutter that is not surely closed lets a hand in. */
export function positionOf({ place, shutter }: Pick<StatusAnswer, 'place' | 'shutter'>): VaultPosition {
  switch (place) {
    case 'none':
      return 'notPresent';
    case 'gripper':
      return 'transport';
    case 'exit':
      return shutter === 'closed' ? 'transport' : 'exit';
    case 'jammed':
    case 'unknown':
      return place;
  }
}

export function reduceStatus({ contact, vault, slots }: Known, options: VaultOptions): DocumentVaultStatus {
  const known = contact.state === 'ready' ? vault : undefined;
  return {
    device: deviceState(contact, known),
    deviceWords: wordsOf(contact, known),
    media: known ? positionOf(known) : 'unknown',
    shutter: known ? shutterOf(known) : 'unknown',
    cabinetDoor: known?.door ?? 'unknown',
    slots: known ? [...slots] : slots.map(() => 'unknown'),
    storage: storageOf(known, slots, options),
    ...(known ? { mediaDispensed: known.dispensed } : {}),
  };
}

function deviceState(contact: Contact, vault: StatusAnswer | undefined): DocumentVaultStatus['device'] {
  if (contact.state === 'lost') return 'powerOff';
  if (contact.state === 'unusable') return 'hardwareError';
  if (!vault || vault.state === 'starting') return 'starting';
  if (vault.door === 'open') return 'userError';
  if (vault.state === 'fault') return 'hardwareError';
  return vault.state === 'moving' ? 'deviceBusy' : 'online';
}

function wordsOf(contact: Contact, vault: StatusAnswer | undefined): string {
  if ('words' in contact) return contact.words;
  if (vault && vault.fault !== 'none') return vault.fault;
  return vault?.door === 'open' ? 'doorOpen' : '';
}

function shutterOf({ shutter }: StatusAnswer): DocumentVaultStatus['shutter'] {
  return shutter === 'moving' ? 'unknown' : shutter;
}

function storageOf(
  vault: StatusAnswer | undefined,
  slots: readonly SlotState[],
  { lowBooklets, retainCapacity, retainReserve }: VaultOptions,
): StorageUnit[] {
  if (!vault) {
    return [
      { id: 'slots', type: 'dispense', status: 'ok' },
      { id: 'retain', type: 'retain', status: 'ok' },
    ];
  }
  const full = slots.filter((slot) => slot === 'present').length;
  const isTold = slots.some((slot) => slot !== 'unknown');
  const high = retainCapacity - retainReserve;
  return [
    {
      id: 'slots',
      type: 'dispense',
      status: vault.fault === 'carouselBlocked' ? 'inoperative' : 'ok',
      ...(isTold ? { replenishmentStatus: full === 0 ? 'empty' : full <= lowBooklets ? 'low' : 'ok' } : {}),
    },
    {
      id: 'retain',
      type: 'retain',
      status: 'ok',
      replenishmentStatus: vault.retained >= retainCapacity ? 'full' : vault.retained >= high ? 'high' : 'ok',
    },
  ];
}

type Happening = Extract<DocumentVaultEvent['event'], 'mediaPresented' | 'mediaTaken' | 'mediaInserted'>;
/** Somebody who plays with a booklet is told of as often as this between two looks. */
const MOST_HAPPENINGS = 20;

/**
 * What people and the vault did at the exit between two looks, from the vault's own counts: no look has to see it.
 * Counts that went back are another unit's: then nothing happened here.
 */
export function happenings(before: StatusAnswer | undefined, after: StatusAnswer): readonly Happening[] {
  if (!before) return [];
  const presented = after.presented - before.presented;
  let taken = after.taken - before.taken;
  let inserted = after.inserted - before.inserted;
  if (presented < 0 || taken < 0 || inserted < 0) return [];
  if (presented + taken + inserted > MOST_HAPPENINGS) return [];
  const seen: Happening[] = Array.from({ length: presented }, () => 'mediaPresented');
  let isThere = presented > 0 || before.place === 'exit';
  while (taken + inserted > 0) {
    const isTaken = inserted === 0 || (isThere && taken > 0);
    seen.push(isTaken ? 'mediaTaken' : 'mediaInserted');
    if (isTaken) taken -= 1;
    else inserted -= 1;
    isThere = !isTaken;
  }
  return seen;
}
