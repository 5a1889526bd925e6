import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Edge } from './edge.tsx';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  /** Interrupts, and is read out as a whole. */
  readonly alert?: boolean;
};

/** A sheet from the lower edge. What is beneath it stays as it is and cannot be reached. */
export function Dialog({ title, children, actions, alert = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      role={alert ? 'alertdialog' : 'dialog'}
      aria-labelledby={titleId}
      aria-describedby={alert ? textId : undefined}
      // Escape goes to the keyboard handler, which asks main; the sheet never closes by itself.
      onCancel={(event) => event.preventDefault()}
    >
      <Edge />
      <div className="sheet-body">
        <h2 ref={heading} id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <div id={textId} className="sheet-content">
          {children}
        </div>
        <div className="actions">{actions}</div>
      </div>
    </dialog>
  );
}
