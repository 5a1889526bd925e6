import { useWords } from '../../i18n/words.ts';
import { Icon } from './icon.tsx';

type CodeBoxesProps = {
  /** What is typed, for who hears the screen; the collection code when left out. */
  readonly label?: string;
  readonly length: number;
  readonly entered: number;
  readonly lastDigit: string | undefined;
  readonly checking: boolean;
};

/** Boxes, always from left to right: digits show as dots, the last one for a second. */
export function CodeBoxes({ label, length, entered, lastDigit, checking }: CodeBoxesProps) {
  const { t } = useWords();
  return (
    <div
      className={['code', checking && 'code-checking', length > 6 && 'code-long'].filter(Boolean).join(' ')}
      dir="ltr"
      role="img"
      aria-label={`${label ?? t('code.label')}: ${t('code.entered', { count: entered, length })}`}
    >
      {Array.from({ length }, (_, index) => {
        const filled = index < entered;
        const shown = filled && index === entered - 1 ? lastDigit : undefined;
        const state = filled ? 'code-filled' : index === entered && !checking ? 'code-next' : '';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place
          <div key={index} className={`code-box ${state}`}>
            {shown ?? (filled && <i />)}
          </div>
        );
      })}
    </div>
  );
}

/** Diamonds that empty one by one, and the same in words. */
export function Tries({ left, total }: { readonly left: number; readonly total: number }) {
  const { t } = useWords();
  return (
    <span className="tries">
      <span className="tries-diamonds" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a diamond is its place
          <i key={index} className={index < total - left ? 'tries-spent' : ''} />
        ))}
      </span>
      <span>{t('code.tries', { count: left })}</span>
    </span>
  );
}

type KeypadProps = {
  readonly canType: boolean;
  readonly canErase: boolean;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
};

/** Always left to right, in every language: so are the keys of every telephone and cash machine. */
export function Keypad({ canType, canErase, onDigit, onErase, onClear }: KeypadProps) {
  const { t } = useWords();
  const digit = (value: string) => (
    <button
      key={value}
      type="button"
      className="key"
      disabled={!canType}
      data-intent="digit"
      data-digit={value}
      onClick={() => onDigit(value)}
    >
      {value}
    </button>
  );
  return (
    <fieldset className="keypad" dir="ltr" aria-label={t('code.keypad')}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit)}
      <button type="button" className="key key-quiet" disabled={!canErase} data-intent="clear-digits" onClick={onClear}>
        <bdi>{t('code.clear')}</bdi>
      </button>
      {digit('0')}
      <button
        type="button"
        className="key key-quiet"
        disabled={!canErase}
        data-intent="delete-digit"
        aria-label={t('code.delete')}
        onClick={onErase}
      >
        <Icon name="erase" size={64} stroke={3.2} />
      </button>
    </fieldset>
  );
}
