/** Begins a transaction on a database, says so, and ends it after a while. */
import { DatabaseSync } from '@photostructure/sqlite';

const [file = '', for_ms = ''] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec('BEGIN IMMEDIATE');
process.send?.('held');
setTimeout(() => {
  database.exec('ROLLBACK');
  database.close();
  process.disconnect();
}, Number(for_ms));
