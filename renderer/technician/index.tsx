import type { Screen } from '../../main/session/view.ts';
import type { Leaving, TechnicianView } from '../../main/technician/view.ts';
import { AccessPage } from './pages/access.tsx';
import { DevicePage } from './pages/device.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { JournalPage } from './pages/journal.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { StateMark } from './parts/state.tsx';
import { TechnicianPin, TechnicianWaiting } from './screens.tsx';
import { Shell } from './shell.tsx';
import { useTechnicianWords } from './words.ts';
import './style/technician.css';

type Name = 'technician' | 'technician-pin' | 'technician-waiting';
type Props = { readonly screen: Extract<Screen, { readonly name: Name }> };

export default function TechnicianScreen({ screen }: Props) {
  switch (screen.name) {
    case 'technician-pin':
      return <TechnicianPin screen={screen} />;
    case 'technician-waiting':
      return <TechnicianWaiting />;
    case 'technician':
      return <Pages view={screen.technician} />;
  }
}

function Pages({ view }: { readonly view: TechnicianView }) {
  const { leaving } = view;
  return (
    <Shell view={view}>
      {leaving.state === 'failed' && <SelfTestFailed leaving={leaving} />}
      <Page view={view} />
    </Shell>
  );
}

function Page({ view }: { readonly view: TechnicianView }) {
  const { content } = view;
  switch (content.page) {
    case 'overview':
      return <OverviewPage content={content} />;
    case 'devices':
      return <DevicesPage content={content} />;
    case 'device':
      return <DevicePage view={view} content={content} />;
    case 'journal':
      return <JournalPage view={view} content={content} />;
    case 'access':
      return <AccessPage view={view} content={content} />;
  }
}

/** Asked to open, the machine has found something that must not wait. */
function SelfTestFailed({
  leaving: { device, words },
}: {
  readonly leaving: Extract<Leaving, { readonly state: 'failed' }>;
}) {
  const { t } = useTechnicianWords();
  return (
    <section className="panel self-test-failed" role="alert">
      <StateMark state="fault" size={30} silent />
      <div>
        <b>{t('back.failed', { device: t(`device.${device}`) })}</b>
        <p>{t('back.failedMore')}</p>
        {words !== '' && (
          <p dir="ltr" className="wire">
            {words}
          </p>
        )}
      </div>
    </section>
  );
}
