import { useState } from 'react';
import type { JournalContent, PartState, TechnicianView } from '../../../main/technician/view.ts';
import { Ask } from '../parts/ask.tsx';
import { PageTitle, Wire } from '../parts/heading.tsx';
import { Icon } from '../parts/icon.tsx';
import { isSameDay, secondsOf, type TechnicianWords, useTechnicianWords } from '../words.ts';

type Props = { readonly view: TechnicianView; readonly content: JournalContent };

export function JournalPage({ view: { now_ms }, content }: Props) {
  const { t } = useTechnicianWords();
  const { filter, entries, older } = content;
  const oldest = entries.at(-1)?.sequence;
  const kind = filter.kind === undefined ? {} : { kind: filter.kind };
  return (
    <div className="page page-journal">
      <PageTitle>{t('page.journal')}</PageTitle>
      <Chain chain={content.chain} />
      <Filter content={content} />
      {entries.length === 0 ? (
        <p className="panel nothing">{t('journal.none')}</p>
      ) : (
        <ol className="panel entries">
          {entries.map((entry) => (
            <EntryRow key={entry.sequence} entry={entry} now_ms={now_ms} />
          ))}
        </ol>
      )}
      <div className="tech-actions">
        {filter.before !== undefined && (
          <Ask intent={{ ask: 'journal', ...kind }} className="tech-button">
            <Icon name="up" size={24} stroke={2.2} />
            {t('journal.newest')}
          </Ask>
        )}
        {older && oldest !== undefined && (
          <Ask intent={{ ask: 'journal', ...kind, before: oldest }} className="tech-button" primary>
            <Icon name="down" size={24} stroke={2.2} />
            {t('journal.older')}
          </Ask>
        )}
      </div>
    </div>
  );
}

const chainStates: Readonly<Record<JournalContent['chain']['state'], PartState>> = {
  unchecked: 'unknown',
  checking: 'busy',
  sound: 'ok',
  broken: 'fault',
};

/** Whether every entry is as it was written. */
function Chain({ chain: { state, entries, firstBad } }: Pick<JournalContent, 'chain'>) {
  const { t } = useTechnicianWords();
  return (
    <section className="panel chain" data-state={chainStates[state]} data-chain={state}>
      <span className="chain-sign">
        <Icon name="chain" size={44} stroke={2} />
      </span>
      <div role="status">
        <b>{t(`chain.${state}.title`, { count: entries, number: firstBad ?? 0 })}</b>
        <p>{t(`chain.${state}.text`, { number: firstBad ?? 0 })}</p>
      </div>
      {state === 'broken' && firstBad !== undefined && (
        <Ask intent={{ ask: 'journal', before: firstBad + 1 }} className="tech-button">
          {t('chain.show')}
        </Ask>
      )}
      <Ask intent={{ ask: 'verify-journal' }} className="tech-button" disabled={state === 'checking'}>
        {t(state === 'unchecked' ? 'chain.verify' : 'chain.again')}
      </Ask>
    </section>
  );
}

/** Groups first, what stands before the dot; then the kinds of the one that is chosen. */
function Filter({ content: { kinds, filter } }: Pick<Props, 'content'>) {
  const words = useTechnicianWords();
  const [picked, setPicked] = useState<string>();
  const group = picked ?? (filter.kind === undefined ? undefined : groupOf(filter.kind));
  const inGroup = kinds.filter((kind) => groupOf(kind) === group);
  return (
    <fieldset className="filter" aria-label={words.t('journal.filter')}>
      <div className="chips">
        <Ask intent={{ ask: 'journal' }} className="chip" pressed={filter.kind === undefined}>
          {words.t('journal.all')}
        </Ask>
        {[...new Set(kinds.map(groupOf))].map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            data-group={each}
            aria-pressed={filter.kind !== undefined && groupOf(filter.kind) === each}
            aria-expanded={each === group}
            onClick={() => setPicked(each)}
          >
            {words.known(`group.${each}`) ?? each}
          </button>
        ))}
      </div>
      {inGroup.length > 0 && (
        <div className="chips chips-within">
          {inGroup.map((kind) => (
            <Ask key={kind} intent={{ ask: 'journal', kind }} className="chip" pressed={filter.kind === kind}>
              {kindName(kind, words)}
            </Ask>
          ))}
        </div>
      )}
    </fieldset>
  );
}

const groupOf = (kind: string) => kind.split('.')[0] ?? kind;

function kindName(kind: string, { known }: TechnicianWords): string {
  return known(`kind.${kind}`) ?? kind;
}

type EntryProps = { readonly entry: JournalContent['entries'][number]; readonly now_ms: number };

/** One line; a touch shows all that it says. */
function EntryRow({ entry: { sequence, at_ms, kind, detail }, now_ms }: EntryProps) {
  const words = useTechnicianWords();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        className={open ? 'entry entry-open' : 'entry'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Wire className="entry-number">{sequence}</Wire>
        <span className="entry-time">
          <Wire>{secondsOf(at_ms)}</Wire>
          {!isSameDay(at_ms, now_ms) && <small>{words.date(at_ms)}</small>}
        </span>
        <span className="entry-words">
          <b>{kindName(kind, words)}</b>
          <Wire className="entry-detail">{detail}</Wire>
        </span>
      </button>
    </li>
  );
}
