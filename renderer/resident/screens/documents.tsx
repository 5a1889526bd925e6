import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import type { CardPreview, OrderView } from '../../../main/session/view.ts';
import { Icon } from '../../design/components/icon.tsx';
import { Tag } from '../../design/components/rows.tsx';
import { ScrollList } from '../../design/components/scroll-list.tsx';
import { Pouch } from '../../design/illustrations/objects.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { useSend, useView } from '../../store.ts';
import { Act, marksOf } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { DocumentPicture } from './document-picture.tsx';
import { documentIcons, whose } from './document-words.ts';
import { explanationOf, type OrderTag, orderTag } from './order-words.ts';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'documents'> };

export function DocumentsScreen({ screen }: Props) {
  const { t, name } = useWords();
  const { holder, orders, highlighted } = screen;
  const first = orders.find((order) => order.orderId === highlighted);
  const others = orders.filter((order) => order !== first);
  const lead = t('documents.lead', { name: name(holder), count: orders.length });
  return (
    <Shell
      step={{ now: 'choose', woven: 0.4 }}
      title={titleOf(orders, first, t)}
      lead={lead}
      figure={first ? <FirstOrder order={first} preview={screen.preview} /> : waiting(orders)}
      body={
        others.length > 0 && (
          <ScrollList label={t('documents.list')} downLabel={t('documents.scroll')} upLabel={t('documents.scrollUp')}>
            {others.map((order) => (
              <OrderRow key={order.orderId} order={order} />
            ))}
          </ScrollList>
        )
      }
      actions={
        <>
          <Act
            intent={{ type: 'finish' }}
            kind={first ? 'quiet' : 'primary'}
            icon="exit"
            label={t('action.finish')}
            grow={first ? 0.55 : 1}
          />
          {first && (
            <Act
              intent={{ type: 'choose-order', orderId: first.orderId }}
              kind="primary"
              label={t(`documents.make.${whose(first)}`)}
              icon="arrow"
              iconAt="end"
              otherwise="off"
            />
          )}
        </>
      }
    />
  );
}

function titleOf(orders: readonly OrderView[], first: OrderView | undefined, t: Words['t']): string {
  if (!first)
    return t(
      orders.some(({ status }) => status.state === 'ready') ? 'documents.title.not-here' : 'documents.title.none',
    );
  const ready = orders.filter(({ status }) => status.state === 'ready' && status.collectable).length;
  return ready > 1 ? t('documents.title.several', { count: ready }) : t(`documents.title.${whose(first)}`);
}

/** What can be had here and now, as it will look. Touching the picture is as good as touching the button. */
function FirstOrder({ order, preview }: { readonly order: OrderView; readonly preview: CardPreview | undefined }) {
  const words = useWords();
  const send = useSend();
  const allowed = useView().allowed.includes('choose-order');
  const choose = { type: 'choose-order', orderId: order.orderId } as const;
  return (
    <button
      type="button"
      className={`first-order first-order-${order.documentType}`}
      disabled={!allowed}
      {...marksOf(choose)}
      onClick={() => send(choose)}
    >
      <span className="first-order-picture">
        <DocumentPicture documentType={order.documentType} preview={preview} />
      </span>
      <span className="first-order-words">
        <Icon name={documentIcons[order.documentType]} size={84} />
        <OrderTitle order={order} />
        <OrderTagOf order={order} />
        <span className="order-text">{explanationOf(order, words, { long: true }).why.text}</span>
      </span>
    </button>
  );
}

const FEW = 2;

/** In place of what can be had: what waits in its cloth, where a short list leaves room for it. */
function waiting(orders: readonly OrderView[]): ReactNode {
  const [order] = orders;
  if (!order || orders.length > FEW) return undefined;
  const holds = order.documentType === 'passport' ? 'passport' : 'licence';
  return <Pouch holds={holds} badge={orderTag(order).icon} />;
}

function OrderRow({ order }: { readonly order: OrderView }) {
  const words = useWords();
  const { t } = words;
  const elsewhere = useView().site.nearby.find(({ services }) => services.includes(order.documentType));
  const { why, next } = explanationOf(order, words, { elsewhere: elsewhere && words.name(elsewhere.name) });
  const collectable = order.status.state === 'ready' && order.status.collectable;
  return (
    <li className="order">
      <span className="order-cover">
        <DocumentPicture documentType={order.documentType} preview={undefined} />
      </span>
      <div className="order-words">
        <div className="order-head">
          <Icon name={documentIcons[order.documentType]} size={84} />
          <OrderTitle order={order} />
          <OrderTagOf order={order} />
        </div>
        <div className="order-more">
          <div className="order-text">
            <p>{why.key ? <Trans i18nKey={why.key} values={why.values} components={{ b: <b /> }} /> : why.text}</p>
            {next && (
              <p className="order-next">
                <b>{t('documents.next')}</b> {next}
              </p>
            )}
          </div>
          {collectable && (
            <Act
              intent={{ type: 'choose-order', orderId: order.orderId }}
              label={t('documents.choose')}
              grow={0}
              otherwise="off"
            />
          )}
        </div>
      </div>
    </li>
  );
}

function OrderTitle({ order }: { readonly order: OrderView }) {
  const { t, name } = useWords();
  const title = t(`document.${order.documentType}`);
  return (
    <b className="order-title">
      {order.forAnother ? t('document.named', { document: title, name: name(order.name) }) : title}
    </b>
  );
}

function OrderTagOf({ order }: { readonly order: OrderView }) {
  const { t } = useWords();
  const tag: OrderTag = orderTag(order);
  return (
    <Tag kind={tag.kind} icon={tag.icon}>
      {t(`documents.tag.${tag.word}`, { context: order.documentType })}
    </Tag>
  );
}
