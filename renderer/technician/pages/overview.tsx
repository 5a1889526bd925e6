import type { Offer, OverviewContent, PartState } from '../../../main/technician/view.ts';
import { MachinePicture } from '../machine/machine-picture.tsx';
import { PageTitle, Section } from '../parts/heading.tsx';
import { Jobs } from '../parts/jobs.tsx';
import { StateMark } from '../parts/state.tsx';
import { Supplies } from '../parts/supplies.tsx';
import { clockOf, type TechnicianWords, useTechnicianWords } from '../words.ts';

const legend: readonly PartState[] = ['ok', 'attention', 'fault', 'off'];

/** What residents can get, what to do first, where it is. */
export function OverviewPage({ content }: { readonly content: OverviewContent }) {
  const { t, known } = useTechnicianWords();
  const { offers, jobs, supplies } = content;
  const minutes = jobs.reduce((sum, job) => sum + job.minutes, 0);
  return (
    <div className="page page-overview">
      <div className="overview-offers">
        <PageTitle>{t('overview.title')}</PageTitle>
        <div className="verdicts">
          {offers.map((offer) => (
            <Verdict key={offer.documentType} offer={offer} />
          ))}
        </div>
      </div>
      <Section
        className="overview-machine"
        title={t('overview.machine')}
        aside={
          <ul className="legend">
            {legend.map((state) => (
              <li key={state}>
                <StateMark state={state} size={20} silent />
                {known(`legend.${state}`) ?? t(`state.${state}`)}
              </li>
            ))}
          </ul>
        }
      >
        <MachinePicture content={content} />
      </Section>
      <Section
        className="overview-jobs"
        title={t('overview.first')}
        aside={
          jobs.length > 0 &&
          t('overview.sum', {
            jobs: t('overview.jobs', { count: jobs.length }),
            time: t('jobs.about', { count: minutes }),
          })
        }
      >
        <Jobs jobs={jobs} />
      </Section>
      <Section className="overview-supplies" title={t('overview.supplies')}>
        <Supplies supplies={supplies} />
      </Section>
    </div>
  );
}

function Verdict({ offer }: { readonly offer: Offer }) {
  const words = useTechnicianWords();
  const { t } = words;
  const { documentType, available } = offer;
  return (
    <section className="panel verdict" data-state={available ? 'ok' : 'fault'} data-document={documentType}>
      <h2>
        <StateMark state={available ? 'ok' : 'fault'} size={26} silent />
        {t(`document.${documentType}`)}
      </h2>
      <b className="verdict-word">{t(available ? 'verdict.yes' : 'verdict.no', { context: documentType })}</b>
      <div>
        <p>{reasonOf(offer, words)}</p>
        <p className="quiet">{todayOf(offer, words)}</p>
      </div>
    </section>
  );
}

function reasonOf({ available, reason, left, leftBy }: Offer, { t, known }: TechnicianWords): string {
  const rest = left === undefined || leftBy === undefined ? '' : t(`left.${leftBy}`, { count: left });
  if (available) return rest === '' ? t('verdict.working') : rest;
  const why = known(`reason.${reason ?? 'other'}`) ?? t('reason.other');
  return leftBy === 'booklets' && left ? `${why} ${t('left.inside', { count: left })}` : why;
}

function todayOf({ today, lastAt_ms, documentType }: Offer, { t }: TechnicianWords): string {
  const made = t(`today.${documentType}`, { count: today });
  return lastAt_ms === undefined ? made : t('today.last', { made, time: clockOf(lastAt_ms) });
}
