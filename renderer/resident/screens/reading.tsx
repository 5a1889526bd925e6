import { InfoRow } from '../../design/components/rows.tsx';
import { Weave } from '../../design/components/weave.tsx';
import { Reader } from '../../design/illustrations/reader.tsx';
import { useWords } from '../../i18n/words.ts';
import { Shell } from '../shell.tsx';

/** The card lies on the light; the cloth of the shelf begins to be woven. */
export function ReadingScreen() {
  const { t } = useWords();
  return (
    <Shell
      tone="welcome"
      title={t('reading.title')}
      lead={t('reading.lead')}
      figure={<Reader state="reading" />}
      band={
        <div className="weaving-now">
          <Weave cloth="hero" cell={3} done={0.62} ground="--i-shelf-3" warp="--i-warp-1" warpAccent="--i-warp-2" />
        </div>
      }
      body={
        <ul className="rows">
          <InfoRow icon="card" title={t('reading.hint')} text={t('reading.hintMore')} />
        </ul>
      }
    />
  );
}
