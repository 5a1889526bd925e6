/** Panels in the order in which a ribbon carries them: yellow, magenta, cyan, black resin, overlay. */
export type Panel = 'y' | 'm' | 'c' | 'k' | 'o';

/** What one set of panels holds, by the name that the print settings use for the ribbon. */
export const ribbonTypes = {
  RC_YMCKO: { front: 'ymcko', back: '', sets: 200 },
  RC_YMCKOK: { front: 'ymcko', back: 'k', sets: 200 },
  RM_KO: { front: 'ko', back: '', sets: 600 },
  RM_KBLACK: { front: 'k', back: '', sets: 1000 },
} as const;
export type RibbonType = keyof typeof ribbonTypes;

/** The ribbon in the printer: sets are used up whole; a set that was begun and cut off is gone. */
export class Ribbon {
  readonly type: RibbonType;
  readonly capacity: number;
  #setsLeft: number;
  #broken = false;

  constructor(type: RibbonType, sets: number = ribbonTypes[type].sets) {
    if (!(Number.isInteger(sets) && sets >= 0 && sets <= 2000)) throw new RangeError('a ribbon has 0 to 2000 sets');
    this.type = type;
    this.capacity = Math.max(sets, ribbonTypes[type].sets);
    this.#setsLeft = sets;
  }

  get setsLeft(): number {
    return this.#setsLeft;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** Whether this ribbon carries `panel` for a face that begins a set of its own or shares the front's. */
  carries(panel: Panel, part: 'front' | 'back'): boolean {
    return ribbonTypes[this.type][part].includes(panel);
  }

  /** Winds to the next whole set; false at the end mark. */
  beginSet(): boolean {
    if (this.#broken || this.#setsLeft === 0) return false;
    this.#setsLeft -= 1;
    return true;
  }

  /** The end mark passes under the head, whatever was thought to be left. */
  end(): void {
    this.#setsLeft = 0;
  }

  tear(): void {
    this.#broken = true;
  }
}
