import { err, ok, type Result } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { Completion, DeviceInformation } from '../../contract/index.ts';
import { type InformationAnswer, informationAnswerSchema, slotsAnswerSchema } from './answers.ts';
import type { VaultOptions } from './options.ts';
import type { SlotState } from './status.ts';
import type { Wire } from './wire.ts';

const slotStates = { P: 'present', E: 'empty', U: 'unknown' } as const satisfies Record<string, SlotState>;

/** Who it is; one that is not what the configuration says of it is not used. */
export async function identify(wire: Wire, run: Run, options: VaultOptions): Completion<DeviceInformation> {
  const answer = await wire.ask(run, 'I', informationAnswerSchema);
  if (!answer.ok) return answer;
  const fits = asConfigured(answer.value, options);
  if (!fits.ok) return run.fail('hardwareError', fits.error, { effect: 'none', action: 'configuration' });
  const { model, serial, firmware } = answer.value;
  return ok({ modelName: model, serialNumber: serial, firmware });
}

function asConfigured({ slots, retain, camera }: InformationAnswer, options: VaultOptions): Result<void, string> {
  if (slots !== options.slots) return err(`it has ${slots} slots, configured are ${options.slots}`);
  if (retain !== options.retainCapacity) {
    return err(`it retains ${retain} booklets, configured are ${options.retainCapacity}`);
  }
  return options.mrzReader && camera === 'no' ? err('it has no camera, configured is one') : ok();
}

export async function readSlots(wire: Wire, run: Run, count: number): Completion<readonly SlotState[]> {
  const slots: SlotState[] = [];
  while (slots.length < count) {
    const from = slots.length + 1;
    const answer = await wire.ask(run, 'L', slotsAnswerSchema, { from });
    if (!answer.ok) return answer;
    if (answer.value.from !== from) return run.fail('hardwareError', `asked for slot ${from}, told of others`);
    for (const letter of answer.value.slots) slots.push(slotStates[letter as keyof typeof slotStates]);
  }
  return ok(slots.slice(0, count));
}
