/** The machine with its side off: where the card is, what is left, what is full. */
import type { ReactNode } from 'react';
import type { WorldState } from '../../world/index.ts';
import { hand } from './bench.ts';
import { chipWords } from './products.tsx';
import { present } from './wallet.tsx';

const TRACK_Y = 128;
/** Where a card lies along the path, by the simulator's places. */
const stations: Readonly<Record<string, readonly [x: number, y: number]>> = {
  feeder: [150, TRACK_Y],
  contactless: [222, TRACK_Y],
  contact: [308, TRACK_Y],
  print: [404, TRACK_Y],
  flip: [510, TRACK_Y],
  exit: [676, TRACK_Y],
  rejectBin: [446, 226],
  retainBin: [556, 226],
};

export function Machine({ state }: { readonly state: WorldState }) {
  const { cardPrinter, encoder, reader } = state;
  const { places, limits, jam, cards } = cardPrinter;
  const moving = cards.filter(({ place }) => place in stations && place !== 'rejectBin' && place !== 'retainBin');
  const troubles = [jam ? 'A card is jammed' : '', cardPrinter.cover === 'open' ? 'The cover is open' : ''].filter(
    Boolean,
  );
  return (
    <section className="panel machine">
      <h2>
        The machine, open <strong>{troubles.join(' · ') || sentence(cardPrinter.step)}</strong>
      </h2>
      <svg viewBox="0 0 760 268" role="img" aria-label={`Card printer: ${cardPrinter.step}`}>
        <path className="body" d="M12 24 34 8H664L642 24Z" />
        <path className="body body-side" d="M642 24 664 8V238L642 258Z" />
        <rect className="body" x="12" y="24" width="630" height="234" />
        <Hopper left={places.hopper} most={limits.hopper} />
        <path className="track" d="M118 128H640" />
        {[118, 190, 262, 350, 458, 566, 610].map((x) => (
          <g key={x} className="roller">
            <circle cx={x} cy={TRACK_Y - 9} r="7" />
            <circle cx={x} cy={TRACK_Y + 9} r="7" />
          </g>
        ))}
        <Station x={222} name="Contactless" at={places.contactless > 0}>
          <path className="line" d="M206 92a22 22 0 0 1 32 0M199 84a32 32 0 0 1 46 0M213 99a12 12 0 0 1 18 0" />
        </Station>
        <Station x={308} name="Chip" at={places.contact > 0}>
          <path className="part" d="M288 62h40v24h-40zM298 52h20v10h-20z" />
          <path className="line" d="M293 86v14M301 86v14M309 86v14M317 86v14M324 86v14" />
        </Station>
        <Ribbon
          left={cardPrinter.ribbon.cardsLeft}
          active={/^(front|back)/.test(cardPrinter.step)}
          panel={cardPrinter.step}
        />
        <Station x={510} name="Turn" at={places.flip > 0}>
          <circle className="part" cx="510" cy={TRACK_Y} r="42" />
        </Station>
        <Bin x={410} name="Rejected" count={places.rejectBin} most={limits.rejectBin} />
        <Bin x={520} name="Retained" count={places.retainBin} most={limits.retainBin} />
        <path className="exit" d="M622 104h22l14-10v68l-14-10h-22z" />
        {moving.map(({ cardId, place }) => {
          const [x, y] = stations[place] ?? [0, 0];
          return (
            <rect
              key={cardId}
              className={jam ? 'blank blank-jammed' : 'blank'}
              x={x - 42}
              y={y - 4}
              width="84"
              height="8"
              rx="3"
            />
          );
        })}
      </svg>
      <div className="around">
        <button
          type="button"
          className="reader"
          aria-pressed={reader.card !== null}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void present(reader.card, event.dataTransfer.getData('text/plain'));
          }}
          onClick={() => reader.card !== null && void hand('remove-card')}
        >
          <b>Card reader</b>
          <span>{reader.card === null ? 'drop a card here' : `${reader.card}’s card: press to take it away`}</span>
        </button>
        <Level name="Ribbon" value={`${cardPrinter.ribbon.cardsLeft} cards`} low={cardPrinter.ribbon.cardsLeft < 20} />
        <Level
          name="Receipt paper"
          value={`${(state.receiptPrinter.roll_mm / 1000).toFixed(1)} m`}
          low={state.receiptPrinter.paper !== 'full'}
        />
        <Level name="Printer says" value={cardPrinter.state} low={!cardPrinter.state.startsWith('READY')} />
        <Level
          name="Encoder"
          value={encoder.card === null ? 'no card' : `${encoder.card}: ${chipWords(state, encoder.card)}`}
          low={false}
        />
        <Level name="Handed over" value={`${places.taken} cards`} low={false} />
      </div>
    </section>
  );
}

function sentence(step: string): string {
  if (step === 'idle') return 'At rest';
  const [side, panel] = step.split(':');
  return panel ? `Printing the ${side}, panel ${panel}` : `${step.charAt(0).toUpperCase()}${step.slice(1)}`;
}

function Station(props: {
  readonly x: number;
  readonly name: string;
  readonly at: boolean;
  readonly children: ReactNode;
}) {
  const { x, name, at, children } = props;
  return (
    <g className={at ? 'station station-now' : 'station'}>
      {children}
      <text x={x} y="186" textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

function Hopper({ left, most }: { readonly left: number; readonly most: number }) {
  const height = Math.max(0, Math.min(1, left / most)) * 96;
  return (
    <g>
      <path className="line" d="M34 40V138H104V40M69 30V40M54 40H84" />
      <rect className="stack" x="36" y={136 - height} width="66" height={height} />
      <text x="69" y="158" textAnchor="middle" className={left === 0 ? 'number number-bad' : 'number'}>
        {left}
      </text>
      <text x="69" y="186" textAnchor="middle">
        Blanks
      </text>
    </g>
  );
}

function Ribbon({ left, active, panel }: { readonly left: number; readonly active: boolean; readonly panel: string }) {
  return (
    <g className={active ? 'station station-now' : 'station'}>
      <circle className="part" cx="374" cy="62" r="14" />
      <circle className="part" cx="436" cy="60" r={10 + Math.min(16, left / 8)} />
      <path className={`ribbon ribbon-${panel.split(':')[1] ?? 'none'}`} d="M378 75 400 110H410L430 78" />
      <path className="part" d="M392 92h26v18l-13 12-13-12z" />
      <text x="405" y="186" textAnchor="middle">
        Print
      </text>
    </g>
  );
}

function Bin({
  x,
  name,
  count,
  most,
}: {
  readonly x: number;
  readonly name: string;
  readonly count: number;
  readonly most: number;
}) {
  const height = Math.min(1, count / most) * 26;
  return (
    <g>
      <path className="line" d={`M${x} 204V244H${x + 72}V204`} />
      <rect className="stack" x={x + 2} y={242 - height} width="68" height={height} />
      <text x={x + 36} y="232" textAnchor="middle" className={count >= most ? 'number number-bad' : 'number'}>
        {count}
      </text>
      <text x={x + 36} y="200" textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

function Level({ name, value, low }: { readonly name: string; readonly value: string; readonly low: boolean }) {
  return (
    <div className={low ? 'level level-low' : 'level'}>
      <span>{name}</span>
      <b>{value}</b>
    </div>
  );
}
