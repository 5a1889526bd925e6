/** The letters in the printer's memory: 5 by 8 dots each, five columns from the left, lowest bit at the top. */
const columns = [
  ' 0000000000 !00005F0000 "0007000700 #147F147F14 $242A7F2A12 %2313086462 &3649562050 \'0000070000',
  '(001C224100 )0041221C00 *2A1C7F1C2A +08083E0808 ,0080603000 -0808080808 .0000606000 /2010080402',
  '03E5149453E 100427F4000 24261514946 32141454B31 41814127F10 52745454539 63C4A494931 74121110907',
  '83649494936 9464949291E :0000360000 ;0080760000 <0008142241 =1414141414 >0041221408 ?0201590906',
  '@3E415D594E A7C1211127C B7F49494936 C3E41414122 D7F4141413E E7F49494941 F7F09090901 G3E41415172',
  'H7F0808087F I00417F4100 J2040413F01 K7F08142241 L7F40404040 M7F021C027F N7F0408107F O3E4141413E',
  'P7F09090906 Q3E4151215E R7F09192946 S2649494932 T01017F0101 U3F4040403F V1F2040201F W3F4038403F',
  'X6314081463 Y0304780403 Z6151494543 [00007F4141 \\0204081020 ]0041417F00 ^0402010204 _8080808080',
  '`0001020400 a2054545478 b7F48444438 c3844444428 d384444487F e3854545418 f00087E0902 g18A4A4A47C',
  'h7F08040478 i00447D4000 j4080847D00 k007F102844 l00417F4000 m7C04780478 n7C08040478 o3844444438',
  'pFC24242418 q18242424FC r7C08040408 s4854545424 t04043F4424 u3C4040207C v1C2040201C w3C4030403C',
  'x4428102844 y1CA0A0A07C z4464544C44 {0008364100 |0000770000 }0041360800 ~0201020402',
].join(' ');

const glyphs = new Map<number, readonly number[]>();
for (let at = 0; at < columns.length; at += 12) {
  const hex = columns.slice(at + 1, at + 11);
  glyphs.set(
    columns.charCodeAt(at),
    [0, 2, 4, 6, 8].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)),
  );
}

/** What it has no letter for. */
const box = [0x7f, 0x41, 0x41, 0x41, 0x7f];
/** Rules of code pages 437 and Katakana; they touch their neighbours. */
const rules = new Set([0x95, 0xc4, 0xcd]);

export function isRule(byte: number): boolean {
  return rules.has(byte);
}

/** The cell of a letter of font A. */
export const CELL = { width_dots: 12, height_dots: 24 } as const;

/** Whether the dot at (x, y) of the cell is black. */
export function dotOf(byte: number, x: number, y: number): boolean {
  if (rules.has(byte)) return y === 11 || y === 12;
  const column = (glyphs.get(byte) ?? box)[Math.floor((x - 1) / 2)];
  return x >= 1 && column !== undefined && ((column >> Math.floor(y / 3)) & 1) === 1;
}

/** As it is read aloud. */
export function characterOf(byte: number): string {
  if (rules.has(byte)) return '-';
  return glyphs.has(byte) ? String.fromCharCode(byte) : '?';
}
