import { describe, expect, it } from 'vitest';
import { refusedSwitch } from './switches.ts';

const none = () => false;

describe('refused switches', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '-remote-debugging-port=0',
    '--inspect',
    '--inspect-brk=127.0.0.1:0',
    '--no-sandbox',
    '--disable-web-security',
    '--load-extension=/tmp/x',
  ])('finds %s', (word) =>
    expect(refusedSwitch(none, ['/opt/tasleem/tasleem', word])).toBe(word.replace(/^-+|=.*$/g, '')),
  );

  it('finds what Chromium has taken from the command line already', () => {
    expect(refusedSwitch((name) => name === 'remote-debugging-pipe', ['tasleem'])).toBe('remote-debugging-pipe');
  });

  it.each([['--config=/etc/tasleem/inspect.yml'], ['--disable-gpu'], ['inspect']])('lets %s pass', (word) =>
    expect(refusedSwitch(none, ['tasleem', word])).toBeUndefined(),
  );
});
