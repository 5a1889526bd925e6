import { describe, expect, it } from 'vitest';
import { foreignWords, sourceFaults, strayFiles, wordsOnlyIn } from './contents.mjs';

const archive = [
  'package.json',
  'LICENSE',
  'out/main/app.js',
  'out/host/host.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];
const folder = ['tasleem', 'resources/app.asar', 'libEGL.so', 'locales/ar.pak'];

describe('strayFiles', () => {
  it('has nothing against the product itself', () => {
    expect(strayFiles(folder, [...archive, 'node_modules/serialport/dist/index.js'])).toEqual([]);
  });

  it.each([
    'out/simulators/world.js',
    'out/main/kiosk.test.js',
    'out/bench/index.html',
    'e2e/window.spec.ts',
    'node_modules/fastify/fastify.js',
    'node_modules/serialport/test/a.js',
    'authority.pem',
    'out/main/app.js.map',
  ])('names %s, which has no place in the archive', (file) => {
    expect(strayFiles(folder, [...archive, file]).join()).toContain(file);
  });

  it('names the developer shell of the runtime', () => {
    expect(strayFiles([...folder, 'resources/default_app.asar'], archive)).toHaveLength(1);
  });

  it('names what is missing', () => {
    expect(strayFiles(folder, archive.slice(0, -1))).toEqual(['out/renderer/index.html is missing']);
  });
});

describe('sourceFaults', () => {
  const isTest = (file: string) => file.includes('.test.');
  it('names simulators and tests that were bundled', () => {
    const sources = ['main/app.ts', 'node_modules/zod/index.js', 'simulators/world.ts', 'main/a.test.ts'];
    expect(sourceFaults(sources, ['main'], isTest)).toEqual([
      'simulators/world.ts went into the product',
      'main/a.test.ts went into the product',
    ]);
  });

  it('does not take an unknown build for a clean one', () => {
    expect(sourceFaults([], ['main'], isTest)).toHaveLength(1);
  });
});

describe('telling words', () => {
  it('are those that the product itself never uses', () => {
    const words = wordsOnlyIn(
      [`const a = 'TEST Civil ID Root'; import './somewhere.ts'; const b = 'journal.opened'`],
      [`log('journal.opened')`],
    );
    expect(words).toEqual(['TEST Civil ID Root']);
    expect(foreignWords('x("TEST Civil ID Root")', words)).toEqual(words);
    expect(foreignWords('y("journal.opened")', words)).toEqual([]);
  });
});
