/**
 * Pictures of every state, to be looked at: `node scripts/with-environment.mjs e2e/screens/take-pictures.ts [word...]`
 * writes out/screens/<language>[-high]/<state>.png; words choose the states whose name contains one of them.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openGallery, type Wish } from './gallery.ts';

const folder = resolve(import.meta.dirname, '../../out/screens');
const words = process.argv.slice(2);
const sets: Readonly<Record<string, Wish>> = {
  ar: { language: 'ar' },
  en: { language: 'en' },
  'ar-high': { language: 'ar', contrast: 'high' },
  'en-high': { language: 'en', contrast: 'high' },
};

const gallery = await openGallery();
try {
  await gallery.resize({ width: 1080, height: 1920 });
  const states = gallery.states.filter((state) => words.length === 0 || words.some((word) => state.includes(word)));
  for (const [set, wish] of Object.entries(sets)) {
    mkdirSync(join(folder, set), { recursive: true });
    for (const state of states) {
      await gallery.show(state, wish);
      await gallery.page.screenshot({ path: join(folder, set, `${state}.png`), animations: 'disabled' });
    }
    process.stdout.write(`${states.length} pictures in ${join(folder, set)}\n`);
  }
} finally {
  await gallery.close();
}
