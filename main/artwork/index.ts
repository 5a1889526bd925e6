export { createArtist } from './artist.ts';
export type { FieldFitting } from './front.ts';
export {
  type ArtworkOptions,
  faceSvgs,
  type LicenceArtwork,
  type LicencePreview,
  prepareArtwork,
  renderLicence,
  renderLicencePreview,
} from './licence.ts';
export type { ArtworkProblem } from './problem.ts';
export type { LicenceTemplate } from './template.ts';
