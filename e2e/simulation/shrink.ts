/** From a plan that fails to the smallest one that still does: what is left is what it takes. */
import type { Plan, Trouble, Visit } from './plan.ts';

/** A trial costs a whole episode; this many are enough for a plan of hundreds of visits. */
const MOST_TRIALS = 400;

export async function shrink(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let trials = 0;
  const stillFails = async (candidate: Plan) => {
    trials += 1;
    return trials <= MOST_TRIALS && (await fails(candidate));
  };
  let smallest = plan;
  const keep = async <T>(parts: readonly T[], rebuild: (parts: readonly T[]) => Plan): Promise<void> => {
    await minimal(parts, async (some) => {
      const candidate = rebuild(some);
      const isEnough = await stillFails(candidate);
      if (isEnough) smallest = candidate;
      return isEnough;
    });
  };
  await keep(plan.visits, (visits) => ({ ...plan, visits }));
  const { visits } = smallest;
  const troubles = visits.flatMap((visit) => visit.troubles.map((trouble) => ({ visit, trouble })));
  await keep(troubles, (some) => ({ ...plan, visits: visits.map((visit) => withTroubles(visit, some)) }));
  for (const { number } of smallest.visits) {
    const calmer = smallest.visits.map((visit) =>
      visit.number === number ? { ...visit, temper: 'quick' as const, first: 'genuine' as const } : visit,
    );
    if (await stillFails({ ...smallest, visits: calmer })) smallest = { ...smallest, visits: calmer };
  }
  return smallest;
}

function withTroubles(visit: Visit, some: readonly { visit: Visit; trouble: Trouble }[]): Visit {
  const troubles = some.filter((one) => one.visit.number === visit.number).map(({ trouble }) => trouble);
  return { ...visit, troubles };
}

/** Delta debugging (Zeller and Hildebrandt, 2002): leaves out ever smaller pieces for as long as it fails without them. */
async function minimal<T>(parts: readonly T[], fails: (parts: readonly T[]) => Promise<boolean>): Promise<void> {
  let rest = parts;
  for (let pieces = 2; rest.length > 0; ) {
    const size = Math.ceil(rest.length / pieces);
    let without: readonly T[] | undefined;
    for (let from = 0; from < rest.length && !without; from += size) {
      const candidate = [...rest.slice(0, from), ...rest.slice(from + size)];
      if (await fails(candidate)) without = candidate;
    }
    if (without) {
      rest = without;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) return;
    else pieces = Math.min(rest.length, pieces * 2);
  }
}

/** In the field's words: who came, and what befell the machine meanwhile. */
export function planInWords({ visits }: Plan): string {
  return visits
    .map(({ kiosk, resident, at_ms, temper, first, troubles }) => {
      const card = first === 'genuine' ? '' : `, first with a card that is ${first}`;
      const who = `${(at_ms / 1000).toFixed(1)} s: resident ${resident} (${temper}${card}) comes to KIOSK-${kiosk + 1}`;
      return [who, ...troubles.map((trouble) => `    ${troubleInWords(trouble)}`)].join('\n');
    })
    .join('\n');
}

function troubleInWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'printer':
      return `the card printer's next ${trouble.command}: ${trouble.fault}`;
    case 'vault':
      return `the vault's next ${trouble.command === 'feed' ? 'dispense' : trouble.command}: ${trouble.fault}`;
    case 'booklet':
      return `the next booklet at the exit: ${trouble.flaw}`;
    case 'sensor':
      return `the machine cannot tell where a medium is, ${trouble.times} times`;
    case 'crash': {
      const what = trouble.how === 'kill' ? 'the program is killed' : 'the power goes';
      return `${what} after ${trouble.after} journal writes and ends of commands, for ${trouble.down_ms / 1000} s`;
    }
    case 'network':
      return `the line is ${trouble.how} from ${trouble.at_ms / 1000} s on, for ${trouble.for_ms / 1000} s`;
    case 'message':
      return `the next ${trouble.operation}: ${trouble.fault}`;
    case 'disk':
      return `the disk is full from ${trouble.at_ms / 1000} s on, for ${trouble.for_ms / 1000} s`;
    case 'clock':
      return `the clock is set by ${trouble.by_ms / 1000} s after ${trouble.at_ms / 1000} s`;
    case 'reader':
      return `the card reader is unplugged after ${trouble.at_ms / 1000} s, for ${trouble.for_ms / 1000} s`;
    case 'receipt':
      return 'the next receipt fails';
  }
}
