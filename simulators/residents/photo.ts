import { type PortraitName, portraitGallery, portraitPng } from './portraits/index.ts';

const photos = new Map<PortraitName, string>();

/** PNG file, Base64. Drawing takes a while, and most residents are never asked for. */
export function photoOf(name: PortraitName): string {
  const known = photos.get(name);
  if (known !== undefined) return known;
  const photo = Buffer.from(portraitPng(portraitGallery[name])).toString('base64');
  photos.set(name, photo);
  return photo;
}
