import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { type Gallery, openGallery, type Size, type Wish } from './gallery.ts';
import { layoutProblems } from './layout.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** EN 301 549 takes WCAG 2.1 A and AA; the contrast of the screens is held to 7:1 by their tokens. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

const portrait: Size = { width: 1080, height: 1920 };
const still = { motion: 'reduced' } as const;

const places: readonly {
  readonly name: string;
  readonly size: Size;
  readonly wish: Wish;
  readonly only?: string;
}[] = [
  { name: 'portrait', size: portrait, wish: {} },
  { name: 'portrait, largest text', size: portrait, wish: { text: 'largest' } },
  { name: 'portrait, high contrast, large text', size: portrait, wish: { contrast: 'high', text: 'large' } },
  { name: 'portrait, low reach', size: portrait, wish: { reach: 'low' } },
  { name: 'small portrait', size: { width: 768, height: 1024 }, wish: {} },
  { name: 'landscape', size: { width: 1920, height: 1080 }, wish: {} },
  // Everything grows with the screen: one language tells.
  { name: '4K portrait', size: { width: 2160, height: 3840 }, wish: {}, only: 'en' },
];

/** The technician's pages have one look, whatever a resident has chosen. */
const statesFor = (wish: Wish) =>
  Object.keys(wish).length === 0
    ? gallery.states
    : gallery.states.filter((state) => !state.startsWith('technician') || state.startsWith('technician-pin'));

test.describe.configure({ timeout: 240_000 });

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await openGallery();
});
test.afterAll(() => gallery.close());

for (const language of ['ar', 'en']) {
  for (const { name, size, wish } of places.filter(({ only = language }) => only === language)) {
    test(`every state has room for its words: ${language}, ${name}`, async () => {
      await gallery.resize(size);
      const found: Record<string, string[]> = {};
      for (const state of statesFor(wish)) {
        await gallery.show(state, { ...wish, ...still, language });
        const problems = await gallery.page.evaluate(layoutProblems);
        if (problems.length > 0) found[state] = problems;
      }
      expect(found).toEqual({});
    });
  }

  // Of the other contrast only colours differ, and they are the same in every language.
  for (const contrast of language === 'ar' ? ([undefined, 'high'] as const) : [undefined]) {
    test(`every state is clean for axe: ${language}, ${contrast ?? 'default'} contrast`, async () => {
      await gallery.resize(portrait);
      const found: Record<string, string[]> = {};
      for (const state of statesFor({ ...(contrast && { contrast }) })) {
        await gallery.show(state, { ...still, language, ...(contrast && { contrast }) });
        // The page may not evaluate text itself: its policy holds for tests too.
        const hasAxe = await gallery.page.evaluate(() => 'axe' in globalThis);
        if (!hasAxe) await gallery.page.evaluate(axe);
        const violations = await gallery.page.evaluate(async (tags) => {
          const { axe: inspector } = globalThis as unknown as {
            axe: {
              run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
            };
          };
          const result = await inspector.run({ runOnly: tags });
          return result.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`,
          );
        }, rules);
        if (violations.length > 0) found[state] = violations;
      }
      expect(found).toEqual({});
    });
  }
}

test('changing the language keeps the step, the digits and the overlay', async () => {
  await gallery.resize(portrait);
  await gallery.show('code-typing', { language: 'ar' });
  const state = () =>
    gallery.page.evaluate(() => ({
      screen: document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'],
      filled: document.querySelectorAll('.code-filled').length,
      language: document.documentElement.lang,
      direction: document.documentElement.dir,
    }));
  expect(await state()).toEqual({ screen: 'code', filled: 3, language: 'ar', direction: 'rtl' });
  await gallery.page.locator('[data-intent="choose-language"][data-language="en"]').click();
  await expect.poll(state).toEqual({ screen: 'code', filled: 3, language: 'en', direction: 'ltr' });
});

test('leaving a screen takes its words and pictures out of the page', async () => {
  await gallery.show('confirm', { language: 'en' });
  expect(await gallery.page.content()).toContain('0417');
  await gallery.show('attract', { language: 'en' });
  const left = await gallery.page.content();
  expect(left).not.toContain('0417');
  expect(left).not.toContain('Noura');
  expect(await gallery.page.locator('img').count()).toBe(0);
});

test('a keyboard alone types the code, takes digits back and goes on', async () => {
  await gallery.show('code-typing', { language: 'ar' });
  for (const key of ['4', '0', 'Backspace', 'F1']) await gallery.page.keyboard.press(key);
  expect(await gallery.sent()).toEqual([
    { type: 'digit', digit: '4' },
    { type: 'digit', digit: '0' },
    { type: 'delete-digit' },
    { type: 'open-help' },
  ]);
  await gallery.show('code-full', { language: 'ar' });
  await gallery.page.keyboard.press('Enter');
  expect(await gallery.sent()).toEqual([{ type: 'submit-code' }]);
});

test('up and down reach every control of every screen, and its overlay alone while one is open', async () => {
  for (const state of gallery.states) {
    await gallery.show(state, { language: 'en', ...still });
    const unreached = await gallery.page.evaluate(() => {
      const place = document.querySelector('dialog[open]') ?? document;
      const controls = new Set(place.querySelectorAll('button:not(:disabled), [data-scrolls][tabindex="0"]'));
      const all = controls.size;
      for (let press = 0; press < all; press += 1) {
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
        if (document.activeElement) controls.delete(document.activeElement);
      }
      return [...controls].map((control) => control.outerHTML.slice(0, 120));
    });
    expect(unreached, state).toEqual([]);
  }
});

test('escape goes back, closes an overlay, and never ends the wait for somebody who is there', async () => {
  await gallery.show('confirm');
  await gallery.page.keyboard.press('Escape');
  expect(await gallery.sent()).toEqual([{ type: 'back' }]);
  await gallery.show('settings');
  await gallery.page.keyboard.press('Escape');
  expect(await gallery.sent()).toEqual([{ type: 'close-overlay' }]);
  expect(await gallery.page.locator('dialog[open]').count()).toBe(1);
  await gallery.show('still-there');
  await gallery.page.keyboard.press('Escape');
  expect(await gallery.sent()).toEqual([{ type: 'more-time' }]);
});

test('a technician gets about by keys alone: OK begins the first job, escape goes back to all devices', async () => {
  await gallery.show('technician-overview', { language: 'en' });
  await gallery.page.keyboard.press('Enter');
  expect(await gallery.sent()).toEqual([{ type: 'technician', intent: { ask: 'device', device: 'documentVault' } }]);
  await gallery.show('technician-device-vault', { language: 'en' });
  await gallery.page.keyboard.press('Escape');
  expect(await gallery.sent()).toEqual([{ type: 'technician', intent: { ask: 'page', page: 'devices' } }]);
});

test('the machine is left closed only by who says so twice, and escape stays', async () => {
  await gallery.show('technician-overview-well', { language: 'ar' });
  const open = gallery.page.locator('[data-opens="leave-closed"]');
  await open.click();
  await gallery.page.keyboard.press('Escape');
  expect(await gallery.page.locator('dialog[open]').count()).toBe(0);
  expect(await gallery.sent()).toEqual([]);
  await open.click();
  await gallery.page.locator('[data-ask="leave-closed"]').click();
  expect(await gallery.sent()).toEqual([{ type: 'technician', intent: { ask: 'leave-closed' } }]);
});

test('every part of the machine is coloured by its state, and nothing else colours it', async () => {
  await gallery.show('technician-overview', { language: 'ar' });
  const faces = (part: string) =>
    gallery.page.evaluate(
      (id) =>
        [...document.querySelectorAll(`[data-part="${id}"]`)].map((element) => ({
          state: element.getAttribute('data-state'),
          face: getComputedStyle(element).getPropertyValue('--part-f'),
        })),
      part,
    );
  expect(await faces('cardPrinter.ribbon')).toEqual([{ state: 'attention', face: '#f6ce7e' }]);
  expect(await faces('documentVault.shutter')).toEqual([{ state: 'fault', face: '#c9574b' }]);
  expect(await faces('cardPrinter.hopper')).toEqual([{ state: 'ok', face: '#dcebe1' }]);
});

test("the page mirrors with the language, the machine's left stays where it is", async () => {
  const places = async (language: string) => {
    await gallery.show('technician-overview', { language });
    return gallery.page.evaluate(() => {
      const left = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN;
      return {
        rail: left('.tech-rail') < innerWidth / 2,
        hopper: left('[data-part="cardPrinter.hopper"]') < left('[data-part="cardPrinter.exit"]'),
        ribbonName: left('.machine-name[data-side="left"]') < left('.machine-name[data-side="right"]'),
      };
    });
  };
  expect(await places('en')).toEqual({ rail: true, hopper: true, ribbonName: true });
  expect(await places('ar')).toEqual({ rail: false, hopper: true, ribbonName: true });
});

test('a filter of the journal opens the kinds of its group, and asks for one of them', async () => {
  await gallery.show('technician-journal', { language: 'en' });
  await gallery.page.locator('[data-group="stock"]').click();
  await gallery.page.locator('[data-kind="stock.counted"]').click();
  expect(await gallery.sent()).toEqual([{ type: 'technician', intent: { ask: 'journal', kind: 'stock.counted' } }]);
});

test('a test that may not run now cannot be asked for', async () => {
  await gallery.show('technician-device-card-printer', { language: 'en' });
  expect(await gallery.page.locator('[data-ask="run-test"][data-test="mediaPosition"]').isDisabled()).toBe(true);
  await gallery.page.locator('[data-ask="run-test"][data-test="read-status"]').click();
  expect(await gallery.sent()).toEqual([
    { type: 'technician', intent: { ask: 'run-test', device: 'cardPrinter', test: 'read-status' } },
  ]);
});
