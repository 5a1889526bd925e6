import type { MakingStep, MakingWay } from '../../../main/session/view.ts';
import { Icon, type IconName } from '../../design/components/icon.tsx';
import { Tag } from '../../design/components/rows.tsx';
import { Weave } from '../../design/components/weave.tsx';
import { Vault, type VaultDoing } from '../../design/illustrations/vault.tsx';
import { useWords } from '../../i18n/words.ts';
import { Shell } from '../shell.tsx';
import { DocumentPicture } from './document-picture.tsx';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'making'> };

type Stage = { readonly name: string; readonly icon: IconName; readonly steps: readonly MakingStep[] };

const preparing: Stage = { name: 'prepare', icon: 'card', steps: ['claiming', 'feeding'] };
const printing: readonly Stage[] = [
  { name: 'front', icon: 'printer', steps: ['printing-front'] },
  { name: 'back', icon: 'refresh', steps: ['printing-back'] },
  { name: 'check', icon: 'eye', steps: ['checking', 'presenting'] },
];

const stages: Record<MakingWay, readonly Stage[]> = {
  print: [preparing, ...printing],
  'print-with-chip': [preparing, { name: 'chip', icon: 'chip', steps: ['writing-chip'] }, ...printing],
  dispense: [
    { name: 'fetch', icon: 'passport', steps: ['claiming', 'fetching'] },
    { name: 'check', icon: 'eye', steps: ['checking'] },
    { name: 'bring', icon: 'tray', steps: ['presenting'] },
  ],
};

/** The document is made: the cloth grows with the machine's own steps, never ahead of them. */
export function MakingScreen({ screen }: Props) {
  const { t, number } = useWords();
  const { documentType, done, attempt } = screen;
  const context = { context: documentType };
  return (
    <Shell
      step={{ now: 'make', woven: 0.55 + 0.2 * done }}
      tag={
        attempt > 1 && (
          <Tag kind="wait" icon="refresh">
            {t('making.againTag')}
          </Tag>
        )
      }
      title={t(`making.title.${documentType}`)}
      lead={isChecked(screen) ? t('making.checked') : t(attempt > 1 ? 'making.again' : 'making.lead', context)}
      figure={<Document screen={screen} />}
      band={
        <Weave cloth="middle" cell={5} done={0.04 + 0.92 * done} warp="--i-warp-1" warpAccent="--i-warp-2" shuttle />
      }
      body={
        <>
          <Time screen={screen} />
          <p
            className="unseen"
            role="progressbar"
            aria-label={t('making.progress')}
            aria-valuenow={Math.round(done * 100)}
            aria-valuetext={`${number(Math.round(done * 100))} %`}
          />
          <Stages screen={screen} />
        </>
      }
    />
  );
}

/** A booklet's page and chip are read before anybody can reach it: that is worth its own words. */
function isChecked({ documentType, step }: Props['screen']): boolean {
  return documentType === 'passport' && step === 'checking';
}

/** The card as it will look, turned to its back when its back is printed; of a booklet, what the vault does with it. */
function Document({ screen }: Props) {
  const { t } = useWords();
  const { documentType, step, preview } = screen;
  if (documentType === 'passport') return <Vault doing={vaultDoing[step] ?? 'fetching'} />;
  const back = preview !== undefined && (step === 'printing-back' || step === 'checking');
  return (
    <div className={back ? 'making-card making-card-back' : 'making-card'}>
      <div className="making-side" aria-hidden={back}>
        <DocumentPicture documentType={documentType} preview={preview} label={t('making.previewFront')} />
      </div>
      {preview && (
        <div className="making-side making-side-back" aria-hidden={!back}>
          <DocumentPicture documentType={documentType} preview={preview} side="back" label={t('making.previewBack')} />
        </div>
      )}
    </div>
  );
}

const vaultDoing: Partial<Record<MakingStep, VaultDoing>> = {
  claiming: 'resting',
  fetching: 'fetching',
  checking: 'checking',
  presenting: 'presenting',
};

function Time({ screen }: Props) {
  const { t } = useWords();
  const { step, remaining_s, documentType } = screen;
  return (
    <div className="making-time">
      <div role="status">
        <p>{t('making.now')}</p>
        <b>{t(`making.step.${step}`, { context: documentType })}</b>
      </div>
      <div className="making-left">
        {remaining_s > 0 ? (
          <>
            <p>{t('making.left')}</p>
            <b>{t('making.seconds', { count: remaining_s })}</b>
          </>
        ) : (
          <b>{t('making.soon')}</b>
        )}
      </div>
    </div>
  );
}

function Stages({ screen }: Props) {
  const { t } = useWords();
  const list = stages[screen.way];
  const at = list.findIndex(({ steps }) => steps.includes(screen.step));
  return (
    <ol className="stages">
      {list.map(({ name, icon }, index) => (
        <li key={name} className={index < at ? 'stage-done' : index === at ? 'stage-now' : ''}>
          <span>
            <Icon name={index < at ? 'check' : icon} size={42} stroke={index < at ? 5.5 : 3.6} />
          </span>
          {t(`making.stage.${name}`)}
          {index < at && <i className="unseen">{t('making.stageDone')}</i>}
        </li>
      ))}
    </ol>
  );
}
