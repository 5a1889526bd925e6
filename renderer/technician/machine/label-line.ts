import type { OverviewContent, Supply } from '../../../main/technician/view.ts';
import { amountOf } from '../parts/supplies.tsx';
import { useTechnicianWords } from '../words.ts';
import type { PlacedLabel } from './labels.ts';

/** The one line below a name: what is counted there, or the state in a word. */
export function useLabelLine({ name, state }: PlacedLabel, { supplies }: Pick<OverviewContent, 'supplies'>): string {
  const words = useTechnicianWords();
  const { t, known } = words;
  const supply = (kind: Supply['kind']) => supplies.find((each) => each.kind === kind);
  const stated = known(`label.${name}.${state}`) ?? t(`state.${state}`);
  switch (name) {
    case 'ribbon': {
      const ribbon = supply('ribbon');
      if (ribbon?.count === undefined) return stated;
      const { count } = ribbon;
      const amount = ribbon.of === undefined ? t('label.ribbon.count', { count }) : amountOf(ribbon, words);
      return state === 'attention' ? t('label.ribbon.low', { amount }) : amount;
    }
    case 'hopper':
    case 'carousel': {
      const count = supply(name === 'hopper' ? 'hopper' : 'booklets')?.count;
      return count === undefined ? stated : t(`label.${name}.count`, { count });
    }
    case 'bins': {
      const [reject, retain] = [supply('reject')?.count, supply('retain')?.count];
      return reject === undefined || retain === undefined ? stated : t('label.bins.both', { reject, retain });
    }
    case 'kept': {
      const count = supply('vault-retain')?.count;
      return count === undefined ? stated : t('label.kept.count', { count });
    }
    default:
      return stated;
  }
}
