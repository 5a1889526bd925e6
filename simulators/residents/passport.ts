/** The passport data of a made-up resident. Dates move with the day, so that the set never ages. */
import type { BilingualName, PassportData } from '../../common/document.ts';
import { dateIn, yearsFrom } from './days.ts';
import { photoOf } from './photo.ts';
import type { PortraitName } from './portraits/index.ts';

export type PassportSketch = {
  readonly civilId: string;
  readonly name: BilingualName;
  readonly birthDate: string;
  readonly sex: PassportData['sex'];
  readonly portrait: PortraitName;
  readonly passportNumber: string;
  readonly years: number;
};

/** How long ago a booklet was made that waits to be collected. */
const MADE_days = -14;

/** A citizen's passport: the state that issues it is their own. */
export function passportOf(sketch: PassportSketch, today: Date): PassportData {
  const made = new Date(`${dateIn(today, MADE_days)}T00:00:00Z`);
  return {
    documentType: 'passport',
    name: sketch.name,
    birthDate: sketch.birthDate,
    sex: sketch.sex,
    issueDate: dateIn(made, 0),
    expiryDate: dateIn(yearsFrom(made, sketch.years), -1),
    civilId: sketch.civilId,
    passportNumber: sketch.passportNumber,
    nationality: 'KWT',
    issuingState: 'KWT',
    portrait: photoOf(sketch.portrait),
  };
}
