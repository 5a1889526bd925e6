/** Sessions with one changed answer each, until so many answers were changed. */
import { type AppletName, applets, type Session } from './applets.ts';
import { diceOf, mutated } from './mutations.ts';
import { recording, replaying, type Transcript } from './replay.ts';

export type Tally = {
  readonly applet: AppletName;
  /** Answers that reached the reader with other bytes than the card gave. */
  mutations: number;
  sessions: number;
  refused: number;
  /** Accepted, with the content of the untouched card to the byte: the change stood where nothing is read. */
  acceptedSame: number;
  /** Accepted, and should not have been. With what repeats it. */
  readonly acceptedWrongly: string[];
  readonly thrown: string[];
  /** Commands of the longest session, and the time of the slowest one. */
  mostCommands: number;
  slowest_ms: number;
};

type Prepared = Session & { readonly transcript: Transcript; readonly content: string | undefined };

/** What the untouched card is: a changed one may be nothing else. Throws when that is not what it should be. */
async function prepared(session: Session): Promise<Prepared> {
  const { exchange, transcript } = recording(session.fresh);
  const verdict = await session.read(exchange);
  if ((verdict !== undefined) !== session.isAccepted)
    throw new Error(`${session.name}: the untouched card is ${verdict ? 'accepted' : 'refused'}`);
  return { ...session, transcript: [...transcript], content: verdict?.content };
}

/** Deterministic but for `slowest_ms`: the same seed finds the same. */
export async function fuzz(applet: AppletName, wanted: number, seed: number): Promise<Tally> {
  const sessions = await Promise.all(applets[applet]().map(prepared));
  const wheel = sessions.flatMap((session) => Array.from({ length: session.weight }, () => session));
  const tally: Tally = {
    ...{ applet, mutations: 0, sessions: 0, refused: 0, acceptedSame: 0 },
    ...{ acceptedWrongly: [], thrown: [], mostCommands: 0, slowest_ms: 0 },
  };
  for (let round = 0; tally.mutations < wanted; round++) {
    const session = wheel[round % wheel.length];
    if (!session) throw new Error(`nothing to do with ${applet}`);
    await oneSession(session, tally, seed + round);
  }
  return tally;
}

async function oneSession(session: Prepared, tally: Tally, seed: number): Promise<void> {
  const dice = diceOf(seed);
  const { transcript, fresh, content, name } = session;
  const at = dice.below(transcript.length);
  const others = transcript.map(({ answer }) => answer);
  const replay = replaying(transcript, fresh, { at, change: (answer) => mutated(answer, dice, others) });
  const began_ms = performance.now();
  const repeat = `${name}, answer ${at + 1}, seed ${seed}`;
  const verdict = await session.read(replay.exchange).catch((error: unknown) => {
    tally.thrown.push(`${repeat}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return undefined;
  });
  tally.slowest_ms = Math.max(tally.slowest_ms, performance.now() - began_ms);
  tally.mostCommands = Math.max(tally.mostCommands, replay.count());
  tally.sessions += 1;
  // A change that changed nothing is not counted.
  if (!replay.wasChanged()) return;
  tally.mutations += 1;
  if (!verdict) tally.refused += 1;
  else if (verdict.content === content) tally.acceptedSame += 1;
  else tally.acceptedWrongly.push(repeat);
}

export function inOneLine(tally: Tally): string {
  const { applet, mutations, sessions, refused, acceptedSame, acceptedWrongly, thrown } = tally;
  const rest = `longest session ${tally.mostCommands} commands, slowest ${Math.round(tally.slowest_ms)} ms`;
  const counts = `${refused} refused, ${acceptedSame} read as they were, ${acceptedWrongly.length} accepted wrongly`;
  return `${applet}: ${mutations} changed answers in ${sessions} sessions: ${counts}, ${thrown.length} thrown; ${rest}`;
}
