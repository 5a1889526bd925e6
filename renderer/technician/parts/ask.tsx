import type { ReactNode } from 'react';
import type { TechnicianIntent } from '../../../main/technician/view.ts';
import { marksOf } from '../../resident/act.tsx';
import { useSend } from '../../store.ts';

type AskProps = {
  readonly intent: TechnicianIntent;
  readonly className?: string;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  /** OK presses it while no control has the focus; one a page. */
  readonly primary?: boolean;
  /** Escape presses it. */
  readonly back?: boolean;
  readonly label?: string;
  readonly state?: string | undefined;
  readonly current?: boolean;
  readonly pressed?: boolean;
  readonly onAsked?: () => void;
};

/** A control that asks main for something. */
export function Ask({
  intent,
  className,
  children,
  disabled,
  primary,
  back,
  label,
  state,
  current,
  pressed,
  onAsked,
}: AskProps) {
  const send = useSend();
  const asked = { type: 'technician', intent } as const;
  return (
    <button
      type="button"
      className={className}
      disabled={disabled}
      {...marksOf(asked)}
      data-primary={primary && !disabled ? true : undefined}
      data-back={back ? true : undefined}
      data-state={state}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      aria-pressed={pressed}
      onClick={() => {
        send(asked);
        onAsked?.();
      }}
    >
      {children}
    </button>
  );
}
