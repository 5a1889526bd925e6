import type { Intent } from '../../main/session/view.ts';
import { Button, type ButtonProps } from '../design/components/button.tsx';
import { useSend, useView } from '../store.ts';

type ActProps = Omit<ButtonProps, 'onPress' | 'disabled'> & {
  readonly intent: Intent;
  /** What becomes of the button while the intent is not allowed. */
  readonly otherwise?: 'hidden' | 'off';
};

/** A button that asks for something. Whether it may be asked for now is main's to say. */
export function Act({ intent, otherwise = 'hidden', ...button }: ActProps) {
  const send = useSend();
  const allowed = useView().allowed.includes(intent.type);
  if (!allowed && otherwise === 'hidden') return null;
  return <Button {...button} disabled={!allowed} onPress={() => send(intent)} />;
}
