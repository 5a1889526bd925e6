/** The Pearl card, invented for docs/adding-an-identity-profile.md: a file with a signature, and a key that signs. */
import { type Bytes, fromHex } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { statusWordError } from './status-word.ts';
import { type Exchange, isProtocolError, transmitApdu } from './transmit.ts';

/** `notPearl`: no such application. `noProof`: it shows its file and does not sign. */
export type PearlProblem = { readonly kind: 'notPearl' | 'noProof' | 'malformed'; readonly words: string };

export const PEARL_AID = fromHex('F0 50 45 41 52 4C 01');
const SW_OK = 0x9000;

/** SELECT, READ BINARY of file 1, INTERNAL AUTHENTICATE over `challenge` (32 bytes). Judges nothing. */
export async function readPearl<E>(
  exchange: Exchange<E>,
  challenge: Uint8Array,
): Promise<Result<{ readonly file: Bytes; readonly proof: Bytes }, E | PearlProblem>> {
  const send = async (
    name: string,
    kind: PearlProblem['kind'],
    command: Parameters<typeof transmitApdu>[1],
  ): Promise<Result<Bytes, E | PearlProblem>> => {
    const answer = await transmitApdu(exchange, command);
    if (!answer.ok) {
      const { error } = answer;
      return err(isProtocolError(error) ? { kind: 'malformed', words: `${name}: ${error.words}` } : error);
    }
    const { sw, data } = answer.value;
    if (sw !== SW_OK) return err({ kind, words: `${name}: ${statusWordError(sw).words}` });
    return ok(Uint8Array.from(data));
  };
  const selected = await send('SELECT', 'notPearl', { cla: 0, ins: 0xa4, p1: 0x04, p2: 0, data: PEARL_AID, le: 'all' });
  if (!selected.ok) return selected;
  const file = await send('READ BINARY', 'malformed', { cla: 0, ins: 0xb0, p1: 0x81, p2: 0, le: 'all' });
  if (!file.ok) return file;
  const authenticate = { cla: 0, ins: 0x88, p1: 0, p2: 0, data: challenge, le: 'all' } as const;
  const proof = await send('INTERNAL AUTHENTICATE', 'noProof', authenticate);
  return proof.ok ? ok({ file: file.value, proof: proof.value }) : proof;
}
