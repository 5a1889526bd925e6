import { createActor } from 'xstate';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { createSessionMachine } from './machine.ts';
import type { Serviceability, SessionPorts, SessionSettings } from './ports.ts';
import type { Intent, View } from './view.ts';
import { type FlowState, nextTick_ms, type ViewSource, viewOf } from './view-of.ts';

/** The session of whoever stands in front of the machine: takes intents and events, says what the screen shows. */
export interface Session {
  view(): View;
  onView(listener: (view: View) => void): Unsubscribe;
  /** Ignored when the present view does not allow it: a late touch is not an error. */
  send(intent: Intent): void;
  setServiceability(now: Serviceability): void;
  /** True while a person is being served: nothing may be restarted or withdrawn under their hands. */
  isOccupied(): boolean;
  stop(): void;
}

export function createSession(ports: SessionPorts, settings: SessionSettings): Session {
  const { clock } = ports;
  const views = new Emitter<View>();
  const machine = createSessionMachine(ports, settings);
  const actor = createActor(machine, {
    clock: {
      setTimeout: (callback: () => void, delay_ms: number) => clock.after(delay_ms, callback),
      clearTimeout: (stop: () => void) => stop?.(),
    },
  });
  let stopCounting: () => void = () => {};
  let current: View | undefined;
  /** What `current` is made of, to see whether another one differs. */
  let currentText = '';
  let serviceabilityText = '';

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
    const next = viewOf(from);
    const tick_ms = nextTick_ms(from);
    if (tick_ms !== undefined) stopCounting = clock.after(tick_ms, publish);
    const text = JSON.stringify(next);
    if (current && text === currentText) return;
    currentText = text;
    current = { ...next, revision: (current?.revision ?? 0) + 1 };
    views.emit(current);
  };

  actor.subscribe(publish);
  actor.start();
  const stopCards = ports.reader.onEvent((event) => {
    if (event.event === 'mediaDetected') actor.send({ type: 'card' });
  });

  const view = () => {
    if (!current) publish();
    return current as View;
  };
  return {
    view,
    onView: (listener) => views.on(listener),
    send: (intent) => {
      if (!view().allowed.includes(intent.type)) return;
      actor.send(intent);
      actor.send({ type: 'touched' });
    },
    setServiceability: (now) => {
      const text = JSON.stringify(now);
      if (text === serviceabilityText) return;
      serviceabilityText = text;
      actor.send({ type: 'serviceability', now });
    },
    isOccupied: () => !actor.getSnapshot().matches({ flow: 'waiting' }),
    stop: () => {
      stopCards();
      stopCounting();
      actor.stop();
    },
  };
}

/** `{ code: 'typing' }` of the flow region as `code.typing`; states without a screen of their own by their parent. */
function flowOf(value: { flow: unknown }): FlowState {
  const { flow } = value;
  if (typeof flow === 'string') return flow as FlowState;
  const [parent, child] = Object.entries(flow as Record<string, string>)[0] ?? ['waiting', ''];
  return (parent === 'waiting' ? parent : `${parent}.${child}`) as FlowState;
}
