/** The licence data of a made-up resident. Dates move with the day, so that the set never ages. */
import type { BilingualName, LicenceData } from '../../common/document.ts';
import { dateIn, yearsFrom } from './days.ts';
import { photoOf } from './photo.ts';
import { type PortraitName, signaturePng } from './portraits/index.ts';

export type LicenceSketch = {
  readonly civilId: string;
  readonly name: BilingualName;
  readonly birthDate: string;
  readonly birthPlace: readonly [ar: string, en: string];
  readonly nationality: string;
  readonly portrait: PortraitName;
  readonly years: number;
  readonly licenceNumber: string;
  readonly categories: readonly (readonly [LicenceData['categories'][number]['category'], string, ...string[]])[];
};

export function licenceOf(sketch: LicenceSketch, today: Date, inventory: number): LicenceData {
  const issueDate = dateIn(today, 0);
  const expiryDate = dateIn(yearsFrom(today, sketch.years), -1);
  return {
    documentType: 'driving-licence',
    name: sketch.name,
    birthDate: sketch.birthDate,
    birthPlace: { ar: sketch.birthPlace[0], en: sketch.birthPlace[1] },
    issueDate,
    expiryDate,
    authority: 'MOI GTD',
    civilId: sketch.civilId,
    licenceNumber: sketch.licenceNumber,
    nationality: sketch.nationality,
    portrait: photoOf(sketch.portrait),
    signature: Buffer.from(signaturePng(Number(sketch.civilId) % 1_000_003)).toString('base64'),
    categories: sketch.categories.map(([category, firstIssued, ...restrictions]) => ({
      category,
      firstIssued,
      validUntil: expiryDate,
      restrictions,
    })),
    inventoryText: `TSL 0004 ${String(inventory)
      .padStart(6, '0')
      .replace(/(\d{3})(\d{3})/, '$1 $2')}`,
  };
}
