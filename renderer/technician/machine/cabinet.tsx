import type { ReactNode } from 'react';
import type { ShownDevice } from '../../../main/technician/view.ts';
import { CardPrinter } from './card-printer.tsx';
import { DocumentVault } from './document-vault.tsx';
import { CardReader, Keypad, LightsAndCamera, Scanner, Screen, Teeth } from './front.tsx';
import type { Levels } from './levels.ts';
import { type MediumPlace, Part, Passive, type Point, times } from './primitives.tsx';
import { ReceiptPrinter } from './receipt-printer.tsx';

type Props = {
  /** A bay whose device this machine has not got stays empty. */
  readonly present: ReadonlySet<ShownDevice>;
  readonly levels: Levels;
  readonly card?: MediumPlace | undefined;
  readonly booklet?: MediumPlace | undefined;
};

/** Where each device stands in the cabinet. */
const places = {
  cardReader: [352, 126],
  receiptPrinter: [352, 346],
  cardPrinter: [-4, 622],
  documentVault: [-4, 882],
} as const satisfies Partial<Record<ShownDevice, Point>>;

/** The whole machine with its doors open, from -72 to 640 across and from -64 to 1170 down. It is no mirror image in any language. */
export function Cabinet({ present, levels, card, booklet }: Props) {
  return (
    <>
      <defs>
        <linearGradient id="machine-void" x1="0" y1="0" x2="0" y2="1">
          <stop className="void-high" offset="0" />
          <stop className="void-low" offset="1" />
        </linearGradient>
        <pattern id="machine-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="hatch-ground" width="6" height="6" />
          <path className="hatch-line" d="M0 0V6" />
        </pattern>
      </defs>
      <Housing />
      <LightsAndCamera />
      <Screen />
      <Placed at={[352, 62]}>
        <Scanner />
      </Placed>
      {present.has('cardReader') && (
        <Placed at={places.cardReader}>
          <CardReader />
        </Placed>
      )}
      <Placed at={[352, 244]}>
        <Keypad />
      </Placed>
      <Bay x={340} y={334} width={236} height={238} />
      {present.has('receiptPrinter') && (
        <Placed at={places.receiptPrinter}>
          <ReceiptPrinter levels={levels} />
        </Placed>
      )}
      <Bay x={-8} y={592} width={584} height={252} />
      <Bay x={-8} y={858} width={584} height={250} />
      {present.has('cardPrinter') && (
        <Placed at={places.cardPrinter}>
          <CardPrinter levels={levels} card={card} />
        </Placed>
      )}
      {present.has('documentVault') && (
        <Placed at={places.documentVault}>
          <DocumentVault levels={levels} booklet={booklet} />
        </Placed>
      )}
      <LowerDoor hasVault={present.has('documentVault')} />
    </>
  );
}

function Placed({ at: [x, y], children }: { readonly at: Point; readonly children: ReactNode }) {
  return <g transform={`translate(${x} ${y})`}>{children}</g>;
}

function Housing() {
  return (
    <g className="housing">
      <ellipse className="housing-shadow" cx="300" cy="1150" rx="360" ry="20" />
      <polygon className="housing-top v" points="-24,-24 584,-24 640,-64 32,-64" />
      <polygon className="housing-side v" points="584,-24 640,-64 640,1090 584,1134" />
      {[640, 910].map((top) =>
        times(9, (index) => (
          <path
            key={`${top}-${index}`}
            className="housing-slit v"
            d={`M598 ${top + index * 15}L626 ${top - 20 + index * 15}`}
          />
        )),
      )}
      <rect className="housing-front v hv" x="-24" y="-24" width="608" height="1158" rx="6" />
      <rect className="housing-foot" x="-24" y="1112" width="608" height="22" />
      <Teeth x={-10} y={-12} width={570} height={16} step={19} className="housing-teeth" />
    </g>
  );
}

type BayProps = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function Bay({ x, y, width, height }: BayProps) {
  return (
    <g>
      <rect className="bay v hv" x={x} y={y} width={width} height={height} />
      <path className="bay-shade-side" d={`M${x} ${y}l26 18V${y + height}H${x}Z`} />
      <path className="bay-shade-top" d={`M${x} ${y}h${width}v18H${x + 26}Z`} />
      <rect className="bay-cut" x={x - 5} y={y - 5} width={width + 10} height={height + 10} />
    </g>
  );
}

/** Before the card printer and the vault; the vault's switch tells of it. */
function LowerDoor({ hasVault }: { readonly hasVault: boolean }) {
  const door = (
    <>
      <polygon className="f" points="-24,586 -66,626 -66,1166 -24,1112" />
      <polygon className="n" points="-31,610 -59,638 -59,1144 -31,1100" />
      <polygon className="s" points="-66,626 -72,624 -72,1164 -66,1166" />
      <path className="n hv" d="M-60 866v44" />
      <circle className="lf" cx="-55" cy="852" r="4" />
    </>
  );
  return hasVault ? <Part id="documentVault.door">{door}</Part> : <Passive>{door}</Passive>;
}
