/** Colours of the card; the screens have the same ones. */
export const teal = '#0E4F49';
export const tealGlow = '#115B54';
export const tealPale = '#D5E8E3';
export const brick = '#B23A2E';
export const specimenRed = '#8A2A20';
export const gold = '#E8C27A';
export const cloth = { B: '#A9402F', S: '#EBDDC2', T: '#0E4F49' } as const;
