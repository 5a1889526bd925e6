import { createActor } from 'xstate';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { isSame } from '../../common/same.ts';
import type { AccessKey } from '../identity/index.ts';
import type { Context } from './context.ts';
import { createSessionMachine } from './machine.ts';
import type { Serviceability, SessionPorts, SessionSettings } from './ports.ts';
import type { LastSign } from './states/index.ts';
import type { Intent, View } from './view.ts';
import { type FlowState, nextTick_ms, type ViewSource, viewOf } from './view-of.ts';

/** The session of whoever stands in front of the machine: takes intents and events, says what the screen shows. */
export interface Session {
  view(): View;
  onView(listener: (view: View) => void): Unsubscribe;
  /** Ignored when the present view does not allow it: a late touch is not an error. */
  send(intent: Intent): void;
  setServiceability(now: Serviceability): void;
  /** What a scanner has read of a document; ignored unless this session asks for what opens one. */
  deliverKey(key: AccessKey): void;
  /** True while a person is being served: nothing may be restarted or withdrawn under their hands. */
  isOccupied(): boolean;
  stop(): void;
}

/** `onMemory` is shown all that the session remembers, after every change: for tests of what it forgets. */
export function createSession(
  ports: SessionPorts,
  settings: SessionSettings,
  onMemory: (context: Context) => void = () => {},
): Session {
  const { clock } = ports;
  const views = new Emitter<View>();
  const lastSign: LastSign = { at_ms: clock.monotonic_ms() };
  const machine = createSessionMachine(ports, settings, lastSign);
  const actor = createActor(machine, {
    clock: {
      setTimeout: (callback: () => void, delay_ms: number) => clock.after(delay_ms, callback),
      clearTimeout: (stop: () => void) => stop?.(),
    },
  });
  let stopCounting: () => void = () => {};
  let current: View | undefined;
  let shown: Omit<View, 'revision'> | undefined;
  let serviceability: Serviceability | undefined;

  const source = (): ViewSource => {
    const { value, context } = actor.getSnapshot();
    const flow = flowOf(value);
    const { receipts } = ports;
    const [now_ms, monotonic_ms] = [clock.now_ms(), clock.monotonic_ms()];
    return { flow, context, settings, receipts, now_ms, monotonic_ms };
  };

  const publish = () => {
    stopCounting();
    const from = source();
    onMemory(from.context);
    const next = viewOf(from);
    const tick_ms = nextTick_ms(from);
    if (tick_ms !== undefined) stopCounting = clock.after(tick_ms, publish);
    if (isSame(shown, next)) return;
    shown = next;
    current = { ...next, revision: (current?.revision ?? 0) + 1 };
    views.emit(current);
  };

  actor.subscribe(publish);
  actor.start();
  const stopCards = ports.reader.onEvent((event) => {
    if (event.event === 'mediaDetected') actor.send({ type: 'card' });
    if (event.event === 'mediaRemoved') actor.send({ type: 'card-gone' });
  });

  /** Somebody did something. */
  const noteSign = (event: Intent | { readonly type: 'access-key'; readonly key: AccessKey }) => {
    lastSign.at_ms = clock.monotonic_ms();
    actor.send(event);
    if (awaitsTouch(actor.getSnapshot().value)) actor.send({ type: 'touched' });
  };

  const view = () => {
    if (!current) publish();
    return current as View;
  };
  return {
    view,
    onView: (listener) => views.on(listener),
    send: (intent) => {
      if (!view().allowed.includes(intent.type)) return;
      noteSign(intent);
    },
    setServiceability: (now) => {
      if (isSame(serviceability, now)) return;
      serviceability = now;
      actor.send({ type: 'serviceability', now });
    },
    deliverKey: (key) => {
      noteSign({ type: 'access-key', key });
    },
    isOccupied: () => !actor.getSnapshot().matches({ flow: 'waiting' }),
    stop: () => {
      stopCards();
      stopCounting();
      actor.stop();
    },
  };
}

/** While somebody is served a touch is only noted; nobody needs to hear of each. */
function awaitsTouch({ attention, flow }: { attention: string; flow: unknown }): boolean {
  return attention === 'asking' || flowOf({ flow }) === 'waiting';
}

/** `{ code: 'typing' }` of the flow region as `code.typing`; states without a screen of their own by their parent. */
function flowOf(value: { flow: unknown }): FlowState {
  const { flow } = value;
  if (typeof flow === 'string') return flow as FlowState;
  const [parent, child] = Object.entries(flow as Record<string, string>)[0] ?? ['waiting', ''];
  return (parent === 'waiting' ? parent : `${parent}.${child}`) as FlowState;
}
