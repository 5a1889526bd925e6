/** The bench's HTTP face as the page uses it, and what it last said. */
import { useSyncExternalStore } from 'react';
import type { WorldState } from '../../world/index.ts';

export type Faults = Readonly<
  Record<string, { readonly known: readonly string[]; readonly armed: readonly { readonly name: string }[] }>
>;
export type Phone = {
  readonly resident: string;
  readonly ending: string;
  readonly messages: readonly { readonly at_ms: number; readonly text: { readonly ar: string; readonly en: string } }[];
};
export type Happened = {
  readonly number: number;
  readonly at_ms: number;
  readonly source: string;
  readonly words: string;
};

export type Bench = {
  readonly state: WorldState | undefined;
  readonly faults: Faults;
  readonly phones: readonly Phone[];
  readonly events: readonly Happened[];
  /** What the last call was refused with; shown until the next one. */
  readonly refusal: string | undefined;
  readonly connected: boolean;
};

const KEPT_EVENTS = 200;
/** Changes come in bursts while a card moves; the picture follows so often. */
const LOOK_EVERY_ms = 120;

let bench: Bench = { state: undefined, faults: {}, phones: [], events: [], refusal: undefined, connected: false };
const listeners = new Set<() => void>();

function become(next: Partial<Bench>): void {
  bench = { ...bench, ...next };
  for (const listener of listeners) listener();
}

export function useBench(): Bench {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => bench,
  );
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

let looking = false;
let again = false;
async function look(): Promise<void> {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    const [state, faults, phones] = await Promise.all([
      read<WorldState>('/api/state'),
      read<Faults>('/api/faults'),
      read<readonly Phone[]>('/api/phones'),
    ]);
    become({ state, faults, phones, connected: true });
  } catch {
    become({ connected: false });
  }
  setTimeout(() => {
    looking = false;
    if (!again) return;
    again = false;
    void look();
  }, LOOK_EVERY_ms);
}

export function follow(): void {
  const stream = new EventSource('/api/events');
  stream.addEventListener('open', () => {
    become({ events: [] });
    void look();
  });
  stream.addEventListener('changed', () => void look());
  stream.addEventListener('happened', (message) => {
    const event = JSON.parse((message as MessageEvent<string>).data) as Happened;
    become({ events: [...bench.events.slice(1 - KEPT_EVENTS), event] });
    void look();
  });
  stream.addEventListener('error', () => become({ connected: false }));
  setInterval(() => void look(), 1_000);
}

export async function call(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
  const answer = await fetch(path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  }).catch(() => undefined);
  if (!answer) return become({ connected: false });
  const said = answer.ok ? undefined : ((await answer.json()) as { error?: string }).error;
  become({ refusal: said ?? (answer.ok ? undefined : `refused with ${answer.status}`) });
  await look();
}

export const hand = (name: string, body: object = {}) => call('POST', `/api/hand/${name}`, body);
