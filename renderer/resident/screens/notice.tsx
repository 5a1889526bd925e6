import type { ReactNode } from 'react';
import { QrCode } from '../../design/components/qr-code.tsx';
import { InfoRow, Tag } from '../../design/components/rows.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { NoticeFigure } from './notice-figure.tsx';
import { type NextStep, type NoticePlan, noticePlan } from './notice-plans.ts';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'notice'> };

/** Something went another way: what happened, what becomes of the order, and what to do now. */
export function NoticeScreen({ screen }: Props) {
  const { t } = useWords();
  const { kind, documentType, where } = screen;
  const plan = noticePlan(kind, documentType);
  const context = documentType === undefined ? {} : { context: documentType };
  const say = (part: string) => t(`notice.${kind}.${part}`, context);
  const lead =
    kind === 'being-made-elsewhere' && where !== undefined
      ? t(`notice.${kind}.leadAt`, { ...context, where: where })
      : say('lead');
  return (
    <Shell
      step={plan.step}
      tag={
        <Tag kind={plan.tag.kind} icon={plan.tag.icon}>
          {say('tag')}
        </Tag>
      }
      title={say('title')}
      lead={lead}
      figure={<NoticeFigure screen={screen} />}
      body={
        <ul className="rows">
          {plan.next.map((next) => (
            <NextRow key={next} next={next} icon={plan.nextIcon} title={say('next')} text={say('nextText')} />
          ))}
          {screen.reference && <Reference reference={screen.reference} />}
        </ul>
      }
      actions={
        <>
          <Act
            intent={{ type: 'finish' }}
            kind={plan.ends ? 'primary' : 'quiet'}
            icon="exit"
            label={t('action.finish')}
          />
          <Act intent={{ type: 'collect-another' }} kind="secondary" label={t('action.another')} />
          <Act intent={{ type: 'retry' }} kind="primary" icon="refresh" label={t('action.retry')} grow={1.35} />
        </>
      }
    />
  );
}

type NextRowProps = {
  readonly next: NextStep;
  readonly icon: NoticePlan['nextIcon'];
  readonly title: string;
  readonly text: string;
};

function NextRow({ next, icon, title, text }: NextRowProps): ReactNode {
  const { t, name } = useWords();
  const { nearby, helpPhone } = useView().site;
  const [nearest] = nearby;
  switch (next) {
    case 'own':
      return <InfoRow icon={icon} title={title} text={text} />;
    case 'nearest':
      if (!nearest) return null;
      return (
        <InfoRow
          icon="pin"
          title={t('notice.nearest')}
          text={t('notice.nearestAt', { place: name(nearest.name), distance: nearest.distance_km })}
        />
      );
    case 'call':
      return <InfoRow icon="phone" title={<span className="number">{helpPhone}</span>} text={t('notice.call')} />;
  }
}

function Reference({ reference }: { readonly reference: string }) {
  const { t } = useWords();
  return (
    <li className="reference">
      <QrCode text={reference} label={t('notice.referenceQr')} size={145} />
      <div>
        <p>{t('notice.reference')}</p>
        <b className="number">{reference}</b>
      </div>
    </li>
  );
}
