import type { Levels } from './levels.ts';
import { Bin, Box, type MediumPlace, Pair, Part, Passive, type Point, Roller, times, Window } from './primitives.tsx';

/** The height of the card's path. */
const PATH = 118;
/** A depiction of the ribbon's own panels: yellow, magenta, cyan, black, overlay. */
const PANELS = ['#e9c51f', '#c7397b', '#2a86b8', '#2b2b2b', '#c9d3d0'] as const;

/** Where the path has a card: the middle of it, in units of the drawing. */
const cardPlaces: Readonly<Record<MediumPlace, number>> = { transport: 330, exit: 566, jammed: 330 };

type Props = {
  readonly levels: Levels;
  readonly card?: MediumPlace | undefined;
  /** The cover stands up behind the printer. */
  readonly open?: boolean;
};

/** 560 x 215, one unit about a millimetre: a card is 86 long. */
export function CardPrinter({ levels, card, open = false }: Props) {
  return (
    <>
      {open && <RaisedCover />}
      <Part id="cardPrinter.body">
        <Box y={14} width={560} height={200} depth={26} radius={4} />
        <Window width={546} height={186} />
      </Part>
      <Electronics />
      <path className="path-line v" d={`M16 ${PATH}H556`} />
      <Hopper level={levels.hopper} />
      <Part id="cardPrinter.feed">
        <Pair x={113} y={PATH} />
      </Part>
      <Stations />
      <Part id="cardPrinter.transport">
        <Pair x={207} y={PATH} />
        <Pair x={283} y={PATH} />
        <Pair x={390} y={PATH} />
      </Part>
      <Ribbon left={levels.ribbon} />
      <Part id="cardPrinter.head">
        <path className="f" d="M326 78H354V100L345 111H335L326 100Z" />
        <path className="n thin" d="M331 84h18M331 89h18M331 94h18" />
        <Roller x={340} y={129} radius={10} />
      </Part>
      <Part id="cardPrinter.flip">
        <circle className="t" cx="440" cy={PATH} r="37" />
        <circle className="n thin" cx="440" cy={PATH} r="30" />
        <rect className="p" x="400" y="113" width="80" height="10" rx="2" />
        <path className="n" d="M424 96a27 27 0 0 1 32 1M456 97l1-8M456 97l-8 0" />
      </Part>
      <Bins reject={levels.reject} retain={levels.retain} />
      <Exit />
      {card && <Card at={cardPlaces[card]} jammed={card === 'jammed'} />}
    </>
  );
}

function RaisedCover() {
  return (
    <Part id="cardPrinter.cover">
      <polygon className="f" points="21,-1 52,-56 578,-56 581,-1" />
      <polygon className="n" points="44,-8 66,-48 566,-48 566,-8" />
      <path className="n hv" d="M30 -1v9M570 -1v9" />
    </Part>
  );
}

/** Below the deck: boards and a fan, which have no state of their own. */
function Electronics() {
  return (
    <Passive>
      <path className="deck-edge v" d="M14 158H396" />
      <rect className="deck" x="7" y="158" width="389" height="49" />
      <g className="deck-parts">
        <rect className="v" x="22" y="170" width="120" height="26" rx="2" />
        <rect className="v" x="152" y="170" width="74" height="26" rx="2" />
        <circle className="v" cx="250" cy="183" r="11" />
        <circle className="v" cx="250" cy="183" r="3" />
        <rect className="v" x="276" y="170" width="104" height="26" rx="2" />
        <path className="v" d="M30 176h20M30 183h42M30 190h30M286 178h30M286 186h54" />
      </g>
    </Passive>
  );
}

function Hopper({ level }: { readonly level: number }) {
  const stack = 6 + level * 58;
  return (
    <Part id="cardPrinter.hopper">
      <path className="n hv" d="M12 30V116H104V30" />
      {level > 0 && <rect className="p" x="15" y={112 - stack} width="86" height={stack} />}
      {level > 0 &&
        times(Math.floor(stack / 4), (index) => (
          <path key={index} className="n thin" d={`M15 ${112 - index * 4}H101`} />
        ))}
      <rect className="f" x="15" y={112 - stack - 10} width="86" height="9" rx="1.5" />
      <path className="n" d={`M58 ${112 - stack - 11}V34`} />
      <path className="n" d="M48 34h20" />
    </Part>
  );
}

function Stations() {
  return (
    <>
      <Part id="cardPrinter.contactless">
        <rect className="f" x="128" y="126" width="70" height="20" rx="2" />
        <rect className="n thin" x="136" y="130" width="54" height="12" rx="2" />
        <rect className="n thin" x="143" y="133" width="40" height="6" rx="1" />
        <path className="n" d="M152 104a14 14 0 0 1 22 0M147 97a22 22 0 0 1 32 0M142 90a31 31 0 0 1 42 0" />
      </Part>
      <Part id="cardPrinter.contact">
        <rect className="f" x="222" y="74" width="48" height="26" rx="2" />
        <path className="n" d="M230 100v11M238 100v11M246 100v11M254 100v11M262 100v11" />
        <rect className="s" x="234" y="56" width="24" height="18" />
      </Part>
    </>
  );
}

/** Supply at the left, take-up at the right: what one loses the other gains. */
function Ribbon({ left }: { readonly left: number }) {
  const supply = 9 + 20 * left;
  const taken = 9 + 20 * (1 - left);
  return (
    <Part id="cardPrinter.ribbon">
      <circle className="f" cx="308" cy="58" r={supply} />
      <circle className="f" cx="372" cy="58" r={taken} />
      {[0.72, 0.5].map((turn) => (
        <g key={turn}>
          <circle className="n thin" cx="308" cy="58" r={Math.max(7, supply * turn)} />
          <circle className="n thin" cx="372" cy="58" r={Math.max(7, taken * turn)} />
        </g>
      ))}
      <circle className="p" cx="308" cy="58" r="5.5" />
      <circle className="p" cx="372" cy="58" r="5.5" />
      <Web from={[308 - supply * 0.5, 58 + supply * 0.87]} to={[330, 113]} />
      <Web from={[350, 113]} to={[372 + taken * 0.6, 58 + taken * 0.8]} />
      <path d="M330 113H350" stroke={PANELS[3]} strokeWidth="2.6" />
    </Part>
  );
}

type WebProps = { readonly from: Point; readonly to: Point };

function Web({ from: [x1, y1], to: [x2, y2] }: WebProps) {
  const at = (share: number) => ({ x: x1 + (x2 - x1) * share, y: y1 + (y2 - y1) * share });
  return times(10, (index) => {
    const start = at(index / 10);
    const end = at((index + 1) / 10);
    return (
      <line
        key={index}
        x1={start.x}
        y1={start.y}
        x2={end.x}
        y2={end.y}
        stroke={PANELS[index % PANELS.length]}
        strokeWidth="2.6"
      />
    );
  });
}

function Bins({ reject, retain }: { readonly reject: number; readonly retain: number }) {
  return (
    <>
      <Part id="cardPrinter.reject">
        <Bin x={404} width={66} full={reject} />
        <path className="n thin" d="M437 157v10m-4-4l4 4 4-4" />
      </Part>
      <Part id="cardPrinter.retain">
        <Bin x={480} width={66} full={retain} />
        <path className="n thin" d="M513 150v17m-4-4l4 4 4-4" />
      </Part>
    </>
  );
}

function Exit() {
  return (
    <Part id="cardPrinter.exit">
      <Pair x={500} y={PATH} />
      <path className="f" d="M530 92H562L578 84V158L562 148H530Z" />
      <path className="s" d="M562 92L578 84V158L562 148Z" />
      <rect className="opening" x="536" y="114" width="36" height="8" rx="2" />
      <path className="n" d="M538 102h18M538 138h18" />
    </Part>
  );
}

function Card({ at, jammed }: { readonly at: number; readonly jammed: boolean }) {
  return (
    <g data-medium="card" transform={jammed ? `rotate(-7 ${at} ${PATH})` : undefined}>
      <rect className="medium v" x={at - 43} y="114" width="86" height="8" rx="1.5" />
      <rect className="medium-done" x={at - 43} y="114" width="24" height="8" rx="1.5" />
    </g>
  );
}
