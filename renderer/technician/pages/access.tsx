import type { AccessContent, PartState, TechnicianView } from '../../../main/technician/view.ts';
import { PageTitle, Wire } from '../parts/heading.tsx';
import { StateMark } from '../parts/state.tsx';
import { clockOf, useTechnicianWords } from '../words.ts';

type Visit = AccessContent['visits'][number];
type Props = { readonly view: TechnicianView; readonly content: AccessContent };

const marks: Readonly<Record<Visit['how'], PartState>> = {
  here: 'busy',
  left: 'ok',
  idle: 'attention',
  limit: 'attention',
  power: 'attention',
  refused: 'fault',
  locked: 'fault',
};

/** Who was here with which card, from when to when, and how it ended. */
export function AccessPage({ view: { now_ms }, content: { visits } }: Props) {
  const { t } = useTechnicianWords();
  return (
    <div className="page page-access">
      <PageTitle>{t('access.title')}</PageTitle>
      <p className="quiet">{t('access.lead')}</p>
      {visits.length === 0 ? (
        <p className="panel nothing">{t('access.none')}</p>
      ) : (
        <table className="panel visits">
          <thead>
            <tr>
              <th scope="col">{t('access.card')}</th>
              <th scope="col">{t('access.when')}</th>
              <th scope="col">{t('access.how')}</th>
              <th scope="col" className="visit-actions">
                {t('access.actions')}
              </th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <VisitRow key={`${visit.cardId}-${visit.enteredAt_ms}`} visit={visit} now_ms={now_ms} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function VisitRow({ visit, now_ms }: { readonly visit: Visit; readonly now_ms: number }) {
  const { t, day } = useTechnicianWords();
  const { cardId, role, enteredAt_ms, leftAt_ms, how, actions } = visit;
  const end_ms = how === 'here' ? now_ms : leftAt_ms;
  const came = how !== 'refused' && how !== 'locked';
  return (
    <tr data-how={how}>
      <th scope="row">
        {cardId === '' ? t('access.unknownCard') : <Wire>{cardId}</Wire>}
        <small>{role === undefined ? t('access.noRole') : t(`role.${role}`)}</small>
      </th>
      <td>
        <span>
          {day(enteredAt_ms)}{' '}
          <Wire>
            {leftAt_ms === undefined || leftAt_ms === enteredAt_ms
              ? clockOf(enteredAt_ms)
              : `${clockOf(enteredAt_ms)}–${clockOf(leftAt_ms)}`}
          </Wire>
        </span>
        {came && end_ms !== undefined && (
          <small>{t('access.minutes', { count: Math.max(1, Math.round((end_ms - enteredAt_ms) / 60_000)) })}</small>
        )}
      </td>
      <td>
        <span className="visit-how">
          <StateMark state={marks[how]} size={22} silent />
          {t(`access.ended.${how}`)}
        </span>
      </td>
      <td className="visit-actions">{came ? t('amount.alone', { count: actions }) : ''}</td>
    </tr>
  );
}
