/**
 * What a made-up person looks like. Nobody real stands behind any of them: a portrait is drawn from these
 * words alone, the same pixels each time.
 */
export type PortraitSpec = {
  readonly skin: SkinTone;
  readonly face: FaceShape;
  readonly age: 'young' | 'adult' | 'older';
  readonly brows: 'soft' | 'straight' | 'strong';
  readonly eyes: 'brown' | 'dark' | 'hazel' | 'green' | 'blue';
  readonly lips: 'natural' | 'rose';
  readonly head: Headwear | Hair;
  readonly beard: 'none' | 'stubble' | 'moustache' | 'goatee' | 'short' | 'full';
  readonly glasses: 'none' | 'round' | 'square';
  readonly dress: Dress;
  /** Pale wall behind, `#RRGGBB`. */
  readonly backdrop: string;
};

export type SkinTone = 'fair' | 'light' | 'tan' | 'olive' | 'brown' | 'deep' | 'dark';
export type FaceShape = 'oval' | 'round' | 'long' | 'square';
export type HairColour = 'black' | 'brown' | 'chestnut' | 'fair' | 'grey' | 'white';

export type Headwear =
  | { readonly kind: 'hijab'; readonly colour: string; readonly drape: 'wrapped' | 'shayla' | 'crossed' }
  | { readonly kind: 'ghutra'; readonly cloth: 'white' | 'red'; readonly ends: 'down' | 'over' }
  | { readonly kind: 'turban'; readonly colour: string }
  | { readonly kind: 'cap'; readonly colour: string; readonly hair: HairColour };

export type Hair = { readonly kind: 'hair'; readonly style: HairStyle; readonly colour: HairColour };
export type HairStyle = 'short' | 'parted' | 'curly' | 'receding' | 'cropped' | 'bob' | 'long' | 'wavy' | 'bun';

export type Dress = {
  readonly kind: 'abaya' | 'dishdasha' | 'shirt' | 'suit' | 'blouse' | 'kurta' | 'sari';
  readonly colour: string;
};
