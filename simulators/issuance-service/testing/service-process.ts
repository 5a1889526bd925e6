/** One of several services on one PostgreSQL, as a process that can be killed: `<socket folder> <user> <database>`. */
import { systemClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import { createIssuanceServiceSimulator } from '../simulator.ts';
import { PostgresStore } from '../store/postgres.ts';

const [host = '', user = '', database = ''] = process.argv.slice(2);
const store = await PostgresStore.open({ host, user, database, connections: 4 });
const service = createIssuanceServiceSimulator({ clock: systemClock, log: silentLog, store });
process.send?.(await service.listen());
