import type { Intent } from '../../main/session/view.ts';
import { Button, type ButtonProps, type Marks } from '../design/components/button.tsx';
import { useSend, useView } from '../store.ts';

/** How a control says what it asks for: `data-intent`, and which order, language or digit where there are several. */
export function marksOf(intent: Intent): Marks {
  switch (intent.type) {
    case 'choose-order':
      return { 'data-intent': intent.type, 'data-order': intent.orderId };
    case 'choose-language':
      return { 'data-intent': intent.type, 'data-language': intent.language };
    case 'technician':
      return { 'data-intent': intent.type, ...detailsOf(intent.intent) };
    default:
      return { 'data-intent': intent.type };
  }
}

/** `data-ask="run-test" data-device="cardPrinter" data-test="mediaPosition"`. */
function detailsOf(intent: object): Marks {
  return Object.fromEntries(Object.entries(intent).map(([name, value]) => [`data-${name}`, String(value)]));
}

type ActProps = Omit<ButtonProps, 'onPress' | 'disabled' | 'marks'> & {
  readonly intent: Intent;
  /** What becomes of the button while the intent is not allowed. */
  readonly otherwise?: 'hidden' | 'off';
};

/** A button that asks for something. Whether it may be asked for now is main's to say. */
export function Act({ intent, otherwise = 'hidden', ...button }: ActProps) {
  const send = useSend();
  const allowed = useView().allowed.includes(intent.type);
  if (!allowed && otherwise === 'hidden') return null;
  return <Button {...button} marks={marksOf(intent)} disabled={!allowed} onPress={() => send(intent)} />;
}
