/** What a printer is asked, each dialect in its own way. */
import { ok, type Result } from '../../../common/result.ts';
import type { DeviceInformation } from '../../contract/index.ts';
import type { AskOptions, Conversation, LineFailure } from './conversation.ts';
import { type Condition, conditionOf } from './decode.ts';
import { askIdentity, askStatus } from './encode.ts';
import type { Dialect } from './models.ts';

/** Everything that the printer says of its condition when asked. */
export async function readCondition(
  line: Conversation,
  dialect: Dialect,
  options: AskOptions,
): Promise<Result<Condition, LineFailure>> {
  if (dialect === 'custom') {
    const full = await line.ask(askStatus(20), 'fullStatus', options);
    return full.ok ? ok(full.value.condition) : full;
  }
  let condition: Condition = {};
  for (const n of [1, 2, 3, 4] as const) {
    const answer = await line.ask(askStatus(n), 'status', options);
    if (!answer.ok) return answer;
    const said = conditionOf(n, answer.value.byte);
    // DLE EOT 2 and 4 both speak of the paper's end: one that stopped it, one that the sensor sees.
    condition = { ...condition, ...said, paperOut: condition.paperOut === true || said.paperOut === true };
  }
  return ok(condition);
}

/** What an Epson says of itself (GS I); undefined when it does not. */
export async function readIdentity(line: Conversation, options: AskOptions): Promise<DeviceInformation | undefined> {
  const said: Record<string, string> = {};
  for (const what of ['model', 'firmware', 'serialNumber'] as const) {
    const answer = await line.ask(askIdentity(what), 'text', options);
    if (!answer.ok) return undefined;
    said[what] = answer.value.text;
  }
  const { model = '', firmware, serialNumber } = said;
  return { modelName: model, ...(firmware ? { firmware } : {}), ...(serialNumber ? { serialNumber } : {}) };
}
