import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type ButtonProps = {
  readonly label: string;
  readonly onPress: () => void;
  /** One `primary` a screen. */
  readonly kind?: 'primary' | 'secondary' | 'quiet';
  readonly icon?: IconName | undefined;
  /** Where the icon stands; an arrow forward stands behind the words. */
  readonly iconAt?: 'start' | 'end';
  readonly iconBackwards?: boolean;
  /** Only the icon is seen, the label is for those who listen. */
  readonly iconOnly?: boolean;
  readonly disabled?: boolean;
  /** How much of the row it takes. */
  readonly grow?: number;
};

export function Button({
  label,
  onPress,
  kind = 'secondary',
  icon,
  iconAt = 'start',
  iconBackwards = false,
  iconOnly = false,
  disabled = false,
  grow = 1,
}: ButtonProps) {
  const drawn = icon && <Icon name={icon} size={48} stroke={4} backwards={iconBackwards} />;
  return (
    <button
      type="button"
      className={`button button-${kind}${iconOnly ? ' button-square' : ''}`}
      style={iconOnly ? undefined : { flexGrow: grow }}
      disabled={disabled}
      data-primary={kind === 'primary' ? true : undefined}
      aria-label={iconOnly ? label : undefined}
      onClick={onPress}
    >
      {iconAt === 'start' && drawn}
      {!iconOnly && <span>{label}</span>}
      {iconAt === 'end' && drawn}
    </button>
  );
}

type ToolProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly iconOnly?: boolean;
  /** The language of the label, when it is another than the screen's. */
  readonly lang?: string;
};

/** Small button of the top bar. */
export function Tool({ icon, label, onPress, iconOnly = false, lang }: ToolProps) {
  return (
    <button
      type="button"
      className={iconOnly ? 'tool tool-square' : 'tool'}
      aria-label={iconOnly ? label : undefined}
      lang={lang}
      onClick={onPress}
    >
      <Icon name={icon} size={icon === 'sight' ? 50 : 43} stroke={3.6} />
      {!iconOnly && <bdi>{label}</bdi>}
    </button>
  );
}

/** The row of actions at the foot of a screen. */
export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className="actions">{children}</div>;
}
