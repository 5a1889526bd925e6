/** The licence data of a made-up resident. Dates move with the day, so that the set never ages. */
import type { BilingualName, LicenceData } from '../../common/document.ts';
import { type PortraitName, portraitGallery, portraitPng, signaturePng } from './portraits/index.ts';

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

const pictures = new Map<PortraitName, string>();

export function licenceOf(sketch: LicenceSketch, today: Date, inventory: number): LicenceData {
  const issueDate = dateIn(today, 0);
  const expiryDate = dateIn(
    new Date(Date.UTC(today.getUTCFullYear() + sketch.years, today.getUTCMonth(), today.getUTCDate())),
    -1,
  );
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
    portrait: pictureOf(sketch.portrait),
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

/** Drawing takes a while, and most residents are never asked for. */
function pictureOf(name: PortraitName): string {
  const known = pictures.get(name);
  if (known !== undefined) return known;
  const picture = Buffer.from(portraitPng(portraitGallery[name])).toString('base64');
  pictures.set(name, picture);
  return picture;
}

/** Calendar date so many days from `day`. */
export function dateIn(day: Date, days: number): string {
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
