import { useId } from 'react';
import type { DocumentType } from '../../../common/document.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { CrestIn, CrestShape } from '../components/marks.tsx';
import { CardArt, type CardKind, PassportArt } from './card-art.tsx';
import { ClothPiece } from './cloth-image.tsx';
import { Blur } from './definitions.tsx';
import { Scene } from './scene.tsx';

export type Kept = 'nothing' | 'licence' | 'passport' | { readonly picture: string };

/** A woven pouch: "kept for you". */
export function Pouch({ holds, badge }: { readonly holds: Kept; readonly badge?: IconName }) {
  const id = useId();
  return (
    <Scene width={600} height={450} atMost={1.3} className="pouch">
      <svg className="scene-picture" viewBox="60 0 600 450" aria-hidden="true">
        <defs>
          <clipPath id={`${id}c`}>
            <rect x="80" y="180" width="560" height="250" rx="28" />
          </clipPath>
          <Blur id={`${id}b`} deviation={16} />
          <linearGradient id={`${id}g`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#000" stopOpacity=".42" />
            <stop offset=".22" stopColor="#000" stopOpacity="0" />
            <stop offset="1" stopColor="#000" stopOpacity=".18" />
          </linearGradient>
        </defs>
        <rect className="drawn-shadow" x="100" y="220" width="520" height="226" rx="40" filter={`url(#${id}b)`} />
        <rect className="outlined" x="80" y="166" width="560" height="60" rx="26" fill="var(--i-wall-low)" />
        {holds !== 'nothing' && (
          <g className="pouch-content" transform="rotate(-4 360 150)">
            <rect className="drawn-shadow" x="150" y="14" width="420" height="268" rx="17" filter={`url(#${id}b)`} />
            <KeptThing holds={holds} />
          </g>
        )}
        <g clipPath={`url(#${id}c)`}>
          <rect x="80" y="180" width="560" height="260" fill="var(--i-wall)" />
          <ClothPiece cloth="middle" x={80} y={305 - 107.5} columns={112} cell={5} shift={4} />
          <rect x="80" y="180" width="560" height="250" fill={`url(#${id}g)`} />
        </g>
        <rect className="outlined" x="80" y="180" width="560" height="250" rx="28" fill="none" />
        <rect x="80" y="180" width="560" height="9" rx="4.5" fill="#f8f2e6" opacity=".85" />
      </svg>
      {badge && <Badge icon={badge} x={482} y={330} />}
    </Scene>
  );
}

function KeptThing({ holds }: { readonly holds: Exclude<Kept, 'nothing'> }) {
  if (typeof holds === 'object') return <image href={holds.picture} x="150" y="10" width="420" height="268" />;
  // Cut off where the cloth hides it: a booklet is taller than its pouch.
  return (
    <foreignObject x="150" y="10" width="420" height="350">
      {holds === 'licence' ? <CardArt kind="licence" /> : <PassportArt />}
    </foreignObject>
  );
}

function Badge({ icon, x, y }: { readonly icon: IconName; readonly x: number; readonly y: number }) {
  return (
    <div className="scene-badge" style={{ left: x, top: y }}>
      <Icon name={icon} size={60} stroke={4} />
    </div>
  );
}

/** A card by itself, with a sign of what is the matter. */
export function SingleCard({ kind, badge }: { readonly kind: CardKind; readonly badge: IconName }) {
  return (
    <Scene width={600} height={400} atMost={1.3}>
      <div className="single-card">
        <CardArt kind={kind} />
      </div>
      <Badge icon={badge} x={452} y={258} />
    </Scene>
  );
}

/** The machine; draped with cloth while it is closed. */
export function Machine() {
  const id = useId();
  const fringe = Array.from({ length: 36 }, (_, index) => ({
    x: 3 + index * 9,
    length: 26 + ((index * 45 + 15) % 11),
  }));
  return (
    <Scene width={600} height={700} atMost={1.25}>
      <svg className="scene-picture" viewBox="80 0 600 700" aria-hidden="true">
        <defs>
          <Blur id={`${id}b`} deviation={14} />
          <linearGradient id={`${id}g`} x1="0" y1="0" x2="1" y2="0">
            <stop offset="0" stopColor="var(--i-wall-lit)" />
            <stop offset=".12" stopColor="var(--i-wall)" />
            <stop offset=".88" stopColor="var(--i-wall)" />
            <stop offset="1" stopColor="var(--i-wall-low)" />
          </linearGradient>
          <linearGradient id={`${id}f`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#fff" stopOpacity=".1" />
            <stop offset=".12" stopColor="#000" stopOpacity="0" />
            <stop offset="1" stopColor="#000" stopOpacity=".22" />
          </linearGradient>
        </defs>
        <ellipse className="drawn-shadow" cx="380" cy="668" rx="290" ry="22" filter={`url(#${id}b)`} />
        <rect className="outlined" x="236" y="596" width="288" height="74" rx="10" fill="var(--i-wall-low)" />
        <rect className="outlined" x="206" y="650" width="348" height="24" rx="10" fill="var(--i-foot)" />
        <rect className="outlined" x="190" y="20" width="380" height="596" rx="44" fill={`url(#${id}g)`} />
        <rect className="outlined" x="222" y="58" width="316" height="396" rx="20" fill="var(--i-hole-2)" />
        <rect className="outlined" x="164" y="474" width="432" height="26" rx="13" fill="var(--i-lip-1)" />
        <rect className="outlined" x="164" y="488" width="432" height="16" rx="8" fill="var(--i-lip-2)" />
        {[250, 400].map((x) => (
          <g key={x} stroke="#2b726a" strokeWidth="3">
            <rect x={x} y="530" width="112" height="44" rx="10" fill="var(--i-hole-2)" />
            <path d={`M${x + 6} 552h100`} />
          </g>
        ))}
        <g transform="translate(215 6)">
          <rect className="drawn-shadow" x="6" y="10" width="318" height="475" filter={`url(#${id}b)`} />
          <path d="M0 20q0-20 20-20h290q20 0 20 20v20H0z" fill="var(--i-weft)" />
          <rect y="20" width="330" height="106" fill="var(--i-wall)" />
          <rect y="20" width="330" height="10" fill="#10211f" />
          <rect y="112" width="330" height="8" fill="#ebddc2" />
          <ClothPiece cloth="middle" x={0} y={126} columns={66} cell={5} shift={3} />
          <g transform="translate(0 401)" stroke="#ebddc2" strokeWidth="4" strokeLinecap="round">
            {fringe.map(({ x, length }) => (
              <path key={x} d={`M${x} 0v${length}`} />
            ))}
          </g>
          <path d="M0 20q0-20 20-20h290q20 0 20 20v381H0z" fill={`url(#${id}f)`} />
          <g transform="translate(135 38) scale(.9375)">
            <CrestShape onTeal />
          </g>
        </g>
      </svg>
    </Scene>
  );
}

/** Two pieces of cloth whose threads have parted: no connection. */
export function PartedCloth() {
  const id = useId();
  const threads = Array.from({ length: 11 }, (_, index) => 100 + index * 22);
  return (
    <Scene width={760} height={360} atMost={1.3}>
      <svg className="scene-picture" viewBox="0 0 760 360" aria-hidden="true">
        <defs>
          <Blur id={`${id}b`} deviation={14} />
        </defs>
        <rect className="drawn-shadow" x="20" y="70" width="250" height="270" rx="20" filter={`url(#${id}b)`} />
        <rect className="drawn-shadow" x="490" y="70" width="250" height="270" rx="20" filter={`url(#${id}b)`} />
        <g fill="none" stroke="var(--i-warp-2)" strokeWidth="4" strokeLinecap="round">
          {threads.map((y, index) => (
            <g key={y}>
              <path d={`M255 ${y}c30 0 40 ${(index % 3) * 6 - 4} ${52 + (index % 4) * 12} ${18 + (index % 5) * 7}`} />
              <path
                d={`M505 ${y}c-30 0-40 ${(index % 4) * 5 - 4} ${-54 - ((index + 2) % 4) * 11} ${20 + ((index + 1) % 5) * 6}`}
              />
            </g>
          ))}
        </g>
        <ClothPiece cloth="middle" x={20} y={80} columns={50} cell={5} shift={11} />
        <ClothPiece cloth="middle" x={490} y={80} columns={50} cell={5} shift={23} />
      </svg>
    </Scene>
  );
}

/** A telephone with a message on it. */
export function Phone({ badge }: { readonly badge?: IconName }) {
  return (
    <Scene width={520} height={460} atMost={1.2}>
      <svg className="scene-picture" viewBox="0 0 520 460" aria-hidden="true">
        <rect className="drawn-outline" x="140" y="10" width="240" height="440" rx="42" fill="#10211f" />
        <rect x="154" y="26" width="212" height="408" rx="30" fill="var(--i-paper)" />
        <rect x="224" y="40" width="72" height="12" rx="6" fill="#10211f" opacity=".25" />
        <rect className="outlined" x="96" y="130" width="270" height="120" rx="30" fill="var(--i-wall)" />
        <path d="M120 236v50l44-42z" fill="var(--i-wall)" />
        {[146, 180, 214, 248, 282, 316].map((cx) => (
          <circle key={cx} cx={cx} cy="190" r="9" fill="#f6efe3" />
        ))}
        <rect x="178" y="306" width="150" height="14" rx="7" fill="#10211f" opacity=".18" />
        <rect x="178" y="338" width="106" height="14" rx="7" fill="#10211f" opacity=".18" />
      </svg>
      {badge && <Badge icon={badge} x={316} y={306} />}
    </Scene>
  );
}

/** A finished piece of cloth with the collected documents on it: one of a kind is enough to be seen. */
export function FinishedCloth({ documents }: { readonly documents: readonly DocumentType[] }) {
  const kinds = [...new Set(documents)];
  const id = useId();
  const fringe = Array.from({ length: 30 }, (_, index) => 78 + index * 9.3);
  return (
    <Scene width={860} height={430} atMost={1.3}>
      <svg className="scene-picture" viewBox="0 0 860 430" aria-hidden="true">
        <defs>
          <Blur id={`${id}b`} deviation={16} />
        </defs>
        <rect className="drawn-shadow" x="90" y="110" width="680" height="260" rx="20" filter={`url(#${id}b)`} />
        <g stroke="var(--i-fringe)" strokeWidth="4" strokeLinecap="round">
          {fringe.map((y, index) => (
            <path key={y} d={`M70 ${y}h${-28 - ((index * 5) % 11)}M790 ${y}h${28 + ((index * 7) % 11)}`} />
          ))}
        </g>
        <ClothPiece cloth="middle" x={70} y={77} columns={144} cell={5} shift={12} />
      </svg>
      {kinds.map((kind) => (
        <div key={kind} className={`finished-document finished-${kind} finished-of-${kinds.length}`}>
          {kind === 'passport' ? <PassportArt /> : <CardArt kind="licence" />}
        </div>
      ))}
    </Scene>
  );
}

/** Paper that comes out of a slot. */
export function ReceiptSlot({ motion, lit }: { readonly motion: 'printing' | 'waiting'; readonly lit: boolean }) {
  const id = useId();
  return (
    <Scene width={1080} height={660} spare={60} spareSide={150} className={`receipt receipt-${motion}`}>
      <svg className="scene-picture" viewBox="0 0 1080 660" aria-hidden="true">
        <defs>
          <Blur id={`${id}b`} deviation={26} />
          <linearGradient id={`${id}w`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="var(--i-wall-high)" />
            <stop offset=".8" stopColor="var(--i-wall)" />
            <stop offset="1" stopColor="var(--i-wall-low)" />
          </linearGradient>
        </defs>
        {/* A little over the next one: edges that only meet show a line between them. */}
        <rect x="-3000" y="-3000" width="7080" height="3004" fill="var(--i-wall-high)" />
        <rect x="-3000" y="0" width="7080" height="660" fill={`url(#${id}w)`} />
        {lit && (
          <rect
            x="250"
            y="96"
            width="580"
            height="120"
            rx="60"
            fill="var(--i-glow-2)"
            opacity=".8"
            filter={`url(#${id}b)`}
          />
        )}
        <rect className={lit ? 'tray-rim-lit' : 'tray-rim'} x="280" y="116" width="520" height="84" rx="42" />
        <rect className={lit ? 'tray-rim-inner-lit' : 'tray-rim'} x="288" y="124" width="504" height="68" rx="34" />
        <rect x="304" y="138" width="472" height="40" rx="20" fill="var(--i-hole-1)" />
      </svg>
      <div className="receipt-window">
        <ReceiptPaper />
      </div>
    </Scene>
  );
}

export function ReceiptPaper() {
  return (
    <svg className="receipt-paper" viewBox="0 0 380 470" aria-hidden="true">
      <path d={`M0 0H380V450${'l-10 12-10-12'.repeat(19)}Z`} fill="#fff" />
      <rect width="380" height="26" fill="#10211f" opacity=".16" />
      <g transform="translate(150 60) scale(1.25)" opacity=".9">
        <CrestIn ink="#10211f" ground="#fff" slot="#10211f" />
      </g>
      <g fill="#10211f">
        <rect x="40" y="170" width="300" height="44" opacity=".9" />
        <rect x="40" y="240" width="120" height="12" opacity=".45" />
        <rect x="250" y="240" width="90" height="12" opacity=".75" />
        <rect x="40" y="272" width="90" height="12" opacity=".45" />
        <rect x="220" y="272" width="120" height="12" opacity=".75" />
        <rect x="40" y="304" width="140" height="12" opacity=".45" />
        <rect x="270" y="304" width="70" height="12" opacity=".75" />
        <rect x="70" y="346" width="240" height="26" opacity=".85" />
        <rect x="120" y="392" width="140" height="12" opacity=".45" />
      </g>
    </svg>
  );
}
