/** Left edge of the front's fields; right edge, where Arabic begins. */
export const LEFT_px = 332;
export const RIGHT_px = 972;

/** Tops of the rows and left edges of the fields that share one. */
export const rowY = { surname: 152, otherNames: 222, birth: 292, dates: 362, number: 432, civil: 512 } as const;
export const columnX = { first: LEFT_px, expires: 512, third: 700, categories: 620 } as const;
/** Fields keep left of the ghost image. */
export const GHOST_LEFT_px = 836;
