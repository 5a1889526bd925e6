/** Why a licence cannot be drawn: the order's data are at fault, another machine would fare no better. */
export type ArtworkProblem = {
  readonly code: /** A name is too long even abbreviated. */
    | 'nameDoesNotFit'
    /** Another text is too long for its field, or the barcode for its panel. */
    | 'textDoesNotFit'
    /** A sign that the typeface does not have, or one that changes the direction of what stands around it. */
    | 'textUnprintable'
    /** Neither PNG nor JPEG, cut short, empty, or of absurd dimensions. */
    | 'portraitUnreadable'
    | 'signatureUnreadable'
    /** Dates in an order that no life has: expiry before issue, issue before birth. */
    | 'dateImpossible'
    /** A category of vehicle stands twice. */
    | 'categoryRepeated';
  /** For technicians: which field, what was found. Never the holder's data itself. */
  readonly words: string;
};

export const problem = (code: ArtworkProblem['code'], words: string): ArtworkProblem => ({ code, words });
