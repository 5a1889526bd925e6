/** A vault behind a real socket, whose machine can be made to fail. */
import { afterEach, beforeEach, expect } from 'vitest';
import { VirtualClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import {
  createDocumentVaultSimulator,
  type DocumentVaultFault,
  type DocumentVaultSimulator,
  type VaultFaultOptions,
} from '../../../simulators/document-vault/index.ts';
import { Pace } from '../../../simulators/machine/index.ts';
import type { Completion, DocumentVault, DocumentVaultEvent } from '../../contract/index.ts';
import { done, letTimePass } from '../../testing/index.ts';
import { vault } from '../index.ts';

export const ALWAYS = { times: Number.POSITIVE_INFINITY };
const SLOTS = 12;
const STEP_ms = 25;

export let machine: DocumentVaultSimulator;
export let device: DocumentVault;
export let events: DocumentVaultEvent[];

/** To be called once in a test file: a fresh vault for each case. */
export function withFaultyVault(): void {
  let ended: AbortController;
  beforeEach(async () => {
    const clock = new VirtualClock();
    ended = new AbortController();
    void letTimePass(clock, STEP_ms, ended.signal);
    await start(clock);
  });
  afterEach(async () => {
    await device.close();
    await machine.close();
    ended.abort();
  });
}

async function start(clock: VirtualClock): Promise<void> {
  machine = createDocumentVaultSimulator({ clock, pace: new Pace(clock, 40), log: silentLog, slots: SLOTS });
  for (const slot of [1, 2, 3]) machine.hand.loadSlot(slot, { mrz: `P<UTO${slot}\nL8989${slot}` });
  const transport = { kind: 'tcp', ...(await machine.listenTcp()) };
  const quick = { poll_ms: 100, exitPoll_ms: 50, busyPoll_ms: 25 };
  const timeouts = { answer_ms: 300, lineLoss_ms: 900 };
  device = vault.create({ transport, slots: SLOTS, ...quick, timeouts }, { clock, log: silentLog });
  events = [];
  device.onEvent((event) => events.push(event));
  await device.open();
  const known = { device: 'online', slots: expect.arrayContaining(['present']) };
  await eventually(() => device.status()).toMatchObject(known);
}

export const eventually = (what: () => unknown) => expect.poll(what, { timeout: 5_000, interval: 3 });
export const named = (wanted: DocumentVaultEvent['event']) => events.filter(({ event }) => event === wanted).length;
export const places = () => machine.booklets().map(({ place }) => place);

/** Whatever was, the next booklet can be fetched and kept. */
export async function recovers(): Promise<void> {
  machine.faults.clear();
  const position = await device.mediaPosition();
  if (position.ok && position.value !== 'notPresent') await done(device.retract());
  const before = places().filter((place) => place === 'retain').length;
  await done(device.dispense(3));
  await done(device.reject());
  expect(places().filter((place) => place === 'retain')).toHaveLength(before + 1);
}

export const picked = () => done(device.dispense(1));
export const shown = async () => {
  await picked();
  await done(device.present());
};

export type Case = {
  readonly command: string;
  readonly letter: string;
  prepare?(): Promise<unknown>;
  act(): Completion<unknown>;
  /** Where the first booklet is when it was done, once. */
  readonly place: string;
};

export const cases: readonly Case[] = [
  { command: 'dispense', letter: 'P', act: () => device.dispense(1), place: 'exit' },
  { command: 'present', letter: 'O', prepare: picked, act: () => device.present(), place: 'exit' },
  { command: 'retract', letter: 'R', prepare: shown, act: () => device.retract(), place: 'retain' },
  { command: 'reject', letter: 'R', prepare: picked, act: () => device.reject(), place: 'retain' },
  { command: 'readMrz', letter: 'V', prepare: picked, act: () => device.readMrz(), place: 'exit' },
  { command: 'scanSlot', letter: 'N', act: () => device.scanSlot(1), place: 'slot' },
  { command: 'reset', letter: 'Z', act: () => device.reset(), place: 'slot' },
];

export const lineFaults: readonly (readonly [DocumentVaultFault, VaultFaultOptions])[] = [
  ['requestLost', {}],
  ['communicationLost', {}],
  ['answerLost', {}],
  ['hungUp', {}],
  ['answerCut', {}],
  ['answerLate', { late_ms: 20_000 }],
  ['answerGarbled', { as: 'checksum' }],
  ['answerGarbled', { as: 'noise' }],
  ['answerGarbled', { as: 'unknownReply' }],
  ['answerGarbled', { as: 'wrongSequence' }],
  ['answerGarbled', { as: 'wrongAddress' }],
  ['answerGarbled', { as: 'giant' }],
];

/** Lets a fault strike from the moment on at which the machine begins to move. */
export function armWhenMoving(fault: DocumentVaultFault, options: VaultFaultOptions): void {
  const stop = machine.onChange(() => {
    if (machine.snapshot().state !== 'moving') return;
    stop();
    machine.faults.arm(fault, options);
  });
}
