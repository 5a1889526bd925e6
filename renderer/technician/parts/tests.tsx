import type { DeviceContent, PartState, Test } from '../../../main/technician/view.ts';
import { type TechnicianWords, useTechnicianWords } from '../words.ts';
import { Ask } from './ask.tsx';
import { StateMark } from './state.tsx';

type Props = { readonly content: DeviceContent; readonly now_ms: number };

/** Each with its last result in the test's own words. What cannot be run now says why. */
export function Tests({ content: { device, tests }, now_ms }: Props) {
  const words = useTechnicianWords();
  const { t, known } = words;
  if (tests.length === 0) return <p className="panel nothing">{t('tests.none')}</p>;
  return (
    <ul className="panel tests">
      {tests.map((test) => (
        <li key={test.test} className="test" data-test={test.test} data-state={stateOf(test)}>
          <StateMark state={stateOf(test)} size={24} silent />
          <div className="test-words">
            <b>{known(`test.${test.test}`) ?? <bdi dir="ltr">{test.test}</bdi>}</b>
            <p role="status">{resultOf(test, now_ms, words)}</p>
            {test.last && test.last.words !== '' && !test.running && (
              <p className="quiet">
                <bdi>{test.last.words}</bdi>
              </p>
            )}
          </div>
          <Ask
            intent={{ ask: 'run-test', device, test: test.test }}
            className="tech-button"
            disabled={test.running || test.locked !== undefined}
            label={t(test.running ? 'tests.runningNamed' : 'tests.runNamed', {
              test: known(`test.${test.test}`) ?? test.test,
            })}
          >
            {test.running ? t('tests.running') : t('tests.run')}
          </Ask>
        </li>
      ))}
    </ul>
  );
}

function stateOf({ running, last }: Test): PartState {
  if (running) return 'busy';
  if (last === undefined) return 'unknown';
  return last.passed ? 'ok' : 'fault';
}

function resultOf({ running, locked, last }: Test, now_ms: number, { t, moment }: TechnicianWords): string {
  if (running) return t('tests.runningNow');
  const result =
    last === undefined
      ? t('tests.never')
      : t(last.passed ? 'tests.passed' : 'tests.failed', {
          when: moment(last.at_ms, now_ms),
          took:
            last.took_ms < 1000
              ? t('tests.tookShort', { milliseconds: last.took_ms })
              : t('tests.took', { seconds: last.took_ms / 1000 }),
        });
  return locked === undefined ? result : `${result} · ${t(`locked.${locked}`)}`;
}
