/** What a resident sees and touches: drawn alike in the cabinet and on the devices' own pages. */
import { Box, Part, Passive, times } from './primitives.tsx';

/** 196 x 96. */
export function CardReader() {
  return (
    <Part id="cardReader.body">
      <Box width={196} height={96} depth={18} radius={6} />
      <rect className="p" x="12" y="12" width="92" height="72" rx="8" />
      <path className="n hv" d="M46 62a20 20 0 0 1 0-28M38 70a32 32 0 0 1 0-44M54 54a9 9 0 0 1 0-12" />
      <rect className="f" x="62" y="36" width="32" height="24" rx="3" />
      <rect className="n thin" x="67" y="42" width="8" height="7" />
      <path className="n" d="M118 66h64" />
      <rect className="opening" x="118" y="44" width="64" height="8" rx="2" />
      <path className="n thin" d="M124 30h52M124 36h34" />
    </Part>
  );
}

export function Scanner() {
  return (
    <Passive>
      <Box width={196} height={44} depth={16} radius={5} />
      <rect className="opening" x="14" y="10" width="112" height="24" rx="3" />
      <path className="scan-line v" d="M20 22H120" />
      <path className="n" d="M142 12v20M147 12v20M151 12v20M158 12v20M162 12v20M170 12v20M174 12v20M180 12v20" />
    </Passive>
  );
}

export function Keypad() {
  return (
    <Passive>
      <Box width={196} height={66} depth={16} radius={5} />
      {times(5, (index) => (
        <rect key={index} className="p" x={12 + index * 27} y="12" width="22" height="22" rx="4" />
      ))}
      <path className="n" d="M18 26l5-6 5 6M45 20l5 6 5-6M82 18l-6 5 6 5M98 23l4 4 7-8" />
      <circle className="lf" cx="131" cy="23" r="3" />
      <path className="n thin" d="M12 46h130M12 53h94" />
      <circle className="f" cx="168" cy="32" r="16" />
      <circle className="opening" cx="168" cy="32" r="6" />
    </Passive>
  );
}

export function LightsAndCamera() {
  return (
    <Passive>
      <rect className="f" x="20" y="18" width="430" height="12" rx="6" />
      {times(8, (index) => (
        <circle key={index} className="p" cx={48 + index * 54} cy="24" r="3.5" />
      ))}
      <circle className="f" cx="505" cy="24" r="13" />
      <circle className="opening" cx="505" cy="24" r="6" />
    </Passive>
  );
}

/** 316 x 524, with a picture of the resident's screen. */
export function Screen() {
  return (
    <>
      <Passive>
        <rect className="f" x="8" y="46" width="316" height="524" rx="8" />
      </Passive>
      <g className="glass">
        <rect className="glass-ground" x="20" y="58" width="292" height="500" rx="3" />
        <rect className="glass-bar" x="20" y="58" width="292" height="34" />
        <rect className="glass-line" x="60" y="150" width="212" height="20" rx="2" />
        <rect className="glass-line-quiet" x="92" y="182" width="148" height="12" rx="2" />
        <rect className="glass-card" x="76" y="240" width="180" height="114" rx="8" />
        <rect className="glass-portrait" x="90" y="256" width="46" height="58" rx="3" />
        <path className="glass-text" d="M150 264h88M150 280h70M150 296h78M90 334h150" />
        <rect className="glass-button" x="60" y="470" width="212" height="46" rx="6" />
      </g>
      <Teeth x={20} y={534} width={292} height={24} step={18.25} className="glass-teeth" />
    </>
  );
}

type TeethProps = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly className: string;
};

/** The edge of a Sadu cloth. */
export function Teeth({ x, y, width, height, step, className }: TeethProps) {
  const tooth = (at: number) => {
    const foot = y + height;
    return `M${at} ${foot}L${at + step / 2} ${y}L${at + step} ${foot}Z`;
  };
  return (
    <path className={className} d={times(Math.floor(width / step), (index) => tooth(x + index * step)).join('')} />
  );
}
