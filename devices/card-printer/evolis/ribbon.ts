import { err, ok, type Result } from '../../../common/result.ts';
import type { CardFace, CardPrintJob } from '../../contract/index.ts';

type Layers = { readonly color: boolean; readonly resin: boolean };
type RibbonModel = {
  readonly front: Layers;
  readonly back: Layers;
  /** GDuplexMode for a card with two faces: C colour, M monochrome. */
  readonly duplex: string;
  /** Sets of panels that a card with two faces uses up. */
  readonly setsPerCard: number;
};

const color: Layers = { color: true, resin: true };
const mono: Layers = { color: false, resin: true };

/** Ribbons by the name of the print setting GRibbonType, and what each can put on either face. */
export const ribbonModels = {
  RC_YMCKO: { front: color, back: color, duplex: 'DUPLEX_CC', setsPerCard: 2 },
  RC_YMCKOK: { front: color, back: mono, duplex: 'DUPLEX_CM', setsPerCard: 1 },
  RM_KO: { front: mono, back: mono, duplex: 'DUPLEX_MM', setsPerCard: 2 },
  RM_KBLACK: { front: mono, back: mono, duplex: 'DUPLEX_MM', setsPerCard: 2 },
} as const satisfies Record<string, RibbonModel>;
export type RibbonName = keyof typeof ribbonModels;
export const ribbonNames = Object.keys(ribbonModels) as [RibbonName, ...RibbonName[]];

/** PRINT.Set data for a job, or words for what this ribbon cannot print. */
export function printSettings(ribbon: RibbonName, job: CardPrintJob): Result<string, string> {
  const model: RibbonModel = ribbonModels[ribbon];
  if (job.front.color && !model.front.color) return err(`${ribbon} prints no colour`);
  if (job.back?.color && !model.back.color) return err(`${ribbon} prints no colour on the back`);
  const varnish = (face: CardFace) => (face.overlay === 'full' && ribbon !== 'RM_KBLACK' ? 'FULLVARNISH' : 'NOVARNISH');
  const backVarnish = job.back && model.duplex !== 'DUPLEX_CM' ? varnish(job.back) : 'NOVARNISH';
  return ok(
    [
      `GRibbonType=${ribbon}`,
      `GDuplexMode=${job.back ? model.duplex : 'SIMPLEX'}`,
      'GInputTray=PRINTER',
      'GOutputTray=PRINTER',
      'GRejectBox=DEFAULTREJECT',
      'Resolution=DPI300',
      // Black comes from the resin layer alone: nothing is to be lifted out of the colour.
      'FBlackManagement=NOBLACKPOINT',
      `FOverlayManagement=${varnish(job.front)}`,
      ...(job.back ? ['BBlackManagement=NOBLACKPOINT', `BOverlayManagement=${backVarnish}`] : []),
    ].join(';'),
  );
}

/** Panels that pass under the head for a face: what the printer's counter grows by. */
export function panelCount(face: CardFace, withOverlay: boolean): number {
  return (face.color ? 3 : 0) + (face.resin ? 1 : 0) + (withOverlay && face.overlay === 'full' ? 1 : 0);
}
