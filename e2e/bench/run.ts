/** npm run bench [-- name]: every figure a ratio in one run; the table, and out/bench-results/latest.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../kit/world.ts';
import { chipRead } from './chip.ts';
import { journalAppend } from './journal.ts';
import { coldStart, overhead, tapToOrders } from './kiosk.ts';
import { type Row, table } from './measure.ts';
import { cardRender, receiptRender } from './rendering.ts';
import { simulation } from './simulation.ts';

const benches: Readonly<Record<string, () => Promise<Row>>> = {
  'cold-start': coldStart,
  'tap-to-orders': tapToOrders,
  overhead,
  'card-render': cardRender,
  'receipt-render': receiptRender,
  journal: journalAppend,
  'chip-read': chipRead,
  simulation,
};

const wanted = process.argv[2];
if (wanted !== undefined && !(wanted in benches)) {
  process.stderr.write(`no bench is called "${wanted}": ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (wanted !== undefined && name !== wanted) continue;
  process.stderr.write(`${name} ...\n`);
  rows.push(await run());
}
mkdirSync(join(root, 'out/bench-results'), { recursive: true });
writeFileSync(
  join(root, 'out/bench-results/latest.json'),
  `${JSON.stringify({ at: new Date().toISOString(), rows }, null, 2)}\n`,
);
process.stdout.write(`${table(rows)}\n`);
