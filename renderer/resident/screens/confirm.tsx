import type { ReactNode } from 'react';
import type { OrderView } from '../../../main/session/view.ts';
import { Icon } from '../../design/components/icon.tsx';
import { InfoRow } from '../../design/components/rows.tsx';
import { ScrollList } from '../../design/components/scroll-list.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { documentIcons, whose } from './document-words.ts';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'confirm'> };

/** Is this you, is this what you want, and what happens then. */
export function ConfirmScreen({ screen }: Props) {
  const { t } = useWords();
  const { order } = screen;
  return (
    <Shell
      step={{ now: 'choose', woven: 0.47 }}
      title={t(`confirm.title.${whose(order)}`)}
      figure={<Person screen={screen} />}
      body={
        <>
          <h2 className="section">{t('confirm.next')}</h2>
          <ScrollList label={t('confirm.next')} downLabel={t('documents.scroll')} upLabel={t('documents.scrollUp')}>
            <WhatHappens order={order} />
          </ScrollList>
        </>
      }
      actions={
        <>
          <Act intent={{ type: 'back' }} kind="quiet" icon="arrow" iconBackwards iconOnly label={t('action.back')} />
          <Act intent={{ type: 'not-me' }} kind="quiet" label={t('confirm.notMe')} />
          <Act
            intent={{ type: 'confirm' }}
            kind="primary"
            icon="arrow"
            iconAt="end"
            label={t(`confirm.yes.${order.documentType}`)}
            grow={1.2}
            otherwise="off"
          />
        </>
      }
    />
  );
}

function Person({ screen }: Props) {
  const { t, name } = useWords();
  const { order, portrait, civilIdMasked } = screen;
  const document = t('confirm.documentWithReason', {
    document: t(`document.${order.documentType}`),
    reason: t(`reason.${order.reason}`),
  });
  return (
    <section className="person">
      <div className="person-photo">
        {portrait ? (
          <img src={portrait} alt={t('confirm.photo')} draggable={false} />
        ) : (
          <Icon name="person" size={180} stroke={2} />
        )}
      </div>
      <dl>
        <Fact term={t('confirm.name')}>
          <bdi>{name(order.name)}</bdi>
        </Fact>
        <Fact term={t('confirm.civilId')}>
          <span className="number">{civilIdMasked}</span>
        </Fact>
        <Fact term={t('confirm.document')}>{document}</Fact>
        <Fact term={t('confirm.fee')}>
          {order.feePaid ? (
            <span className="paid">
              {t('confirm.paid')} <Icon name="check" size={38} stroke={5.5} />
            </span>
          ) : (
            t('confirm.unpaid', { fee: order.fee })
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function WhatHappens({ order }: { readonly order: OrderView }) {
  const { t, name } = useWords();
  const { traySide } = useView().site;
  const context = { context: order.documentType };
  const printed = order.documentType === 'driving-licence';
  return (
    <>
      {order.forAnother && (
        <InfoRow
          icon="person"
          title={t('confirm.guardian.title', { name: name(order.name) })}
          text={t('confirm.guardian.text')}
        />
      )}
      <InfoRow
        icon={printed ? 'printer' : 'passport'}
        title={t(
          printed ? 'confirm.print.title' : order.forAnother ? 'confirm.dispense.another' : 'confirm.dispense.title',
        )}
        text={t(printed ? 'confirm.print.text' : 'confirm.dispense.text')}
      />
      <InfoRow
        icon="tray"
        title={t('confirm.tray.title', context)}
        text={t(`confirm.tray.${printed ? traySide : 'centre'}`)}
      />
      {order.reason !== 'first-issue' && (
        <InfoRow
          icon={order.reason === 'damaged-replacement' ? 'slot' : documentIcons[order.documentType]}
          title={t(`confirm.old.${order.reason}.title`, context)}
          text={t(`confirm.old.${order.reason}.text`, context)}
        />
      )}
    </>
  );
}
