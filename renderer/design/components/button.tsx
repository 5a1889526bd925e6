import { Icon, type IconName } from './icon.tsx';

/** What a control asks for, as `data-` attributes, so that a test can find it by meaning. */
export type Marks = { readonly [attribute: `data-${string}`]: string };

export type ButtonProps = {
  readonly label: string;
  readonly marks?: Marks | undefined;
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
  marks,
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
      {...marks}
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
  readonly marks: Marks;
  readonly label: string;
  readonly onPress: () => void;
  readonly iconOnly?: boolean;
  /** The language of the label, when it is another than the screen's. */
  readonly lang?: string;
};

/** Small button of the top bar. */
export function Tool({ icon, marks, label, onPress, iconOnly = false, lang }: ToolProps) {
  return (
    <button
      type="button"
      className={iconOnly ? 'tool tool-square' : 'tool'}
      aria-label={iconOnly ? label : undefined}
      lang={lang}
      {...marks}
      onClick={onPress}
    >
      <Icon name={icon} size={icon === 'sight' ? 50 : 43} stroke={3.6} />
      {!iconOnly && <bdi>{label}</bdi>}
    </button>
  );
}
