import { Weave } from '../../design/components/weave.tsx';
import { Reader } from '../../design/illustrations/reader.tsx';
import { useWords } from '../../i18n/words.ts';
import { Shell } from '../shell.tsx';

export function StartingScreen() {
  const { t } = useWords();
  return (
    <Shell
      tone="welcome"
      title={t('starting.title')}
      lead={t('starting.lead')}
      figure={<Reader state="dark" />}
      band={<Weave cloth="hero" cell={3} done={1} />}
    />
  );
}
