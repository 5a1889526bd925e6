/** What a person types digits with, whatever the digits are. */
import { CodeBoxes, Keypad } from '../../design/components/code.tsx';
import { useWords } from '../../i18n/words.ts';
import { useSend, useView } from '../../store.ts';
import { Act } from '../act.tsx';

export function DigitKeys() {
  const { allowed } = useView();
  const send = useSend();
  return (
    <Keypad
      canType={allowed.includes('digit')}
      canErase={allowed.includes('delete-digit')}
      onDigit={(digit) => send({ type: 'digit', digit })}
      onErase={() => send({ type: 'delete-digit' })}
      onClear={() => send({ type: 'clear-digits' })}
    />
  );
}

/** Boxes that are always there; a longer PIN gets more as it is typed. */
const PIN_BOXES = 6;

type PinBoxesProps = {
  readonly label: string;
  readonly entered: number;
  readonly longest: number;
  readonly checking: boolean;
};

export function PinBoxes({ label, entered, longest, checking }: PinBoxesProps) {
  return (
    <CodeBoxes
      label={label}
      length={Math.min(longest, Math.max(PIN_BOXES, entered))}
      entered={entered}
      lastDigit={undefined}
      checking={checking}
    />
  );
}

export function Continue() {
  const { t } = useWords();
  return (
    <Act intent={{ type: 'submit-code' }} kind="primary" label={t('action.continue')} grow={1.25} otherwise="off" />
  );
}
