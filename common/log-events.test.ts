import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsDocument } from './events-document.ts';
import { logEvents } from './log-events.ts';

const root = join(import.meta.dirname, '..');

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing\//.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

describe('the catalogue of log events', () => {
  test('holds no event that nothing logs', () => {
    const text = [...sources('main'), ...sources('devices')].join('\n');
    // Some are told apart by a state: `service.${state}`.
    const families = new Set([...text.matchAll(/`([a-zA-Z]+)\.\$\{/g)].map(([, family]) => family));
    const unused = Object.keys(logEvents).filter(
      (event) => !text.includes(`'${event}'`) && !families.has(event.split('.')[0]),
    );
    expect(unused).toEqual([]);
  });

  test('says of every event that somebody must act on what to do', () => {
    const silent = Object.entries(logEvents).filter(
      ([, facts]) =>
        facts.level === 'error' && !('action' in facts) && !/by itself|again|no step is lost/.test(facts.meaning),
    );
    expect(silent.map(([event]) => event)).toEqual([]);
  });

  test('is what docs/events.md says; `npm run docs:events` writes it', () => {
    expect(readFileSync(join(root, 'docs/events.md'), 'utf8')).toBe(eventsDocument());
  });
});
