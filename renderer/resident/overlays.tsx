import type { DocumentType } from '../../common/document.ts';
import type { Display, Intent, Overlay, Screen } from '../../main/session/view.ts';
import { Countdown } from '../design/components/countdown.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { Icon, type IconName } from '../design/components/icon.tsx';
import { InfoRow } from '../design/components/rows.tsx';
import { useWords } from '../i18n/words.ts';
import { useSend, useView } from '../store.ts';
import { Act } from './act.tsx';
import { LanguageTiles } from './screens/attract.tsx';

export function OverlayOf({ overlay }: { readonly overlay: Overlay }) {
  switch (overlay.kind) {
    case 'help':
      return <Help />;
    case 'settings':
      return <Settings />;
    case 'languages':
      return <Languages />;
    case 'still-there':
      return <StillThere overlay={overlay} />;
  }
}

function CloseButton() {
  const { t } = useWords();
  return <Act intent={{ type: 'close-overlay' }} kind="primary" label={t('action.close')} otherwise="off" />;
}

function Help() {
  const { t } = useWords();
  const { screen, site } = useView();
  const context = helpContext(screen);
  return (
    <Dialog title={t('help.title')} actions={<CloseButton />}>
      <ul className="rows">
        <InfoRow icon="check" title={t(`help.${screen.name}.a`, context)} />
        <InfoRow icon="help" title={t(`help.${screen.name}.b`, context)} />
        <InfoRow
          icon="phone"
          title={
            <>
              {t('help.call')} <span className="number">{site.helpPhone}</span>
            </>
          }
          text={t('help.callText')}
        />
      </ul>
    </Dialog>
  );
}

/** Which document a screen is about, where it is about one. */
function helpContext(screen: Screen): { context?: DocumentType } {
  if ('order' in screen) return { context: screen.order.documentType };
  return 'documentType' in screen && screen.documentType ? { context: screen.documentType } : {};
}

type Setting<Name extends keyof Display> = {
  readonly name: Name;
  readonly icon: IconName;
  readonly values: readonly Display[Name][];
};

const contrast: Setting<'contrast'> = { name: 'contrast', icon: 'sun', values: ['default', 'high'] };
const textSize: Setting<'textSize'> = { name: 'textSize', icon: 'letters', values: ['normal', 'large', 'largest'] };
const reach: Setting<'reach'> = { name: 'reach', icon: 'reach', values: ['full', 'low'] };
const motion: Setting<'motion'> = { name: 'motion', icon: 'motion', values: ['full', 'reduced'] };

function Settings() {
  const { t } = useWords();
  return (
    <Dialog title={t('settings.title')} actions={<CloseButton />}>
      <div className="settings">
        <Segments setting={contrast} intentOf={(value) => ({ type: 'set-display', contrast: value })} />
        <Segments setting={textSize} intentOf={(value) => ({ type: 'set-display', textSize: value })} />
        <Segments setting={reach} intentOf={(value) => ({ type: 'set-display', reach: value })} />
        <Segments setting={motion} intentOf={(value) => ({ type: 'set-display', motion: value })} />
      </div>
    </Dialog>
  );
}

type SegmentsProps<Name extends keyof Display> = {
  readonly setting: Setting<Name>;
  readonly intentOf: (value: Display[Name]) => Intent;
};

function Segments<Name extends 'contrast' | 'textSize' | 'reach' | 'motion'>({
  setting,
  intentOf,
}: SegmentsProps<Name>) {
  const { t } = useWords();
  const send = useSend();
  const { display } = useView();
  const { name, icon, values } = setting;
  return (
    <fieldset className="setting">
      <legend>
        <Icon name={icon} size={48} />
        {t(`settings.${name}`)}
      </legend>
      <div className="segments">
        {values.map((value) => (
          <button
            key={value}
            type="button"
            className="segment"
            aria-pressed={display[name] === value}
            data-intent="set-display"
            data-setting={`${name}-${value}`}
            onClick={() => send(intentOf(value))}
          >
            {t(`settings.${name}-${value}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Languages() {
  const { t } = useWords();
  return (
    <Dialog title={t('languages.title')} actions={<CloseButton />}>
      <LanguageTiles />
    </Dialog>
  );
}

function StillThere({ overlay }: { readonly overlay: Extract<Overlay, { kind: 'still-there' }> }) {
  const { t, number } = useWords();
  const { remaining_s, total_s } = overlay;
  return (
    <Dialog
      alert
      title={t('stillThere.title')}
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('action.finish')} />
          <Act
            intent={{ type: 'more-time' }}
            kind="primary"
            icon="plus"
            label={t('action.moreTime')}
            grow={1.35}
            otherwise="off"
          />
        </>
      }
    >
      <div className="take-time">
        <Countdown
          remaining_s={remaining_s}
          total_s={total_s}
          number={number(remaining_s)}
          announcement={t('stillThere.announce', { count: remaining_s })}
        />
        <div>
          <b>{t('stillThere.seconds', { count: remaining_s })}</b>
          <p>{t('stillThere.lead')}</p>
        </div>
      </div>
    </Dialog>
  );
}
