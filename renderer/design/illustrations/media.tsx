import type { ReactNode } from 'react';
import { CARD, CARD_MM, PASSPORT, PASSPORT_MM, PassportArt } from './card-art.tsx';

/** What may lie in a mouth of the machine. */
export type Medium = {
  /** The picture that is laid down, in its own pixels. */
  readonly picture: ReactNode;
  readonly width: number;
  readonly height: number;
  readonly width_mm: number;
  readonly height_mm: number;
};

export function cardMedium(picture: ReactNode): Medium {
  return { picture, width: CARD.width, height: CARD.height, width_mm: CARD_MM.width, height_mm: CARD_MM.height };
}

export const passportMedium: Medium = {
  picture: <PassportArt />,
  width: PASSPORT.width,
  height: PASSPORT.height,
  width_mm: PASSPORT_MM.width,
  height_mm: PASSPORT_MM.height,
};
