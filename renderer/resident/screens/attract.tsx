import type { DocumentType } from '../../../common/document.ts';
import type { ServiceOffer } from '../../../main/session/view.ts';
import type { IconName } from '../../design/components/icon.tsx';
import { IconTile } from '../../design/components/rows.tsx';
import { Weave } from '../../design/components/weave.tsx';
import { Reader } from '../../design/illustrations/reader.tsx';
import { useWords } from '../../i18n/words.ts';
import { useSend, useView } from '../../store.ts';
import { marksOf } from '../act.tsx';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

/** Nobody is here yet: what can be had, where to lay the card, and in which language. */
export function AttractScreen({ screen }: { readonly screen: ScreenNamed<'attract'> }) {
  const { t } = useWords();
  const available = screen.offers.filter((offer) => offer.available).map((offer) => offer.documentType);
  const open = available.length > 0;
  const closed = screen.offers.some((offer) => !offer.available && offer.reason === 'no-network')
    ? 'no-network'
    : 'other';
  const words = open
    ? { greeting: t('attract.greeting'), title: t('attract.title'), lead: t(`attract.lead.${leadOf(available)}`) }
    : {
        greeting: t(`attract.closed.${closed}.greeting`),
        title: t(`attract.closed.${closed}.title`),
        lead: t(`attract.closed.${closed}.lead`),
      };
  return (
    <Shell
      tone="welcome"
      tag={<p className="greeting">{words.greeting}</p>}
      title={words.title}
      lead={words.lead}
      figure={
        <div className={open ? 'attract-scene lively' : 'attract-scene'}>
          <Reader state={open ? 'inviting' : 'dark'} />
        </div>
      }
      band={
        <div className={open ? 'weaving' : undefined}>
          <Weave cloth="hero" cell={3} done={1} ground="--i-shelf-3" />
        </div>
      }
      body={
        <>
          <Offers offers={screen.offers} />
          <LanguageTiles />
        </>
      }
    />
  );
}

function leadOf(available: readonly DocumentType[]): DocumentType | 'both' {
  const [only, ...others] = available;
  return only !== undefined && others.length === 0 ? only : 'both';
}

const icons: Record<DocumentType, IconName> = { 'driving-licence': 'card', passport: 'passport' };

function Offers({ offers }: { readonly offers: readonly ServiceOffer[] }) {
  const { t, exists } = useWords();
  return (
    <ul className={`offers offers-${offers.length}`} aria-label={t('attract.offers')}>
      {offers.map((offer) => {
        const reason = offer.available ? '' : `unavailable.${offer.reason}`;
        return (
          <li key={offer.documentType} className={offer.available ? 'offer' : 'offer offer-off'}>
            <IconTile icon={icons[offer.documentType]} badge={offer.available ? 'ok' : 'off'} />
            <div>
              <b>{t(`attract.offer.${offer.documentType}.title`)}</b>
              <p>
                {offer.available
                  ? t(`attract.offer.${offer.documentType}.available`)
                  : t(exists(reason) ? reason : 'unavailable.other')}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** One tile a language, each in its own words; the present one is marked. */
export function LanguageTiles() {
  const { t, code } = useWords();
  const send = useSend();
  const { languages, allowed } = useView();
  if (!allowed.includes('choose-language')) return null;
  return (
    <fieldset className={`tiles tiles-${languages.length}`} aria-label={t('attract.chooseLanguage')}>
      {languages.map((language) => {
        const choose = { type: 'choose-language', language: language.code } as const;
        return (
          <button
            key={language.code}
            type="button"
            className="tile"
            lang={language.code}
            dir={language.direction}
            aria-pressed={language.code === code}
            {...marksOf(choose)}
            onClick={() => send(choose)}
          >
            {language.name}
          </button>
        );
      })}
    </fieldset>
  );
}
