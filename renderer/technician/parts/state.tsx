import type { PartState } from '../../../main/technician/view.ts';
import { useTechnicianWords } from '../words.ts';

/** From what may wait to what may not. */
const order: readonly PartState[] = ['ok', 'busy', 'off', 'unknown', 'attention', 'fault'];

export function worstOf(states: readonly (PartState | undefined)[]): PartState | undefined {
  return order.findLast((state) => states.includes(state));
}

/** Somebody has to do something about it. */
export function isTroubled(state: PartState | undefined): boolean {
  return state === 'attention' || state === 'fault';
}

/** On a grid of 24; another shape for each state, so that colour is never needed. */
const shapes = {
  ok: (
    <>
      <circle className="mark-ok" cx="12" cy="12" r="10" />
      <path className="mark-sign mark-sign-light" d="M7.2 12.4l3.3 3.3 6.3-6.8" />
    </>
  ),
  attention: (
    <>
      <path className="mark-attention" d="M12 1.6L23.2 21.6H.8Z" />
      <path className="mark-sign mark-sign-dark" d="M12 8.2v6.4" />
      <circle className="mark-dot" cx="12" cy="18.2" r="1.6" />
    </>
  ),
  fault: (
    <>
      <path className="mark-fault" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" />
      <path className="mark-sign mark-sign-light" d="M8 8l8 8M16 8l-8 8" />
    </>
  ),
  off: (
    <>
      <circle className="mark-ring" cx="12" cy="12" r="9.4" />
      <path className="mark-sign mark-sign-grey" d="M7 12h10" />
    </>
  ),
  unknown: (
    <>
      <circle className="mark-ring mark-ring-dashed" cx="12" cy="12" r="9.4" />
      <path className="mark-sign mark-sign-thin mark-sign-grey" d="M9.2 9.6a2.8 2.8 0 1 1 4 2.5c-.8.4-1.2 1-1.2 1.9" />
      <circle className="mark-dot-grey" cx="12" cy="17" r="1.2" />
    </>
  ),
  busy: (
    <>
      <circle className="mark-busy-ring" cx="12" cy="12" r="9.4" />
      <path className="mark-busy" d="M12 2.6A9.4 9.4 0 0 1 21.4 12" />
    </>
  ),
} as const;

type MarkProps = {
  readonly state: PartState;
  /** In units of the page. */
  readonly size?: number;
  /** The state is said by the words beside it. */
  readonly silent?: boolean;
};

export function StateMark({ state, size = 22, silent = false }: MarkProps) {
  const { t } = useTechnicianWords();
  return (
    <>
      <svg
        className="mark"
        data-state={state}
        viewBox="0 0 24 24"
        style={{ '--size': size } as React.CSSProperties}
        aria-hidden="true"
      >
        {shapes[state]}
      </svg>
      {!silent && <span className="unseen">{t(`state.${state}`)}</span>}
    </>
  );
}
