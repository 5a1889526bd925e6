import { shapeOf } from './face.ts';
import { hairTones, skinOf } from './palette.ts';
import type { Hair, PortraitSpec } from './spec.ts';

/** What falls behind neck and shoulders. */
export function hairBack(hair: Hair, spec: PortraitSpec): string {
  const tones = hairTones(hair.colour);
  const { half } = shapeOf(spec);
  const l = 150 - half;
  const r = 150 + half;
  switch (hair.style) {
    case 'bob':
      return `<path d="M150 46C92 44 ${l - 24} 96 ${l - 22} 160C${l - 22} 206 ${l - 24} 230 ${l - 16} 244C110 252 190 252 ${r + 16} 244C${r + 24} 230 ${r + 22} 206 ${r + 22} 160C${r + 24} 96 208 44 150 46Z" fill="${tones.dark}"/>`;
    case 'long':
      return `<path d="M150 44C90 42 ${l - 24} 96 ${l - 22} 166C${l - 24} 232 ${l - 30} 290 ${l - 34} 330C110 352 190 352 ${r + 34} 330C${r + 30} 290 ${r + 24} 232 ${r + 22} 166C${r + 24} 96 210 42 150 44Z" fill="${tones.dark}"/>`;
    case 'wavy':
      return `<path d="M150 42C88 40 ${l - 30} 92 ${l - 24} 150C${l - 42} 178 ${l - 20} 206 ${l - 36} 232C${l - 48} 262 ${l - 24} 280 ${l - 30} 322C110 346 190 346 ${r + 30} 322C${r + 24} 280 ${r + 48} 262 ${r + 36} 232C${r + 20} 206 ${r + 42} 178 ${r + 24} 150C${r + 30} 92 212 40 150 42Z" fill="${tones.dark}"/>`;
    case 'bun':
      return `<ellipse cx="152" cy="50" rx="27" ry="20" fill="${tones.dark}"/><path d="M136 42C146 34 160 36 168 44" fill="none" stroke="${tones.light}" stroke-width="3" stroke-linecap="round" opacity=".7"/>`;
    case 'receding':
      return `<path d="M${l} 150C${l - 6} 92 ${l + 18} 56 150 55C${r - 18} 56 ${r + 6} 92 ${r} 150Z" fill="${skinOf(spec).base}"/>`;
    default:
      return '';
  }
}

/** What lies on the forehead and along the temples. */
export function hairFront(hair: Hair, spec: PortraitSpec): string {
  const tones = hairTones(hair.colour);
  const { half } = shapeOf(spec);
  const l = 150 - half;
  const r = 150 + half;
  const strands = (paths: string): string =>
    `<path d="${paths}" fill="none" stroke="${tones.light}" stroke-width="2.600" stroke-linecap="round" opacity=".7"/>`;
  const shape = (path: string): string => `<path d="${path}" fill="${tones.base}"/>`;
  switch (hair.style) {
    case 'short':
      return (
        shape(
          `M${l - 1} 150C${l - 12} 92 ${l + 14} 48 150 46C${r - 14} 46 ${r + 12} 92 ${r + 1} 150C${r - 3} 138 ${r - 5} 124 ${r - 12} 114C182 100 160 98 142 102C126 105 112 104 ${l + 12} 114C${l + 5} 124 ${l + 3} 138 ${l - 1} 150Z`,
        ) + strands('M112 82C126 66 150 60 172 64M122 92C138 78 160 74 184 82')
      );
    case 'parted':
      return (
        shape(
          `M${l - 1} 152C${l - 14} 96 ${l + 8} 46 146 42C${r - 6} 40 ${r + 16} 88 ${r + 1} 152C${r - 2} 136 ${r - 6} 120 ${r - 12} 112C176 112 138 104 122 84C118 100 108 112 ${l + 9} 118C${l + 4} 128 ${l + 2} 140 ${l - 1} 152Z`,
        ) + strands('M124 80C146 96 172 100 194 102M128 68C150 80 176 84 198 90')
      );
    case 'curly':
      return (
        shape(
          `M${l - 2} 148C${l - 16} 138 ${l - 16} 118 ${l - 6} 110C${l - 14} 92 ${l - 2} 72 ${l + 16} 72C${l + 22} 52 122 42 136 48C148 36 172 40 178 50C194 46 ${r + 2} 60 ${r - 2} 74C${r + 14} 80 ${r + 18} 100 ${r + 8} 112C${r + 16} 122 ${r + 12} 140 ${r + 2} 148C${r - 2} 132 ${r - 6} 122 ${r - 10} 118C188 122 180 104 170 108C160 114 152 102 142 107C132 112 126 104 116 110C110 116 ${l + 14} 112 ${l + 10} 118C${l + 4} 124 ${l + 2} 134 ${l - 2} 148Z`,
        ) +
        strands(
          'M112 84C116 76 126 76 128 84M140 68C146 60 156 62 158 70M172 84C178 76 188 80 188 88M126 96C132 90 140 92 142 98M158 92C164 86 172 90 172 96',
        )
      );
    case 'receding':
      return (
        shape(
          `M${l - 2} 156C${l - 12} 116 ${l - 4} 78 ${l + 24} 66C${l + 14} 82 ${l + 10} 98 ${l + 9} 112C${l + 4} 124 ${l + 2} 140 ${l - 2} 156ZM${r + 2} 156C${r + 12} 116 ${r + 4} 78 ${r - 24} 66C${r - 14} 82 ${r - 10} 98 ${r - 9} 112C${r - 4} 124 ${r - 2} 140 ${r + 2} 156Z`,
        ) +
        strands(
          `M${l + 4} 100C${l + 8} 88 ${l + 14} 78 ${l + 20} 72M${r - 4} 100C${r - 8} 88 ${r - 14} 78 ${r - 20} 72`,
        )
      );
    case 'cropped':
      return `<path d="M${l} 146C${l - 8} 96 ${l + 14} 56 150 55C${r - 14} 56 ${r + 8} 96 ${r} 146C${r - 3} 134 ${r - 5} 120 ${r - 10} 110C186 92 168 88 150 88C132 88 114 92 ${l + 10} 110C${l + 5} 120 ${l + 3} 134 ${l} 146Z" fill="${tones.base}" opacity=".94"/>`;
    case 'bob':
    case 'long':
    case 'wavy':
      return (
        shape(
          `M158 50C108 44 ${l - 18} 92 ${l - 20} 160C${l - 20} 186 ${l - 18} 210 ${l - 12} 226C${l + 2} 214 ${l + 4} 176 ${l + 4} 150C${l + 12} 132 128 116 150 84C164 112 ${r - 12} 130 ${r - 4} 150C${r - 4} 176 ${r - 2} 214 ${r + 12} 226C${r + 18} 210 ${r + 20} 186 ${r + 20} 160C${r + 18} 92 204 50 158 50Z`,
        ) +
        strands(
          `M146 72C122 92 ${l + 2} 118 ${l - 6} 170M166 70C184 92 ${r} 120 ${r + 8} 170M138 64C112 80 ${l} 100 ${l - 10} 140`,
        )
      );
    case 'bun':
      return (
        shape(
          `M${l - 1} 150C${l - 12} 92 ${l + 16} 52 150 52C${r - 16} 52 ${r + 12} 92 ${r + 1} 150C${r - 4} 128 ${r - 14} 106 150 88C${l + 14} 106 ${l + 4} 128 ${l - 1} 150Z`,
        ) +
        strands(
          'M118 92C128 76 142 68 150 64M182 92C172 76 158 68 150 64M134 86C140 76 146 70 150 64M166 86C160 76 154 70 150 64',
        )
      );
  }
}
