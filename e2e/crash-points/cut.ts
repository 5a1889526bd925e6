/** One session, cut and cut again, then left in peace: what it came to, and whether that may be. */
import { invariant } from '../../common/assert.ts';
import type { Entry, KioskJournal } from '../../main/journal/index.ts';
import { play, type Seen, type Stage } from '../faults/scene.ts';
import { changedJournal } from '../simulation/changed-journal.ts';
import type { Devices, KioskOptions } from '../simulation/kiosk.ts';
import type { Fall, Life } from '../simulation/life.ts';
import { type Left, leftOpen, type Prediction, predict, type Way, ways } from './oracle.ts';
import { pointedDevices, pointedJournal, pointedReceiptPrinter } from './points.ts';
import type { Story } from './stories.ts';

export type Cut = Fall & {
  /** Points that the program still passes: since the story's beginning, or since it was started again. */
  readonly after: number;
};

export type Came = Pick<Seen, 'order' | 'media' | 'journal'> & {
  /** How often a program died. */
  readonly deaths: number;
  /** What the last program passed: since the story's beginning, or since it was started. */
  readonly points: number;
  /** Whether a card had moved out of sight before it could be written: only a person can say where. */
  readonly isUnproven: boolean;
};

/** Plays a story with these cuts, one a program. Throws when a rule is broken or the end is not one of the table's. */
export function playCut(story: Story, cuts: readonly Cut[]): Promise<Came> {
  return playWatched(story, {
    begin: ({ kiosk }) => {
      for (const { after, ...fall } of cuts) kiosk.fall(after, fall);
    },
    journal: pointedJournal,
  });
}

type Cutting = {
  /** At the moment from which on the story is cut. */
  readonly begin: (stage: Stage) => void;
  readonly journal: NonNullable<KioskOptions['journal']>;
  readonly disk?: NonNullable<KioskOptions['disk']>;
};

/** Plays a story, and looks whether each issuance that a death left open ends as the table has it. */
export async function playWatched({ scene, from }: Story, { begin, journal, disk }: Cutting): Promise<Came> {
  const watch = new Watch();
  const cutting = {
    at: from,
    befall: (stage: Stage) => {
      watch.begin();
      begin(stage);
    },
  };
  const seen = await play({
    ...scene,
    strikes: [{ at: 'start', befall: (stage) => watch.over(stage) }, ...scene.strikes, cutting],
    kiosk: {
      ...scene.kiosk,
      ...(disk && { disk }),
      journal: (real, life) => watch.started(journal(real, life), life),
      devices: (real, life) => pointedDevices(watch.asked(real, life), life),
    },
    receiptPrinter: pointedReceiptPrinter,
  });
  return { ...watch.verdict(), order: seen.order, media: seen.media, journal: seen.journal };
}

/** Foretells at every start what is to become of what is open, and looks afterwards whether it did. */
class Watch {
  readonly #foretold = new Map<string, Prediction>();
  readonly #ended = new Map<string, string>();
  #stage: Stage | undefined;
  #journal: KioskJournal | undefined;
  #life: Life | undefined;
  #uncounted = 0;
  /** Which device was not asked yet, by the program that runs now, where a medium of its is. */
  #unasked = new Set<Way>();
  #starts = 0;

  over(stage: Stage): void {
    this.#stage = stage;
  }

  /** From here on points are counted. */
  begin(): void {
    this.#uncounted = this.#life?.points ?? 0;
  }

  started(real: KioskJournal, life: Life): KioskJournal {
    this.#starts += 1;
    this.#life = life;
    this.#uncounted = 0;
    this.#journal = real;
    this.#unasked = new Set(ways);
    this.#foretell(({ step }) => step === 'claim');
    return changedJournal(real, {
      append: (...written) => {
        const appended = real.append(...written);
        if (appended.ok) this.#note(appended.value);
        return appended;
      },
    });
  }

  /** Where a medium lies counts when its device is first asked for it: until then it may still move. */
  asked({ cardPrinter, vault, ...rest }: Devices, life: Life): Devices {
    const asked =
      (way: Way, { mediaPosition }: Pick<Devices['vault'], 'mediaPosition'>): typeof mediaPosition =>
      async (...options) => {
        const isFirst = this.#unasked.delete(way);
        const answer = await mediaPosition(...options);
        if (isFirst && life.alive) this.#foretell((left) => left.step !== 'claim' && left.way === way);
        return answer;
      };
    return {
      ...rest,
      cardPrinter: { ...cardPrinter, mediaPosition: asked('print', cardPrinter) },
      vault: { ...vault, mediaPosition: asked('dispense', vault) },
    };
  }

  verdict(): Pick<Came, 'deaths' | 'points' | 'isUnproven'> {
    let isUnproven = false;
    for (const { issuanceId, ends, isUnproven: isOne } of this.#foretold.values()) {
      const end = this.#ended.get(issuanceId);
      if (!end || !ends.includes(end))
        throw new Error(`ended ${end ?? 'never'}, and may only end ${ends.join(' or ')}`);
      isUnproven ||= isOne;
    }
    return { deaths: this.#starts - 1, points: (this.#life?.points ?? 0) - this.#uncounted, isUnproven };
  }

  #note(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'issuance.ended' && entry.issuanceId) this.#ended.set(entry.issuanceId, entry.body.end);
    }
  }

  #foretell(concerns: (left: Left) => boolean): void {
    invariant(this.#stage && this.#journal, 'a machine stands there before it starts');
    if (this.#starts < 2) return;
    const { printer, vault } = this.#stage.kiosk;
    for (const [issuanceId, left] of leftOpen(this.#journal.entries())) {
      const media = left.way === 'print' ? printer.cards : vault.cards;
      if (concerns(left)) this.#foretold.set(issuanceId, predict(issuanceId, left, media));
    }
  }
}
