/** What differs between printers: a new one is a row here. */
export type Dialect = 'epson' | 'custom';

export type Model = {
  readonly name: string;
  readonly width_dots: number;
  readonly dotsPer_mm: number;
  readonly cutter: boolean;
  /** Holds the cut ticket until it is taken, and can pull it back (GS e). */
  readonly presenter: boolean;
  /**
   * `epson`: DLE EOT 1 to 4, automatic status back, texts of GS I, and a buffer that outlives an error until
   * DLE DC4 8 clears it. `custom`: DLE EOT 20.
   */
  readonly dialect: Dialect;
  /** Most lines of one GS v 0. */
  readonly bandLines: number;
  /** White between the last line and the cut, so that the knife misses it. */
  readonly cutFeed_dots: number;
};

export const models = {
  'epson-tm': {
    name: 'Epson TM',
    width_dots: 576,
    dotsPer_mm: 8,
    cutter: true,
    presenter: false,
    dialect: 'epson',
    bandLines: 512,
    cutFeed_dots: 0,
  },
  'custom-vkp80': {
    name: 'Custom VKP80',
    width_dots: 640,
    dotsPer_mm: 8,
    cutter: true,
    presenter: true,
    dialect: 'custom',
    bandLines: 256,
    cutFeed_dots: 0,
  },
  reliance: {
    name: 'Pyramid Reliance',
    width_dots: 576,
    dotsPer_mm: 8,
    cutter: true,
    presenter: true,
    dialect: 'custom',
    bandLines: 255,
    cutFeed_dots: 0,
  },
} as const satisfies Record<string, Model>;

export type ModelName = keyof typeof models;
