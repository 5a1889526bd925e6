import type { ReactNode } from 'react';
import type { Marks } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export type TagKind = 'ok' | 'wait' | 'stop';

/** State by icon, word and tint; never by colour alone. */
export function Tag({
  kind,
  icon,
  children,
}: {
  readonly kind: TagKind;
  readonly icon: IconName;
  readonly children: string;
}) {
  return (
    <span className={`tag tag-${kind}`}>
      <Icon name={icon} size={34} stroke={icon === 'check' ? 5 : 4} />
      <span>{children}</span>
    </span>
  );
}

export function IconTile({ icon, badge }: { readonly icon: IconName; readonly badge?: 'ok' | 'off' | undefined }) {
  return (
    <span className="icon-tile">
      <Icon name={icon} size={60} stroke={3.3} />
      {badge && (
        <i className={`badge badge-${badge}`}>
          <Icon name={badge === 'ok' ? 'check' : 'cross'} size={26} stroke={7} />
        </i>
      )}
    </span>
  );
}

type InfoRowProps = {
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly text?: ReactNode;
};

/** One thing to know or to do: a tile, a title, a line. */
export function InfoRow({ icon, title, text }: InfoRowProps) {
  return (
    <li className="info-row">
      <IconTile icon={icon} />
      <div>
        <b>{title}</b>
        {text !== undefined && <p>{text}</p>}
      </div>
    </li>
  );
}

type ChoiceProps = {
  readonly marks: Marks;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
};

/** A row that is a button. */
export function Choice({ marks, icon, title, text, disabled = false, onPress }: ChoiceProps) {
  return (
    <button type="button" className="choice" disabled={disabled} {...marks} onClick={onPress}>
      <IconTile icon={icon} />
      <span className="choice-words">
        <b>{title}</b>
        <span>{text}</span>
      </span>
      {!disabled && <Icon name="arrow" size={48} stroke={4} />}
    </button>
  );
}
