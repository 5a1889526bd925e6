import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { intent, placeOfEachTest } from './testing/place.ts';

const here = placeOfEachTest();

function journalTool(...words: string[]) {
  const cli = join(import.meta.dirname, 'cli.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', cli, ...words], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

describe('the journal from the command line', { timeout: 60_000 }, () => {
  it('is exported while the kiosk runs, verified and shown', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.append([intent]);
    const target = join(place.folder, 'export');
    expect(journalTool('export', place.data, target, '--json')).toMatchObject({ status: 0 });
    expect(place.journal.append([intent])).toMatchObject({ ok: true });
    const verified = journalTool('verify', target, `--key=${join(target, 'journal.pub.pem')}`, '--json');
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, entries: 4, signed: true });
    const shown = journalTool('show', place.data, '--issuance=i1', '--limit=1');
    expect(shown.stdout).toMatch(/^6 {2}\S+Z {2}issuance\.intent i1 {2}\{"step":"personalise"\}\n$/);
  });

  it('is verified where it lies, also when it does not open', () => {
    const { place } = here;
    place.threeEntries();
    expect(journalTool('verify', place.data)).toMatchObject({ status: 0 });
    place.tamper("UPDATE entry SET kind = 'x', hash = 'y' WHERE sequence = 2");
    const { status, stdout } = journalTool('verify', place.data);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^NOT SOUND at entry 2: /);
  });

  it('says how it is used when it is used wrongly', () => {
    for (const words of [['show'], ['show', here.place.folder], ['burn', here.place.data]]) {
      const { status, stderr } = journalTool(...words);
      expect(status).toBe(2);
      expect(stderr).not.toMatch(/ at /);
    }
  });
});
