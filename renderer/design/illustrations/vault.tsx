import { useId } from 'react';
import { CrestIn } from '../components/marks.tsx';
import { PASSPORT, PassportArt } from './card-art.tsx';
import { Blur, HoleShade } from './definitions.tsx';
import { Scene } from './scene.tsx';

export type VaultDoing = 'resting' | 'fetching' | 'checking' | 'presenting';

const WIDTH = 900;
const HEIGHT = 520;
const PANE = { x: 70, y: 40, width: 760, height: 420 } as const;
/** From one slot of the carousel to the next; it turns by just that, again and again. */
const PITCH = 108;
const SLOTS = 9;
const BOOK = { width: 84, height: 262, top: 128 } as const;

/** A window into the machine: what its vault does with a booklet that nobody can reach yet. */
export function Vault({ doing }: { readonly doing: VaultDoing }) {
  const id = useId();
  return (
    <Scene width={WIDTH} height={HEIGHT} atMost={1.2} className={`vault vault-${doing}`}>
      <svg className="scene-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <defs>
          <clipPath id={`${id}pane`}>
            <rect {...PANE} rx="30" />
          </clipPath>
          <Blur id={`${id}blur`} deviation={18} />
          <HoleShade id={`${id}hole`} />
          <linearGradient id={`${id}shade`} x1="0" y1="0" x2="1" y2="0">
            <stop offset="0" stopColor="#031513" stopOpacity=".92" />
            <stop offset=".24" stopColor="#031513" stopOpacity="0" />
            <stop offset=".76" stopColor="#031513" stopOpacity="0" />
            <stop offset="1" stopColor="#031513" stopOpacity=".92" />
          </linearGradient>
        </defs>
        <rect className="drawn-shadow" x="44" y="34" width="812" height="480" rx="52" filter={`url(#${id}blur)`} />
        <rect className="outlined" x="30" y="0" width="840" height="500" rx="56" fill="var(--i-wall)" />
        <rect x="46" y="14" width="808" height="10" rx="5" fill="var(--i-wall-lit)" />
        <rect className="outlined" {...PANE} rx="30" fill={`url(#${id}hole)`} />
        <g clipPath={`url(#${id}pane)`}>
          {doing === 'checking' ? <DataPage /> : <Carousel sends={doing === 'presenting'} />}
          {doing !== 'checking' && <rect {...PANE} fill={`url(#${id}shade)`} />}
        </g>
        {(doing === 'resting' || doing === 'fetching') && (
          <rect
            className="vault-frame"
            x={WIDTH / 2 - BOOK.width / 2 - 16}
            y={BOOK.top - 18}
            width={BOOK.width + 32}
            height={BOOK.height + 36}
            rx="20"
          />
        )}
        <rect className="outlined" {...PANE} rx="30" fill="none" />
      </svg>
    </Scene>
  );
}

/** Spines, one a slot. The one that is wanted comes to stand in the frame, and is sent to the exit. */
function Carousel({ sends }: { readonly sends: boolean }) {
  const middle = (SLOTS - 1) / 2;
  const slots = Array.from({ length: SLOTS + 1 }, (_, index) => WIDTH / 2 + (index - middle) * PITCH);
  return (
    <>
      <g className="vault-carousel">
        {slots.map((x, index) => (
          <g key={x} transform={`translate(${x - BOOK.width / 2} ${BOOK.top})`}>
            <rect x="-11" y="-34" width="8" height={BOOK.height + 46} rx="4" fill="#2b726a" />
            {!(sends && index === middle) && <Spine />}
          </g>
        ))}
      </g>
      <rect x={PANE.x} y={BOOK.top + BOOK.height + 8} width={PANE.width} height="90" fill="var(--i-lip-2)" />
      <rect x={PANE.x} y={BOOK.top + BOOK.height + 8} width={PANE.width} height="14" fill="var(--i-lip-1)" />
      {sends && <Sent />}
    </>
  );
}

function Spine() {
  return (
    <>
      <rect className="vault-board outlined" width={BOOK.width} height={BOOK.height} rx="10" />
      <path className="vault-gold" d={`M12 26H${BOOK.width - 12}M12 ${BOOK.height - 26}H${BOOK.width - 12}`} />
      <g transform={`translate(${BOOK.width / 2 - 24} ${BOOK.height / 2 - 24}) scale(.75)`} opacity=".9">
        <CrestIn ink="#d9b766" ground="#12343f" slot="#d9b766" />
      </g>
    </>
  );
}

/** It was found to be the right one, and goes to where it is handed over. */
function Sent() {
  const width = 226;
  return (
    <>
      <g className="vault-sent">
        <foreignObject
          x={WIDTH / 2 - width / 2}
          y="74"
          width={width}
          height={(width * PASSPORT.height) / PASSPORT.width + 2}
        >
          <PassportArt />
        </foreignObject>
      </g>
      <g className="vault-arrow">
        <path d="M300 250v110m-38-38 38 38 38-38" />
        <path d="M600 250v110m-38-38 38 38 38-38" />
      </g>
    </>
  );
}

/** The page with the photograph, on the reader: nobody's data, only where they stand. */
function DataPage() {
  return (
    <g transform="translate(200 52)">
      <rect className="outlined" x="0" y="-60" width="500" height="110" rx="14" fill="#efe7d6" />
      <rect className="outlined" x="0" y="36" width="500" height="352" rx="14" fill="#fbf6ea" />
      <path d="M0 43H500" stroke="#b39f7b" strokeWidth="5" />
      <path
        d="M20 170c80-60 150 40 230-10s150-60 230 10M20 210c80-60 150 40 230-10s150-60 230 10M20 250c80-60 150 40 230-10s150-60 230 10"
        fill="none"
        stroke="#147168"
        strokeWidth="2"
        opacity=".3"
      />
      <g transform="translate(30 74)">
        <rect width="138" height="172" rx="10" fill="#cfe2dc" />
        <circle cx="69" cy="68" r="32" fill="#147168" />
        <path d="M12 172c2-46 24-66 57-66s55 20 57 66z" fill="#147168" />
      </g>
      <g transform="translate(200 82)" fill="#10211f">
        <rect width="240" height="16" rx="8" opacity=".75" />
        <rect y="38" width="170" height="14" rx="7" opacity=".45" />
        <rect y="74" width="210" height="14" rx="7" opacity=".45" />
        <rect y="110" width="130" height="14" rx="7" opacity=".45" />
        <rect y="146" width="190" height="14" rx="7" opacity=".45" />
      </g>
      <rect x="0" y="268" width="500" height="96" fill="#fff" opacity=".7" />
      <g direction="ltr">
        <text x="250" y="306" textAnchor="middle" className="vault-mrz">
          {'P<KWT<<<<<<<<<<<<<<<<<'}
        </text>
        <text x="250" y="348" textAnchor="middle" className="vault-mrz">
          {'<<<<<<<<<<<<<<<<<<<<<<'}
        </text>
      </g>
      <rect className="vault-scan" x="-26" y="56" width="552" height="10" rx="5" />
      <g className="vault-waves">
        <path d="M556 232a34 34 0 0 0 0-52M580 254a64 64 0 0 0 0-96" />
      </g>
    </g>
  );
}
