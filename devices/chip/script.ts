/** A list of commands that somebody else wrote (the service, to personalise a chip), run as it is. */
import { ok, type Result } from '../../common/result.ts';
import { decodeResponse } from './apdu.ts';
import type { LinkError } from './link.ts';
import { beyondLimit, malformed, refused } from './problem.ts';
import type { Exchange } from './transmit.ts';

export type ScriptStep = {
  /** One command APDU. */
  readonly command: Uint8Array;
  /** Status words that let the script go on. */
  readonly expect: readonly number[];
};

/** A licence takes some hundred commands. */
const MAX_STEPS = 4_096;

/**
 * Sends each command and stops at the first answer that is not expected; gives how many were done. What was written
 * until then stays written: the chip is to be taken for spoiled. Errors name the step and never its data.
 */
export async function runScript<E>(
  exchange: Exchange<E>,
  script: readonly ScriptStep[],
): Promise<Result<number, LinkError<E>>> {
  const at = { check: 'script', clause: 'ISO/IEC 7816-4, 5.1' };
  if (script.length > MAX_STEPS) return beyondLimit(at, `${script.length} steps, ${MAX_STEPS} are run at most`);
  for (const [index, { command, expect }] of script.entries()) {
    const step = { ...at, check: `script, step ${index + 1} of ${script.length}` };
    const answer = await exchange(command);
    if (!answer.ok) return answer;
    const response = decodeResponse(answer.value);
    if (!response) return malformed(step, 'an answer without a status word');
    if (!expect.includes(response.sw)) return refused(step, response.sw);
  }
  return ok(script.length);
}
