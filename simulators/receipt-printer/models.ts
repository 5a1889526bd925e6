/** What differs between the machines that are simulated. */
export type ModelName = 'epson-tm' | 'custom-vkp80' | 'reliance';

export type Model = {
  readonly width_dots: number;
  readonly dotsPer_mm: number;
  /** Holds the cut ticket until a person takes it, and can pull it back. */
  readonly presenter: boolean;
  /** Which requests it answers: DLE EOT 1 to 4 and automatic status back, or DLE EOT 20 and GS e 6. */
  readonly dialect: 'epson' | 'custom';
  /** Most lines that one raster command may have. */
  readonly bandLines: number;
  readonly speed_mm_s: number;
  readonly buffer_bytes: number;
  /** What was received and not printed yet waits through an error, and comes out when it is over. */
  readonly keepsBuffer: boolean;
  /** Texts of GS I, where it knows them. */
  readonly identity: Readonly<Record<number, string>>;
};

export const models: Readonly<Record<ModelName, Model>> = {
  'epson-tm': {
    width_dots: 576,
    dotsPer_mm: 8,
    presenter: false,
    dialect: 'epson',
    bandLines: 2303,
    speed_mm_s: 250,
    buffer_bytes: 4_096,
    keepsBuffer: true,
    identity: { 65: '14.02 ESC/POS', 66: 'EPSON', 67: 'TM-T88V', 68: 'MPAF104117' },
  },
  'custom-vkp80': {
    width_dots: 640,
    dotsPer_mm: 8,
    presenter: true,
    dialect: 'custom',
    bandLines: 512,
    speed_mm_s: 200,
    buffer_bytes: 16_384,
    keepsBuffer: false,
    identity: {},
  },
  reliance: {
    width_dots: 576,
    dotsPer_mm: 8,
    presenter: true,
    dialect: 'custom',
    bandLines: 255,
    speed_mm_s: 200,
    buffer_bytes: 8_192,
    keepsBuffer: false,
    identity: {},
  },
};
