/** The gallery of all states in Electron's window, for tests and for pictures. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { buildProgram } from '../../scripts/build.mjs';
import { launchFlags } from '../../scripts/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'out/gallery');
const program = join(root, 'out/test-screens/main.js');

const START_LIMIT_ms = 30_000;
const DRAW_LIMIT_ms = 10_000;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

async function buildGallery(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'renderer/gallery'),
    base: './',
    plugins: [react()],
    build: { target: 'chrome130', outDir: built, emptyOutDir: true, assetsInlineLimit: 0, reportCompressedSize: false },
  });
}

/** Serves the built gallery on a free port, with the same policy as the kiosk's own pages. */
async function serve(): Promise<{ address: string; close: () => void }> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://gallery').pathname;
    const file = resolve(built, `.${name === '/' ? '/index.html' : name}`);
    try {
      if (!file.startsWith(built)) throw new Error('outside of the gallery');
      const content = readFileSync(file);
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      response.setHeader(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'",
      );
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

export type Size = { readonly width: number; readonly height: number };
/** What the gallery takes in its hash besides the state. */
export type Wish = {
  readonly language?: string;
  readonly contrast?: 'high';
  readonly text?: 'large' | 'largest';
  readonly reach?: 'low';
  readonly motion?: 'reduced';
};

export class Gallery {
  readonly page: Page;
  readonly states: readonly string[];
  readonly #close: () => Promise<void>;

  constructor(page: Page, states: readonly string[], close: () => Promise<void>) {
    this.page = page;
    this.states = states;
    this.#close = close;
  }

  async resize(size: Size): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size, {
      timeout: DRAW_LIMIT_ms,
    });
  }

  /** Shows a state and waits until it is drawn, with its fonts, pictures and codes. */
  async show(state: string, wish: Wish = {}): Promise<void> {
    const hash = `#${new URLSearchParams({ state, ...wish })}`;
    await this.page.evaluate((wanted) => {
      location.hash = wanted;
    }, hash);
    await this.page.waitForFunction(
      (wanted) =>
        document.documentElement.dataset['shown'] === wanted &&
        document.querySelector('[data-screen]') !== null &&
        [...document.images].every((image) => image.complete) &&
        [...document.querySelectorAll('.qr svg')].every((code) => code.childElementCount > 0),
      hash,
      { timeout: DRAW_LIMIT_ms },
    );
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      // What arrives is there at once; what moves for ever is left moving.
      for (const animation of document.getAnimations()) {
        if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
      }
    });
  }

  /** What the screen has asked for since it was shown. */
  sent(): Promise<unknown[]> {
    return this.page.evaluate(() => (globalThis as { gallery?: { sent: unknown[] } }).gallery?.sent ?? []);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Builds the gallery and opens it. There has to be a display. */
export async function openGallery(): Promise<Gallery> {
  await Promise.all([buildGallery(), buildProgram('e2e/screens/window.ts', 'test-screens')]);
  const server = await serve();
  const userData = mkdtempSync(join(tmpdir(), 'tasleem-screens-'));
  const app = await electron.launch({
    args: [...launchFlags({ virtual: true }), `--user-data-dir=${userData}`, program],
    env: { ...(process.env as Record<string, string>), TASLEEM_TEST_ADDRESS: server.address },
  });
  const page = await app.firstWindow();
  await page.waitForSelector('[data-screen]', { timeout: START_LIMIT_ms });
  const states = await page.evaluate(() => (globalThis as { gallery?: { states: string[] } }).gallery?.states ?? []);
  return new Gallery(page, states, async () => {
    await app.close();
    server.close();
    rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
}
