/**
 * A card that is asked the same again and again. What it said once is kept, and said again as long as the reader's
 * commands are the same to the byte; at the first other command the card itself is brought to that point and goes on.
 * So a session costs what the reader does, and is what it would have been with the card.
 */
import { equalBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { VirtualCard } from '../../simulators/cards/index.ts';

export type Transcript = readonly { readonly command: Uint8Array; readonly answer: Uint8Array }[];
/** A card just powered; the same one each time, whatever it was asked before. */
export type FreshCard = () => VirtualCard;
export type Changing = { readonly at: number; readonly change: (answer: Uint8Array) => Uint8Array };
export type Exchange = (command: Uint8Array) => Promise<Result<Uint8Array, 'gone'>>;

export function recording(fresh: FreshCard): { readonly exchange: Exchange; readonly transcript: Transcript } {
  const card = fresh();
  const transcript: { command: Uint8Array; answer: Uint8Array }[] = [];
  const exchange: Exchange = async (command) => {
    const answer = card.transmit(command);
    if (answer) transcript.push({ command: Uint8Array.from(command), answer });
    return answer ? ok(answer) : err('gone');
  };
  return { exchange, transcript };
}

/** One session in which the answer at `changing.at` is another; `count` tells how many answers were given. */
export function replaying(transcript: Transcript, fresh: FreshCard, { at, change }: Changing) {
  let index = 0;
  let live: VirtualCard | undefined;
  let wasChanged = false;
  const answerTo = (command: Uint8Array): Uint8Array | undefined => {
    const known = transcript[index];
    if (!live && known && equalBytes(known.command, command)) return known.answer;
    live ??= broughtTo(transcript.slice(0, index), fresh);
    return live.transmit(command);
  };
  const exchange: Exchange = async (command) => {
    const answer = answerTo(command);
    if (!answer) return err('gone');
    if (index++ !== at) return ok(answer);
    const changed = change(answer);
    wasChanged = !equalBytes(changed, answer);
    return ok(changed);
  };
  return { exchange, count: () => index, wasChanged: () => wasChanged };
}

function broughtTo(transcript: Transcript, fresh: FreshCard): VirtualCard {
  const card = fresh();
  for (const { command } of transcript) card.transmit(command);
  return card;
}
