/** Brings the page back when it dies, hangs or does not load: at once first, then with growing patience. */
import type { Clock } from '../../common/clock.ts';

/** The part of Electron's WebContents that this needs. */
export type PageProcess = {
  on(event: string, listener: (...args: never[]) => void): unknown;
  forcefullyCrashRenderer(): void;
  isDestroyed(): boolean;
};

const FIRST_WAIT_ms = 100;
const LONGEST_WAIT_ms = 30_000;
/** Alive for this long, a page counts as well again. */
const WELL_AFTER_ms = 60_000;
/** Chromium calls a page unresponsive after some seconds already; this is on top. */
const HANG_LIMIT_ms = 5_000;
/** ERR_ABORTED: a load that another load replaced. */
const ABORTED = -3;

export class Revival {
  readonly #page: PageProcess;
  readonly #clock: Clock;
  readonly #report: (words: string) => void;
  readonly #reload: () => void;
  #wait_ms = FIRST_WAIT_ms;
  #stopTimers: (() => void)[] = [];
  #stopHang = () => {};
  #pending = false;
  #stopped = false;

  constructor(page: PageProcess, clock: Clock, report: (words: string) => void, reload: () => void) {
    this.#page = page;
    this.#clock = clock;
    this.#report = report;
    this.#reload = reload;
    page.on('render-process-gone', (_event: unknown, details: { reason: string; exitCode: number }) =>
      this.#lost(`${details.reason} (${details.exitCode})`),
    );
    page.on('did-fail-load', (_event: unknown, code: number, words: string, _url: string, mainFrame: boolean) => {
      if (mainFrame && code !== ABORTED) this.#lost(`${words} (${code})`);
    });
    page.on('preload-error', (_event: unknown, _path: string, error: Error) =>
      this.#report(`preload: ${error.message}`),
    );
    page.on('unresponsive', () => this.#hangs());
    page.on('responsive', () => this.#stopHang());
    page.on('did-finish-load', () => this.#loaded());
  }

  stop(): void {
    this.#stopped = true;
    this.#stopHang();
    for (const stop of this.#stopTimers.splice(0)) stop();
  }

  #lost(words: string): void {
    this.#stopHang();
    if (this.#stopped || this.#pending) return;
    this.#report(words);
    this.#pending = true;
    for (const stop of this.#stopTimers.splice(0)) stop();
    const again = this.#clock.after(this.#wait_ms, () => {
      this.#pending = false;
      if (!this.#page.isDestroyed()) this.#reload();
    });
    this.#stopTimers.push(again);
    this.#wait_ms = Math.min(this.#wait_ms * 2, LONGEST_WAIT_ms);
  }

  #loaded(): void {
    const well = this.#clock.after(WELL_AFTER_ms, () => {
      this.#wait_ms = FIRST_WAIT_ms;
    });
    this.#stopTimers.push(well);
  }

  #hangs(): void {
    this.#stopHang();
    this.#stopHang = this.#clock.after(HANG_LIMIT_ms, () => {
      this.#report('unresponsive');
      if (!this.#page.isDestroyed()) this.#page.forcefullyCrashRenderer();
    });
  }
}
