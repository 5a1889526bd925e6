/**
 * The real program, killed with SIGKILL at spread moments: main, device host and renderer, each in its turn, while
 * residents collect their licences. After each death every order, medium and journal entry is accounted for.
 * TASLEEM_KILLS=20 kills each of them so often, as docs/reliability.md says; otherwise three times.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { WorldState } from '../simulators/world/index.ts';
import { Account } from './kills/account.ts';
import { Machine, until } from './kills/machine.ts';
import { ALL, roundsOf, type Victim, victims } from './kills/plan.ts';
import { Visit } from './kills/visit.ts';
import { root, startWorld, type WorldClient } from './kit/world.ts';

const PART = 3;
const ofEach = Math.min(ALL, Number(process.env['TASLEEM_KILLS'] ?? PART));
const rounds = roundsOf(ofEach);
/** Slow enough that a document takes some seconds: moments of its making can be told apart. */
const PACE = 40;
const SETTLE_LIMIT_ms = 60_000;
/** Those whose licences can be made. */
const residents = ['fahad', 'mariam', 'priya', 'abdulrahman', 'li', 'siobhan', 'yousef', 'jasim', 'noura', 'joseph'];
const overrides = { timeouts: { notice_s: 5, thanks_s: 1, take_s: 10 } };

test.setTimeout(rounds.length * 75_000);

let world: WorldClient;
let machine: Machine;
let account: Account;
let isOpen = false;
const entered: string[] = [];

async function open(): Promise<void> {
  world = await startWorld({ pace: PACE, blanks: 80, overrides });
  account = new Account(world.directory);
  machine = await Machine.start(world);
  isOpen = true;
}

async function settled(): Promise<void> {
  let last: string | undefined = 'nothing looked at';
  const look = async () => {
    last = account.unsettled(await world.state());
    return last === undefined || undefined;
  };
  await until('all to be settled', look, SETTLE_LIMIT_ms).catch((error: Error) => {
    throw new Error(`${error.message}: ${last}`);
  });
}

/** The chain by the product's own verifier, as a person would call it. */
function verify(): void {
  const program = ['--import', 'tsx', 'main/journal/cli.ts', 'verify', join(world.directory, 'data')];
  const { stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' });
  expect(stdout, stderr).toMatch(/^sound: /);
}

async function shut(): Promise<void> {
  const { ends, entries } = account.figures();
  entered.push(`${entries} entries, ${JSON.stringify(ends)}`);
  verify();
  isOpen = false;
  await machine.close();
  await world.close();
}

/** Somebody whose licence waits; a new world with everybody's when all have theirs. */
async function nextResident(): Promise<string> {
  const { service } = await world.state();
  const waits = (resident: string) =>
    service.orders.some(({ orderId, state }) => orderId.startsWith(`ord-${resident}-`) && state === 'ready');
  const next = residents.find(waits);
  if (next !== undefined) return next;
  await shut();
  await open();
  await machine.expectScreen('attract');
  return nextResident();
}

/** An eye that sees nothing proves nothing: each of these is not as it should be. */
function falsified(state: WorldState): readonly WorldState[] {
  const { cardPrinter, service } = state;
  const { places } = cardPrinter;
  const inBin = cardPrinter.cards.map((card) => ({ ...card, place: 'rejectBin' as const }));
  const [first] = cardPrinter.cards;
  const drawn = [...cardPrinter.cards, ...(first ? [{ ...first, cardId: 'B9999' }] : [])];
  const withChip = (chip: object) => cardPrinter.cards.map((card) => ({ ...card, chip: { ...card.chip, ...chip } }));
  const unheard = service.issuances.map((issuance) => ({ ...issuance, events: [] }));
  return [
    { ...state, cardPrinter: { ...cardPrinter, cards: inBin } },
    { ...state, cardPrinter: { ...cardPrinter, cards: drawn } },
    { ...state, cardPrinter: { ...cardPrinter, cards: withChip({ state: 'half' }) } },
    { ...state, cardPrinter: { ...cardPrinter, cards: withChip({ resident: 'noura' }) } },
    { ...state, cardPrinter: { ...cardPrinter, places: { ...places, hopper: places.hopper - 1 } } },
    { ...state, service: { ...service, issuances: unheard } },
    { ...state, service: { ...service, issuances: [] } },
    { ...state, service: { ...service, doubled: ['ord-fahad-1'] } },
  ];
}

test('killed at any moment, the kiosk comes back, and every order, medium and entry is accounted for', async () => {
  await open();
  await machine.expectScreen('attract');
  // The second one is measured: while the first is made, everything is still warming up.
  await new Visit(machine, 'fahad', 0).run();
  await machine.expectScreen('attract');
  const undisturbed = new Visit(machine, 'mariam', 0);
  await undisturbed.run();
  const { making_ms } = undisturbed;
  expect(making_ms).toBeGreaterThan(0);
  await settled();
  const sound = await world.state();
  expect(account.audit(sound)).toEqual([]);
  for (const state of falsified(sound)) expect(account.audit(state)).not.toEqual([]);
  const kills: Record<Victim, number> = { main: 0, 'device host': 0, renderer: 0 };
  for (const [index, round] of rounds.entries()) {
    const resident = await nextResident();
    const began_ms = performance.now();
    const struck = await new Visit(machine, resident, making_ms, round).run();
    kills[round.victim] += struck.kills;
    await machine.expectScreen('attract');
    await settled();
    const name = `${index + 1}: ${round.victim} at ${struck.words}, ${resident}`;
    process.stdout.write(`  ${name}, ${Math.round(performance.now() - began_ms)} ms\n`);
    expect.soft(account.audit(await world.state()), name).toEqual([]);
  }
  await shut();
  const told = victims.map((victim) => `${victim} ${kills[victim]}`).join(', ');
  process.stdout.write(`  killed: ${told}; a document took ${Math.round(making_ms)} ms\n  ${entered.join('\n  ')}\n`);
  for (const victim of victims) expect(kills[victim]).toBeGreaterThanOrEqual(ofEach);
});

test.afterAll(async () => {
  if (!isOpen) return;
  await machine?.close().catch(() => undefined);
  await world?.close().catch(() => undefined);
});
