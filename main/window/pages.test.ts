import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFrom, CONTENT_SECURITY_POLICY, fileFor, isKioskUrl } from './pages.ts';

let folder = '';
let pages = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-pages-'));
  pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  writeFileSync(join(pages, 'assets/app.js'), 'export {}');
  writeFileSync(join(folder, 'secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string) => answerFrom(pages, { method: 'GET', url });

describe('the kiosk’s pages', () => {
  it('come with their type and the strict policy', async () => {
    const answer = await get('tasleem://kiosk/assets/app.js?v=1#x');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('export {}');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('start at index.html', async () => {
    expect(await (await get('tasleem://kiosk/')).text()).toBe('<!doctype html>');
  });

  it.each([
    'tasleem://kiosk/missing.js',
    'tasleem://kiosk/assets',
    'tasleem://kiosk/%2e%2e/secret.json',
    'tasleem://kiosk/..%2fsecret.json',
    'tasleem://kiosk/assets/..%2f..%2fsecret.json',
    'tasleem://kiosk/%00index.html',
    'tasleem://kiosk/%E0%A4%A',
    'tasleem://other/index.html',
    'tasleem://user@kiosk/index.html',
    'https://kiosk/index.html',
    'file:///etc/passwd',
  ])('do not include %s', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  it('are only to be read', async () => {
    expect((await answerFrom(pages, { method: 'POST', url: 'tasleem://kiosk/index.html' })).status).toBe(405);
  });

  it('never lead out of their folder, whatever the path', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '\\', '', 'assets', '%5c..'), fc.webFragments());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = fileFor(pages, `tasleem://kiosk/${parts.join('/')}/secret.json`);
        expect(file === undefined || file.startsWith(`${pages}/`)).toBe(true);
      }),
    );
  });

  it('are told from every other origin', () => {
    expect(isKioskUrl('tasleem://kiosk/index.html')).toBe(true);
    for (const url of [
      'tasleem://kiosk.evil/',
      'tasleem://kiosk:1/',
      'about:blank',
      'https://tasleem/kiosk',
      'kiosk',
      '',
    ]) {
      expect(isKioskUrl(url)).toBe(false);
    }
  });
});
