export { type PortraitName, portraitGallery } from './gallery.ts';
export { PORTRAIT_HEIGHT_px, PORTRAIT_WIDTH_px, portraitPng } from './portrait.ts';
export { SIGNATURE_HEIGHT_px, SIGNATURE_WIDTH_px, signaturePng } from './signature.ts';
export type { PortraitSpec } from './spec.ts';
