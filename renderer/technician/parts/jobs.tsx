import type { DocumentType } from '../../../common/document.ts';
import type { Job, TechnicianIntent } from '../../../main/technician/view.ts';
import { useView } from '../../store.ts';
import { type TechnicianWords, useTechnicianWords } from '../words.ts';
import { Ask } from './ask.tsx';
import { StateMark } from './state.tsx';

/** What to do first, as main has put it in order. Only the first is solid. */
export function Jobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const words = useTechnicianWords();
  const { t } = words;
  if (jobs.length === 0) {
    return (
      <p className="panel nothing">
        <StateMark state="ok" size={30} silent />
        {t('jobs.none')}
      </p>
    );
  }
  return (
    <ol className="panel jobs">
      {jobs.map((job, index) => (
        <li key={`${job.kind}-${job.device}`} className="job" data-job={job.kind}>
          <StateMark state={job.state} size={30} />
          <div className="job-words">
            <b>{t(`job.${job.kind}.title`, { device: t(`device.${job.device}`) })}</b>
            <p>{whyOf(job, words)}</p>
          </div>
          <span className="job-time">{t('jobs.minutes', { count: job.minutes })}</span>
          <Start job={job} first={index === 0} />
        </li>
      ))}
    </ol>
  );
}

function Start({ job, first }: { readonly job: Job; readonly first: boolean }) {
  const { t } = useTechnicianWords();
  const { screen } = useView();
  const pages = screen.name === 'technician' ? screen.technician.pages : undefined;
  const where = whereOf(job);
  const isOpen = where?.ask !== 'page' || (pages?.includes(where.page) ?? true);
  if (where === undefined || !isOpen) return <span />;
  return (
    <Ask intent={where} className={first ? 'tech-button tech-button-solid' : 'tech-button'} primary={first}>
      {t('jobs.start')}
    </Ask>
  );
}

/** The page where it is done; none for what is done elsewhere than at the machine. */
function whereOf({ kind, device }: Job): TechnicianIntent | undefined {
  if (kind === 'mend-network' || kind === 'decide-orders') return undefined;
  if (kind === 'mend-journal') return { ask: 'page', page: 'journal' };
  return { ask: 'device', device };
}

/** What it brings back, then how it stands. */
function whyOf({ kind, count, bringsBack }: Job, words: TechnicianWords): string {
  const { t, known } = words;
  const counted = count === undefined ? undefined : known(`job.${kind}.counted`, { count });
  const why = counted ?? t(`job.${kind}.why`);
  return bringsBack.length === 0 ? why : `${t(`brings.${servicesOf(bringsBack)}`)} ${why}`;
}

export function servicesOf(documents: readonly DocumentType[]): DocumentType | 'both' {
  const [only, ...others] = documents;
  return only === undefined || others.length > 0 ? 'both' : only;
}
