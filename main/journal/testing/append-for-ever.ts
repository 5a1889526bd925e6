/** Writes entries until it is killed, and tells each that was acknowledged. */
import { systemClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import { systemRandom } from '../../../common/random.ts';
import { assertOk } from '../../../common/result.ts';
import { openJournal } from '../open.ts';

const directory = process.argv[2] ?? '';
const journal = assertOk(
  openJournal({ directory, clock: systemClock, random: systemRandom, log: silentLog }),
  'the journal opens',
);
const write = () => {
  const [entry] = assertOk(
    journal.append(
      [{ kind: 'kiosk.started', body: { version: '1', kioskId: 'KWT-0117' } }],
      [{ issuanceId: 'i', event: {} }],
    ),
    'taken',
  );
  process.send?.(entry?.sequence);
  setImmediate(write);
};
write();
