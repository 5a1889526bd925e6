/** The commands of the contract, as orders to the vault. Success is what its sensors show afterwards. */
import { ok } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { Completion } from '../../contract/index.ts';
import { type StatusAnswer, textAnswerSchema } from './answers.ts';
import { positionOf } from './status.ts';
import type { Wire } from './wire.ts';

export async function dispense(wire: Wire, run: Run, slot: number): Completion<void> {
  const before = await readyStatus(wire, run);
  if (!before.ok) return before;
  if (before.value.place === 'unknown') return run.fail('hardwareError', inWords(before.value));
  if (before.value.place !== 'none') return run.fail('mediaPresent', inWords(before.value));
  const picked = await wire.perform(run, { code: 'P', slot });
  if (!picked.ok) return picked;
  return positionOf(picked.value) === 'transport' ? ok() : run.fail('hardwareError', inWords(picked.value));
}

export async function present(wire: Wire, run: Run): Completion<void> {
  const before = await readyStatus(wire, run);
  if (!before.ok) return before;
  if (before.value.place === 'none') return run.fail('noMediaPresent', inWords(before.value));
  if (before.value.place !== 'exit' || before.value.shutter === 'open') {
    return run.fail('sequenceError', inWords(before.value));
  }
  const opened = await wire.perform(run, { code: 'O' });
  if (!opened.ok) return opened;
  // Taken as soon as a hand fitted in: by then the vault may have closed again.
  const isOpen = opened.value.shutter === 'open' || opened.value.taken > before.value.taken;
  return isOpen ? ok() : run.fail('hardwareError', inWords(opened.value));
}

/** `reach`: whether it may be taken from where a person can reach it. */
export async function retain(wire: Wire, run: Run, reach: 'withinReach' | 'outOfReach'): Completion<void> {
  const before = await wire.whenIdle(run);
  if (!before.ok) return before;
  if (before.value.place === 'none') return run.fail('noMediaPresent', inWords(before.value));
  // Before a reset, which may close the shutter: a hand was within reach of it.
  if (reach === 'outOfReach' && positionOf(before.value) === 'exit') {
    return run.fail('sequenceError', inWords(before.value));
  }
  const ready = await readyStatus(wire, run);
  if (!ready.ok) return ready;
  const retained = await wire.perform(run, { code: 'R' });
  if (!retained.ok) return retained;
  return retained.value.place === 'none' ? ok() : run.fail('hardwareError', inWords(retained.value));
}

export async function returnToSlot(wire: Wire, run: Run, slot: number): Completion<void> {
  const before = await readyStatus(wire, run);
  if (!before.ok) return before;
  if (before.value.place === 'none') return run.fail('noMediaPresent', inWords(before.value));
  const returned = await wire.perform(run, { code: 'B', slot });
  if (!returned.ok) return returned;
  return returned.value.place === 'none' ? ok() : run.fail('hardwareError', inWords(returned.value));
}

/** The text of the booklet at the exit, or of the one in a slot. */
export async function readText(wire: Wire, run: Run, slot?: number): Completion<string> {
  const ready = await readyStatus(wire, run);
  if (!ready.ok) return ready;
  const read = await wire.perform(run, slot === undefined ? { code: 'V' } : { code: 'N', slot });
  if (!read.ok) return read;
  run.acted = false;
  const text = await wire.ask(run, 'M', textAnswerSchema);
  if (!text.ok) return text;
  if (text.value.seq !== read.value.seq) return run.fail('hardwareError', 'the text of another order');
  return ok(text.value.text.replaceAll('/', '\n'));
}

/** An order that moves nothing but the vault's own parts. */
export async function moveParts(wire: Wire, run: Run, order: Parameters<Wire['perform']>[1]): Completion<void> {
  const ready = order.code === 'Z' ? ok() : await readyStatus(wire, run);
  if (!ready.ok) return ready;
  const moved = await wire.perform(run, order);
  return moved.ok ? ok() : moved;
}

/** Idle, and not standing still for an error of before: that is reset first, which moves no booklet. */
async function readyStatus(wire: Wire, run: Run): Completion<StatusAnswer> {
  const status = await wire.whenIdle(run);
  if (!status.ok || status.value.state !== 'fault') return status;
  const reset = await wire.perform(run, { code: 'Z' });
  if (reset.ok) run.acted = false;
  return reset;
}

function inWords({ place, shutter }: StatusAnswer): string {
  return `place ${place}, shutter ${shutter}`;
}
