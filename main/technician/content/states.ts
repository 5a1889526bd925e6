/** From the field's words to colour and mark: drawings/technician, "colour is meaning". */
import type { CommonStatus, DeviceState, StorageUnit } from '../../../devices/contract/index.ts';
import { binLevel, supplyLevel } from '../../issuance/index.ts';
import type { PartState } from '../view.ts';
import type { JobDraft, Property } from './facts.ts';

const gravity: Readonly<Record<PartState, number>> = { ok: 0, busy: 1, attention: 2, unknown: 3, off: 4, fault: 5 };

export function worst(states: readonly PartState[]): PartState {
  return states.reduce((a, b) => (gravity[b] > gravity[a] ? b : a), 'ok');
}

export function stateOfDevice(device: DeviceState): PartState {
  switch (device) {
    case 'online':
      return 'ok';
    case 'deviceBusy':
      return 'busy';
    case 'offline':
    case 'powerOff':
    case 'noDevice':
      return 'off';
    case 'hardwareError':
    case 'userError':
    case 'fraudAttempt':
      return 'fault';
    case 'potentialFraud':
      return 'attention';
    case 'starting':
      return 'unknown';
  }
}

/** A device that does not answer knows nothing of its parts. */
export function answers({ device }: CommonStatus): boolean {
  const state = stateOfDevice(device);
  return state !== 'off' && state !== 'unknown';
}

const wordStates: Readonly<Record<string, PartState>> = {
  unknown: 'unknown',
  low: 'attention',
  high: 'attention',
  out: 'fault',
  empty: 'fault',
  jammed: 'fault',
  inoperable: 'fault',
  inoperative: 'fault',
  missing: 'fault',
  manipulated: 'fault',
  hardwareError: 'fault',
};

/** Of any other word of a status; those that are not named here are well. */
export function stateOfWord(word: string): PartState {
  return Object.hasOwn(wordStates, word) ? (wordStates[word] ?? 'ok') : 'ok';
}

export function property(name: string, value: string, state = stateOfWord(value)): Property {
  return { name, value, state };
}

/** A bin that is full stops a service; a supply that is full does not. */
function stateOfBin(level: string): PartState {
  return level === 'full' ? 'fault' : stateOfWord(level);
}

export function stateOfUnit({ type, status, replenishmentStatus = 'ok' }: StorageUnit): PartState {
  const level = type === 'dispense' ? stateOfWord(replenishmentStatus) : stateOfBin(replenishmentStatus);
  return worst([stateOfWord(status), level]);
}

export function unitProperties(units: readonly StorageUnit[]): Property[] {
  return units.map((unit) => {
    const value = unit.status === 'ok' ? (unit.replenishmentStatus ?? 'ok') : unit.status;
    return property(unit.type, value, stateOfUnit(unit));
  });
}

/** For a device that is in trouble which no other job explains. */
export function mendDevice(state: PartState, jobs: readonly JobDraft[], mends: readonly string[]): JobDraft[] {
  const isExplained = jobs.some((job) => job.state === 'fault');
  if ((state !== 'fault' && state !== 'off') || isExplained) return [...jobs];
  return [...jobs, { kind: 'mend-device', state, count: undefined, mends }];
}

/** By the books, judged as for residents: what closes a service is a fault here. */
export function levelOf(...stock: Parameters<typeof supplyLevel>): PartState {
  return stateOfWord(supplyLevel(...stock));
}

export function binLevelOf(...stock: Parameters<typeof binLevel>): PartState {
  return stateOfBin(binLevel(...stock));
}
