import type { Levels } from './levels.ts';
import { Bin, Box, type MediumPlace, Pair, Part, times, Window } from './primitives.tsx';

const PATH = 115;
const CAROUSEL = { x: 150, radius: 124, squash: 26 } as const;
/** Slots that are seen from the front, in two tiers; a real carousel has more. */
const SEEN = 11;

type Props = { readonly levels: Levels; readonly booklet?: MediumPlace | undefined };

/** 560 x 220. */
export function DocumentVault({ levels, booklet }: Props) {
  return (
    <>
      <Part id="documentVault.body">
        <Box y={14} width={560} height={206} depth={26} radius={4} />
        <Window width={546} height={192} />
      </Part>
      <Carousel full={levels.booklets} />
      <Part id="documentVault.picker">
        <path className="n hv" d="M294 34V206" />
        <rect className="f" x="284" y="100" width="34" height="30" rx="2" />
        <path className="n" d="M284 108h-12M284 122h-12" />
      </Part>
      <path className="path-line v" d={`M318 ${PATH}H556`} />
      <ReadingStation />
      <Part id="documentVault.transport">
        <Pair x={330} y={PATH} radius={5} />
        <Pair x={430} y={PATH} radius={5} />
      </Part>
      <Part id="documentVault.retain">
        <Bin x={340} width={90} full={levels.vaultRetain} />
        <path className="n thin" d="M385 152v15m-4-4l4 4 4-4" />
      </Part>
      <Shutter />
      <Part id="documentVault.exit">
        <path className="f" d="M520 88H562L578 80V166L562 154H520Z" />
        <path className="s" d="M562 88L578 80V166L562 154Z" />
        <rect className="opening" x="526" y="109" width="46" height="12" rx="2" />
      </Part>
      <Part id="documentVault.door">
        <rect className="f" x="486" y="176" width="58" height="28" rx="2" />
        <circle className="p" cx="503" cy="190" r="7" />
        <path className="n" d="M503 186v8M518 184h18M518 190h18M518 196h12" />
      </Part>
      {booklet && <Booklet at={booklet} />}
    </>
  );
}

function Carousel({ full }: { readonly full: number }) {
  const { x, radius, squash } = CAROUSEL;
  return (
    <Part id="documentVault.carousel">
      <path className="f" d={`M${x - radius} 60V186A${radius} ${squash} 0 0 0 ${x + radius} 186V60Z`} />
      {[68, 130].map((top, tier) =>
        times(SEEN, (index) => <Slot key={index} top={top} index={index} tier={tier} full={full} />),
      )}
      <path className="n" d={`M${x - radius} 124A${radius} ${squash} 0 0 0 ${x + radius} 124`} />
      <ellipse className="t" cx={x} cy="60" rx={radius} ry={squash} />
      {times(22, (index) => {
        const angle = (index / 22) * 2 * Math.PI;
        const [across, down] = [Math.cos(angle), Math.sin(angle)];
        const line = `M${x + across * 36} ${60 + down * 7.5}L${x + across * radius} ${60 + down * squash}`;
        return <path key={index} className="n thin" d={line} />;
      })}
      <ellipse className="f" cx={x} cy="60" rx="36" ry="7.5" />
      <path className="n" d={`M${x - 4} 60V34h8v26`} />
    </Part>
  );
}

type SlotProps = { readonly top: number; readonly index: number; readonly tier: number; readonly full: number };

/** Slots that are empty lie among those that are not, as in a carousel that is picked by name. */
function Slot({ top, index, tier, full }: SlotProps) {
  const angle = ((index - 5) * Math.PI) / 12.2;
  const middle = CAROUSEL.x + Math.sin(angle) * (CAROUSEL.radius - 8);
  const width = 16 * Math.cos(angle) + 2;
  const y = top + Math.cos(angle) * CAROUSEL.squash * 0.82 - 6;
  const scattered = (((tier * SEEN + index) * 7) % 22) + 0.5;
  const holds = scattered < full * 22;
  return (
    <>
      <rect className={holds ? 's' : 'n slot-empty'} x={middle - width / 2} y={y} width={width} height="46" rx="1.5" />
      {holds && width > 8 && <path className="n thin" d={`M${middle - width * 0.25} ${y + 12}h${width * 0.5}`} />}
    </>
  );
}

function ReadingStation() {
  return (
    <>
      <Part id="documentVault.chipReader">
        <rect className="f" x="340" y="124" width="76" height="22" rx="2" />
        <rect className="n thin" x="349" y="129" width="58" height="12" rx="2" />
        <path className="n" d="M367 104a14 14 0 0 1 22 0M362 97a22 22 0 0 1 32 0" />
      </Part>
      <Part id="documentVault.mrz">
        <rect className="f" x="346" y="60" width="64" height="24" rx="2" />
        <path className="n" d="M356 84l-6 14M400 84l6 14" />
        <circle className="p" cx="378" cy="72" r="6" />
      </Part>
    </>
  );
}

function Shutter() {
  return (
    <Part id="documentVault.shutter">
      <rect className="f" x="452" y="66" width="18" height="98" rx="1.5" />
      {times(7, (index) => (
        <path key={index} className="n" d={`M454 ${77 + index * 13}h14`} />
      ))}
      <path className="n" d="M446 60h30M446 170h30" />
    </Part>
  );
}

/** Jammed, it has stopped half way through the shutter. */
function Booklet({ at }: { readonly at: MediumPlace }) {
  if (at === 'jammed') return <path className="medium-stuck v hv" d="M436 108l34-7 3 14-34 7z" />;
  const x = at === 'exit' ? 536 : 346;
  return <rect className="medium v" x={x} y="108" width="64" height="12" rx="2" data-medium="booklet" />;
}
