import { useId } from 'react';
import { CrestIn, CrestShape } from '../components/marks.tsx';

/** A card of ID-1 size in the units its pictures have: 1016 x 648 is 300 dots an inch. */
export const CARD = { width: 1016, height: 648, radius: 38 } as const;
/** In millimetres. */
export const CARD_MM = { width: 85.6, height: 54, radius: 3.18 } as const;

function guilloche(): string {
  let path = '';
  for (let wave = 0; wave < 14; wave += 1) {
    const phase = (wave * Math.PI) / 7;
    for (let x = 0; x <= CARD.width; x += 16) {
      const t = x / CARD.width;
      const y =
        CARD.height * 0.56 +
        Math.sin(t * Math.PI * 4 + phase * 0.5) * 70 * Math.cos(phase) +
        Math.sin(t * Math.PI * 10 + phase) * 22 +
        (wave - 7) * 12;
      path += `${x === 0 ? 'M' : 'L'}${x} ${y.toFixed(1)}`;
    }
  }
  return path + rosette(CARD.width * 0.66, CARD.height * 0.58, 215, 8);
}

function rosette(cx: number, cy: number, radius: number, petals: number): string {
  let path = '';
  for (let curve = 0; curve < 8; curve += 1) {
    const phase = (curve * Math.PI) / 4;
    for (let degrees = 0; degrees <= 360; degrees += 3) {
      const angle = (degrees * Math.PI) / 180;
      const r =
        radius * (0.64 + 0.34 * Math.sin(petals * angle + phase) * (0.72 + 0.28 * Math.cos(2 * petals * angle)));
      path += `${degrees === 0 ? 'M' : 'L'}${(cx + r * Math.cos(angle)).toFixed(1)} ${(cy + r * Math.sin(angle)).toFixed(1)}`;
    }
    path += 'Z';
  }
  return path;
}

const lines = guilloche();

const kinds = {
  'civil-id': { ar: 'البطاقة المدنية', en: 'Civil ID', head: '#147168', person: '#147168', tint: '#cfe2dc' },
  licence: { ar: 'رخصة قيادة', en: 'Driving licence', head: '#0e4f49', person: '#147168', tint: '#cfe2dc' },
  service: { ar: 'بطاقة خدمة', en: 'Service card', head: '#10211f', person: '#4a6572', tint: '#dbe2e5' },
  other: { ar: '', en: '', head: '#6b6f7a', person: '#7d818c', tint: '#dcdee3' },
} as const;
export type CardKind = keyof typeof kinds;

/** A card as a sketch: whose it is cannot be seen. */
export function CardArt({ kind, damaged = false }: { readonly kind: CardKind; readonly damaged?: boolean }) {
  const id = useId();
  const { ar, en, head, person, tint } = kinds[kind];
  return (
    <svg className="card-art" viewBox={`0 0 ${CARD.width} ${CARD.height}`} aria-hidden="true">
      <defs>
        <linearGradient id={`${id}g`} x1="0" y1="0" x2="1" y2=".6">
          <stop offset="0" stopColor="#fff" />
          <stop offset=".6" stopColor="#f3ede0" />
          <stop offset="1" stopColor="#e7eee9" />
        </linearGradient>
        <clipPath id={`${id}c`}>
          {damaged ? (
            <path d="M38 0H978q38 0 38 38V420L930 470 968 540 880 648H38q-38 0-38-38V38Q0 0 38 0Z" />
          ) : (
            <rect width={CARD.width} height={CARD.height} rx={CARD.radius} />
          )}
        </clipPath>
      </defs>
      <g clipPath={`url(#${id}c)`}>
        <rect width={CARD.width} height={CARD.height} fill={`url(#${id}g)`} />
        <path d={lines} fill="none" stroke={person} strokeWidth="1.4" opacity=".3" />
        <rect width={CARD.width} height="120" fill={head} />
        <text x="968" y="80" textAnchor="end" direction="ltr" className="card-art-ar">
          {ar}
        </text>
        <text x="48" y="76" direction="ltr" className="card-art-en">
          {en}
        </text>
        {kind === 'licence' ? (
          <g transform="translate(64 214) scale(2.6)">
            <CrestShape />
          </g>
        ) : (
          <Chip />
        )}
        <g transform="translate(680 176)">
          <rect width="280" height="360" rx="24" fill={tint} />
          <circle cx="140" cy="136" r="62" fill={person} />
          <path d="M24 360c4-92 48-132 116-132s112 40 116 132z" fill={person} />
        </g>
        <g transform="translate(64 410)" fill="#10211f">
          <rect width="420" height="26" rx="13" opacity=".8" />
          <rect y="54" width="300" height="22" rx="11" opacity=".5" />
          <rect y="102" width="360" height="22" rx="11" opacity=".5" />
          <rect y="150" width="240" height="22" rx="11" opacity=".5" />
        </g>
        {damaged && (
          <path d="M560 0 500 150 600 300 520 450 590 648" fill="none" stroke="#10211f" strokeWidth="7" opacity=".7" />
        )}
      </g>
    </svg>
  );
}

function Chip() {
  return (
    <g transform="translate(64 220)">
      <rect width="176" height="140" rx="22" fill="#d9b766" />
      <path
        d="M0 46h56v48H0M176 46h-56v48h56M56 0v140M120 0v140M56 70h64"
        fill="none"
        stroke="#9c7b33"
        strokeWidth="5"
      />
    </g>
  );
}

/** A passport booklet, closed: ISO/IEC 7810 ID-3. */
export const PASSPORT = { width: 200, height: 282 } as const;
/** In millimetres. */
export const PASSPORT_MM = { width: 88, height: 125 } as const;

export function PassportArt() {
  return (
    <svg className="passport-art" viewBox={`0 0 ${PASSPORT.width} ${PASSPORT.height}`} aria-hidden="true">
      <rect x="6" y="5" width="194" height="277" rx="14" fill="#0000001f" />
      <rect className="passport-cover" width="196" height="276" rx="14" />
      <rect x="9" y="9" width="178" height="258" rx="8" fill="none" stroke="#d9b766" strokeWidth="1.6" opacity=".75" />
      <g transform="translate(54 82) scale(1.38)">
        <CrestIn ink="#d9b766" ground="#12343f" slot="#d9b766" />
      </g>
      <text x="98" y="52" textAnchor="middle" className="passport-art-ar">
        جواز سفر
      </text>
      <text x="98" y="215" textAnchor="middle" className="passport-art-en">
        PASSPORT
      </text>
      <g transform="translate(82 234)" fill="none" stroke="#e3c47c" strokeWidth="2">
        <rect width="32" height="18" rx="2" />
        <circle cx="16" cy="9" r="5" />
        <path d="M0 9h11M21 9h11" />
      </g>
    </svg>
  );
}
