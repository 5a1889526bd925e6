import { useWords } from '../../i18n/words.ts';
import { Icon } from './icon.tsx';
import { Weave } from './weave.tsx';

const names = ['identify', 'choose', 'make', 'take'] as const;
export type StepName = (typeof names)[number];

type StepsProps = {
  readonly now: StepName;
  /** How far the cloth is woven, 0 to 1; the front stands a little behind the label of the step. */
  readonly woven: number;
  readonly onAmber?: boolean;
};

/** Where we are: one cloth, woven as far as we have come. */
export function Steps({ now, woven, onAmber = false }: StepsProps) {
  const { t } = useWords();
  const at = names.indexOf(now);
  const position = t('steps.position', { step: at + 1, total: names.length, name: t(`steps.${now}`) });
  return (
    <section className={onAmber ? 'steps steps-on-amber' : 'steps'} aria-label={position}>
      <p className="unseen">{position}</p>
      <ol aria-hidden="true">
        {names.map((name, index) => (
          <li key={name} className={index < at ? 'step-done' : index === at ? 'step-now' : ''}>
            {index < at && <Icon name="check" size={30} stroke={5} />}
            <span>{t(`steps.${name}`)}</span>
          </li>
        ))}
      </ol>
      <Weave
        cloth="strip"
        cell={4}
        done={woven}
        ground={onAmber ? '--amber' : '--sand'}
        warp={onAmber ? '--i-warp-on-amber' : '--i-warp'}
      />
    </section>
  );
}
