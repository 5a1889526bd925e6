import { Icon } from '../../design/components/icon.tsx';
import { QrCode } from '../../design/components/qr-code.tsx';
import { Machine } from '../../design/illustrations/objects.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

const SHOWN = 2;

export function OutOfServiceScreen({ screen }: { readonly screen: ScreenNamed<'out-of-service'> }) {
  const { t, hour } = useWords();
  const { nearby } = useView().site;
  const lead =
    nearby.length === 0
      ? t('outOfService.leadAlone')
      : screen.backAt === undefined
        ? t('outOfService.lead')
        : t('outOfService.leadUntil', { time: hour(screen.backAt) });
  return (
    <Shell
      title={t('outOfService.title')}
      lead={lead}
      figure={<Machine />}
      body={nearby.length > 0 && <Nearby />}
      actions={<Foot code={screen.code} />}
    />
  );
}

function Nearby() {
  const { t, name } = useWords();
  const { nearby, mapUrl } = useView().site;
  return (
    <section>
      <h2 className="section">{t('outOfService.nearby')}</h2>
      <div className="nearby">
        <ul className="rows">
          {nearby.slice(0, SHOWN).map((machine) => (
            <li key={machine.name.en} className="nearby-machine">
              <Icon name="pin" size={56} stroke={3.4} />
              <div>
                <b>
                  <bdi>{name(machine.name)}</bdi>
                </b>
                <p>
                  {t('outOfService.at', {
                    distance: machine.distance_km,
                    services: t(`outOfService.services.${servicesOf(machine.services)}`),
                  })}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <figure className="map">
          <QrCode text={mapUrl} label={t('outOfService.mapQr')} size={174} />
          <figcaption>{t('outOfService.map')}</figcaption>
        </figure>
      </div>
    </section>
  );
}

function servicesOf(services: readonly string[]): string {
  const [only, ...others] = services;
  return only !== undefined && others.length === 0 ? only : 'both';
}

/** Whom to call, and what to tell them. */
function Foot({ code }: { readonly code: string }) {
  const { t } = useWords();
  const { helpPhone, machineId } = useView().site;
  return (
    <footer className="foot">
      <Icon name="phone" size={44} stroke={3.6} />
      <span className="foot-call">
        {t('outOfService.call')} <b className="number">{helpPhone}</b>
      </span>
      <span className="foot-machine">
        {t('outOfService.machine', { id: machineId })}
        <i>{t('outOfService.code', { code: code })}</i>
      </span>
    </footer>
  );
}
