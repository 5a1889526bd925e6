/** A kiosk whose processes die under it. Seen through main, for a page that was killed is lost to its own debugger. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Kiosk, launchKiosk } from '../kit/kiosk.ts';
import type { WorldClient } from '../kit/world.ts';
import type { Victim } from './plan.ts';

export type Seen = { readonly screen: string; readonly state: string };
type Pids = Readonly<Record<Victim, number>>;

const GLANCE_LIMIT_ms = 1_000;
const RETURN_LIMIT_ms = 40_000;
const GONE_LIMIT_ms = 10_000;
const LOOK_EVERY_ms = 20;
const HOST_NAME = 'Tasleem device host';

/** Looks until there is something to see; says what was waited for when it does not come. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  limit_ms: number,
): Promise<T> {
  const end_ms = performance.now() + limit_ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end_ms) throw new Error(`waited ${limit_ms} ms for ${what}`);
    await delay(LOOK_EVERY_ms);
  }
}

export class Machine {
  readonly world: WorldClient;
  #kiosk: Kiosk;

  private constructor(world: WorldClient, kiosk: Kiosk) {
    this.world = world;
    this.#kiosk = kiosk;
  }

  static async start(world: WorldClient): Promise<Machine> {
    return new Machine(world, await launchKiosk(world));
  }

  /** What the glass shows; undefined while no page is there. */
  look(): Promise<Seen | undefined> {
    return this.#inPage<Seen>(
      `(() => { const d = document.querySelector('[data-screen]')?.dataset; return d && { screen: d.screen, state: d.state ?? '' }; })()`,
    );
  }

  /** Presses the first control that sends this; false when there is none. */
  async press(intent: string, more = ''): Promise<boolean> {
    const selector = JSON.stringify(`[data-intent="${intent}"]${more}:not([disabled])`);
    const pressed = await this.#inPage<boolean>(
      `(() => { const c = document.querySelector(${selector}); c?.click(); return c !== null; })()`,
    );
    return pressed === true;
  }

  async expectScreen(name: string, limit_ms = RETURN_LIMIT_ms): Promise<void> {
    let last: Seen | undefined;
    const look = async () => {
      last = await this.look();
      return last?.screen === name || undefined;
    };
    await until(`the screen ${name}`, look, limit_ms).catch((error: Error) => {
      throw new Error(`${error.message}, it is ${last ? `${last.screen} ${last.state}` : 'dark'}`);
    });
  }

  /**
   * SIGKILL, so long after this call. `meanwhile` runs while it is dead, or as good as: host and page come back by
   * themselves. `again_ms` after it is back it is killed once more. Returns how many were killed once all are back.
   */
  async kill(victim: Victim, after_ms: number, meanwhile: () => Promise<void>, again_ms?: number): Promise<number> {
    // Aimed first: to look for the process takes as long as a step of the printer.
    const [before] = await Promise.all([this.#pids(), delay(after_ms)]);
    await this.#killOne(victim, before);
    await meanwhile();
    await this.#back(victim, before);
    if (again_ms === undefined) return 1;
    await this.kill(victim, again_ms, async () => {});
    return 2;
  }

  close(): Promise<void> {
    return this.#kiosk.close();
  }

  async #killOne(victim: Victim, pids: Pids): Promise<void> {
    if (victim === 'main') await this.#kiosk.killHard();
    else process.kill(pids[victim], 'SIGKILL');
  }

  async #back(victim: Victim, before: Pids): Promise<void> {
    if (victim === 'main') {
      // As a service manager would: at once, whether or not what belonged to the dead one has noticed.
      this.#kiosk = await launchKiosk(this.world);
      for (const part of ['device host', 'renderer'] as const)
        await until(`the orphaned ${part} to end`, () => isGone(before[part]) || undefined, GONE_LIMIT_ms);
      return;
    }
    const isBack = async () => {
      const pid = (await this.#pidsNow())[victim];
      return (pid !== 0 && pid !== before[victim]) || undefined;
    };
    await until(`a new ${victim}`, isBack, RETURN_LIMIT_ms);
  }

  /** Once all three are there. */
  #pids(): Promise<Pids> {
    const look = async () => {
      const pids = await this.#pidsNow();
      return Object.values(pids).every((pid) => pid !== 0) ? pids : undefined;
    };
    return until('all processes', look, RETURN_LIMIT_ms);
  }

  async #pidsNow(): Promise<Pids> {
    const look = this.#kiosk.app.evaluate(({ app, webContents }, hostName) => {
      const host = app.getAppMetrics().find(({ name, type }) => type === 'Utility' && name === hostName);
      const page = webContents.getAllWebContents()[0];
      // A page that crashed has a process id for a moment longer than a process.
      const renderer = !page || page.isCrashed() ? 0 : page.getOSProcessId();
      return { main: process.pid, 'device host': host?.pid ?? 0, renderer };
    }, HOST_NAME);
    return (await look.catch(forgotten)) ?? { main: 0, 'device host': 0, renderer: 0 };
  }

  async #inPage<T>(code: string): Promise<T | undefined> {
    const look = this.#kiosk.app.evaluate(
      ({ webContents }, { text, limit_ms }) => {
        const page = webContents.getAllWebContents()[0];
        if (!page || page.isCrashed()) return undefined;
        const none = () => undefined;
        // A page that dies over the question never answers it.
        const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), limit_ms));
        return Promise.race([page.executeJavaScript(text).catch(none), late]);
      },
      { text: code, limit_ms: GLANCE_LIMIT_ms },
    );
    return (await look.catch(forgotten)) as T | undefined;
  }
}

/** The inspector now and then loses the answer to a question that it is still asking; another look will tell. */
function forgotten(error: Error): undefined {
  if (!error.message.includes('promise was garbage collected')) throw error;
}

function isGone(pid: number): boolean {
  try {
    // Ended, and nobody has asked for its exit code yet.
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''));
  } catch {
    return true;
  }
}
