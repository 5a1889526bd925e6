/** A device large, with the name and the state of each station below it: leaders never cross. */
import type { DeviceContent, PartState, Supply } from '../../../main/technician/view.ts';
import { StateMark, worstOf } from '../parts/state.tsx';
import { useTechnicianWords } from '../words.ts';
import { DeviceDrawing, drawingOf, isOpen, type Station, sizes, stationsOf } from './device-drawing.tsx';

const WIDTH = 870;
const SCALE = 1.48;
/** Above the drawing for its own depth, and for a cover that stands open. */
const HEAD = 16;
const COVER = 78;
const LEADERS = 74;

export function DevicePicture({ content }: { readonly content: DeviceContent }) {
  const drawing = drawingOf[content.device];
  const { width, height } = sizes[drawing];
  const shown = stationsOf(content);
  const top = HEAD + (isOpen(content) ? COVER : 0);
  const left = (WIDTH - width * SCALE) / 2;
  const bottom = top + height * SCALE;
  const total = bottom + (shown.length > 0 ? LEADERS : 12);
  return (
    <div className="device-picture" data-drawing={drawing}>
      <svg viewBox={`0 0 ${WIDTH} ${total}`} aria-hidden="true">
        <g transform={`translate(${left} ${top}) scale(${SCALE})`}>
          <DeviceDrawing content={content} />
        </g>
        {shown.map((station, index) => (
          <Leader
            key={station.name}
            from={[left + station.from[0] * SCALE, top + station.from[1] * SCALE]}
            to={[((index + 0.5) * WIDTH) / shown.length, total]}
            base={bottom + spread(station, index, shown, left)}
            state={stateOf(station, content)}
          />
        ))}
      </svg>
      {shown.length > 0 && (
        <ul className="stations" dir="ltr" style={{ gridTemplateColumns: `repeat(${shown.length}, minmax(0, 1fr))` }}>
          {shown.map((station) => (
            <StationName key={station.name} station={station} content={content} />
          ))}
        </ul>
      )}
    </div>
  );
}

function stateOf({ parts }: Station, content: DeviceContent): PartState {
  return worstOf(parts.map((part) => content.parts[part])) ?? 'unknown';
}

/** Leaders that go the same way bend one after the other, so that they stay apart. */
function spread(station: Station, index: number, shown: readonly Station[], left: number): number {
  const goesLeft = (each: Station, at: number) => left + each.from[0] * SCALE > ((at + 0.5) * WIDTH) / shown.length;
  const way = goesLeft(station, index);
  const after = shown.slice(index + 1).findIndex((each, at) => goesLeft(each, index + 1 + at) !== way);
  let before = 0;
  while (index - before - 1 >= 0 && goesLeft(shown[index - before - 1] as Station, index - before - 1) === way)
    before += 1;
  const run = after < 0 ? shown.length - index - 1 : after;
  return 10 + 7 * (way ? before : run);
}

type LeaderProps = {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly base: number;
  readonly state: PartState;
};

function Leader({ from: [x, y], to: [end, bottom], base, state }: LeaderProps) {
  const line = `M${x} ${y}V${base}L${end} ${base + 18}V${bottom}`;
  return (
    <g className="leader" data-state={state}>
      <path className="leader-halo" d={line} />
      <path className="leader-line" d={line} />
      <circle className="leader-end" cx={x} cy={y} r="4" />
    </g>
  );
}

/** Stations that count something say how much. */
const counted: Readonly<Record<string, Supply['kind']>> = {
  hopper: 'hopper',
  reject: 'reject',
  retain: 'retain',
  carousel: 'booklets',
  kept: 'vault-retain',
};

function StationName({ station, content }: { readonly station: Station; readonly content: DeviceContent }) {
  const { t, known } = useTechnicianWords();
  const state = stateOf(station, content);
  const count = content.supplies.find(({ kind }) => kind === counted[station.name])?.count;
  const words = known(`station.${station.name}.${state}`) ?? t(`state.${state}`);
  return (
    <li className="station" data-state={state}>
      <StateMark state={state} size={20} silent />
      <b>
        <bdi>{t(`station.${station.name}.name`)}</bdi>
      </b>
      <span>
        <bdi>{count === undefined ? words : t('amount.alone', { count })}</bdi>
      </span>
    </li>
  );
}
