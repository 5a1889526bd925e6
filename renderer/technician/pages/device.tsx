import type { DeviceContent, TechnicianView } from '../../../main/technician/view.ts';
import { drawingOf, stationsOf } from '../machine/device-drawing.tsx';
import { DevicePicture } from '../machine/device-picture.tsx';
import { Ask } from '../parts/ask.tsx';
import { PageTitle, Section, Wire } from '../parts/heading.tsx';
import { Icon } from '../parts/icon.tsx';
import { servicesOf } from '../parts/jobs.tsx';
import { isTroubled, StateMark } from '../parts/state.tsx';
import { Supplies } from '../parts/supplies.tsx';
import { Tests } from '../parts/tests.tsx';
import { ToDo } from '../parts/to-do.tsx';
import { secondsOf, useTechnicianWords } from '../words.ts';

type Props = { readonly view: TechnicianView; readonly content: DeviceContent };

/** What it says of itself, what that means, what to do; then its inside, its supplies and its tests. */
export function DevicePage({ view: { now_ms }, content }: Props) {
  const { t } = useTechnicianWords();
  const { supplies, jobs } = content;
  // Without stations it says no more than the drawing beside the steps.
  const hasPath = stationsOf(content).length > 0 || jobs.length === 0;
  return (
    <div className="page page-device">
      <DeviceHead content={content} />
      <StateBlock content={content} />
      {hasPath && (
        <Section
          className="panel device-path"
          title={t(`path.${drawingOf[content.device]}`)}
          aside={<Waiting content={content} />}
        >
          <DevicePicture content={content} />
        </Section>
      )}
      {supplies.length > 0 && (
        <Section className="device-supplies" title={t('overview.supplies')}>
          <Supplies supplies={supplies} />
        </Section>
      )}
      <Section className="device-tests" title={t('tests.title')} aside={t('tests.results')}>
        <Tests content={content} now_ms={now_ms} />
      </Section>
    </div>
  );
}

function DeviceHead({ content: { device, model, serialNumber, firmware } }: { readonly content: DeviceContent }) {
  const { t } = useTechnicianWords();
  const facts = [
    model && <Wire key="model">{model}</Wire>,
    serialNumber && (
      <span key="serial">
        {t('device-page.serial')} <Wire>{serialNumber}</Wire>
      </span>
    ),
    firmware && (
      <span key="firmware">
        {t('device-page.firmware')} <Wire>{firmware}</Wire>
      </span>
    ),
  ].filter(Boolean);
  return (
    <header className="device-head">
      <Ask
        intent={{ ask: 'page', page: 'devices' }}
        className="tech-button tech-button-square"
        back
        label={t('device-page.back')}
      >
        <Icon name="back" size={30} stroke={2.2} />
      </Ask>
      <div>
        <PageTitle>{t(`device.${device}`)}</PageTitle>
        <p className="device-facts">{facts.length > 0 ? facts : t('device-page.unknown')}</p>
      </div>
    </header>
  );
}

/** Why tests that move something have to wait, once for all of them. */
function Waiting({ content: { tests } }: { readonly content: DeviceContent }) {
  const { t } = useTechnicianWords();
  const locked = tests.find((test) => test.needsMotors && test.locked !== undefined)?.locked;
  if (locked === undefined) return null;
  return (
    <span className="waiting">
      <Icon name="lock" size={22} />
      {t(`waiting.${locked}`)}
    </span>
  );
}

function StateBlock({ content }: { readonly content: DeviceContent }) {
  const { t } = useTechnicianWords();
  const { state, jobs } = content;
  const [job] = jobs;
  const shown = job?.state ?? state;
  const named = { device: t(`device.${content.device}`) };
  const paused = job && job.bringsBack.length > 0 ? ` ${t(`paused.${servicesOf(job.bringsBack)}`)}` : '';
  return (
    <section className={job ? 'panel state-block' : 'panel state-block state-block-alone'} data-state={shown}>
      <div>
        <h2 className="matter">
          <StateMark state={shown} size={38} silent />
          <span>{job ? t(`job.${job.kind}.matter`, named) : t(`matter.${state}`)}</span>
        </h2>
        <p className="plain">{job ? `${t(`job.${job.kind}.meaning`, named)}${paused}` : t(`meaning.${state}`)}</p>
        <OwnWords content={content} />
        <Properties content={content} />
      </div>
      {job && <ToDo content={content} job={job} />}
    </section>
  );
}

/** Verbatim, as the device sent them. */
function OwnWords({ content: { words, wordsAt_ms } }: { readonly content: DeviceContent }) {
  const { t } = useTechnicianWords();
  if (words === '') return null;
  return (
    <div className="own-words">
      <span>
        {wordsAt_ms === undefined
          ? t('device-page.ownWords')
          : t('device-page.ownWordsAt', { time: secondsOf(wordsAt_ms) })}
      </span>
      <p dir="ltr" className="wire">
        {words}
      </p>
    </div>
  );
}

function Properties({ content: { properties } }: { readonly content: DeviceContent }) {
  const { t, known } = useTechnicianWords();
  if (properties.length === 0) return null;
  return (
    <table className="properties">
      <caption className="unseen">{t('device-page.properties')}</caption>
      <tbody>
        {properties.map(({ name, value, state }) => (
          <tr key={name} data-state={state}>
            <th scope="row">
              <Wire>{name}</Wire>
            </th>
            <td className="property-value">
              <Wire>{value}</Wire>
            </td>
            <td className="property-plain">
              {isTroubled(state) && <StateMark state={state} size={18} />}
              {known(`property.${name}.${value}`) ?? known(`value.${value}`) ?? known(`measure.${name}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
