import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { type PageProcess, Revival } from './revival.ts';

class Page implements PageProcess {
  readonly #events = new EventEmitter();
  crashes = 0;
  destroyed = false;
  on(event: string, listener: (...args: never[]) => void) {
    this.#events.on(event, listener as (...args: unknown[]) => void);
  }
  emit(event: string, ...args: unknown[]) {
    this.#events.emit(event, ...args);
  }
  forcefullyCrashRenderer() {
    this.crashes += 1;
    this.die('killed');
  }
  isDestroyed() {
    return this.destroyed;
  }
  die(reason = 'crashed') {
    this.emit('render-process-gone', {}, { reason, exitCode: 1 });
  }
}

let page: Page;
let clock: VirtualClock;
let lost: string[];
let reloads: number[];
let revival: Revival;

beforeEach(() => {
  page = new Page();
  clock = new VirtualClock();
  lost = [];
  reloads = [];
  revival = new Revival(
    page,
    clock,
    (words) => lost.push(words),
    () => reloads.push(clock.monotonic_ms()),
  );
});

describe('a lost page', () => {
  it('is loaded again at once after a crash, and the crash is told', async () => {
    page.die();
    await clock.advance(100);
    expect(lost).toEqual(['crashed (1)']);
    expect(reloads).toEqual([100]);
  });

  it('waits twice as long each time, but never longer than half a minute', async () => {
    for (let round = 0; round < 12; round += 1) {
      page.die();
      await clock.advance(40_000);
    }
    const waits = reloads.map((at_ms, round) => at_ms - round * 40_000);
    expect(waits.slice(0, 5)).toEqual([100, 200, 400, 800, 1600]);
    expect(Math.max(...waits)).toBe(30_000);
  });

  it('starts anew at the shortest wait after a minute of being well', async () => {
    page.die();
    await clock.advance(100);
    page.die();
    await clock.advance(200);
    page.emit('did-finish-load');
    await clock.advance(60_000);
    page.die();
    await clock.advance(100);
    expect(reloads.at(-1)).toBe(60_400);
  });

  it('is one loss when the crash and the failed load are both told', async () => {
    page.die();
    page.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'tasleem://kiosk/', true);
    await clock.advance(10_000);
    expect(reloads).toHaveLength(1);
    expect(lost).toHaveLength(1);
  });

  it('is loaded again when its first load fails, but not for a picture or a load that was replaced', async () => {
    page.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'tasleem://kiosk/a.png', false);
    page.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'tasleem://kiosk/', true);
    await clock.advance(1_000);
    expect(reloads).toEqual([]);
    page.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'tasleem://kiosk/', true);
    await clock.advance(1_000);
    expect(reloads).toHaveLength(1);
  });

  it('that hangs is ended and loaded again; one that wakes in time is left alone', async () => {
    page.emit('unresponsive');
    await clock.advance(4_000);
    page.emit('responsive');
    await clock.advance(10_000);
    expect(page.crashes).toBe(0);
    page.emit('unresponsive');
    await clock.advance(6_000);
    expect(page.crashes).toBe(1);
    expect(reloads).toHaveLength(1);
  });

  it('stays down once the window is closed', async () => {
    page.die();
    revival.stop();
    page.die();
    await clock.advance(60_000);
    expect(reloads).toEqual([]);
  });
});
