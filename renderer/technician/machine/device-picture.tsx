/** A device large, with the name and the state of each station below it: leaders never cross. */
import type { DeviceContent, PartState, Supply } from '../../../main/technician/view.ts';
import { StateMark, worstOf } from '../parts/state.tsx';
import { useTechnicianWords } from '../words.ts';
import { DeviceDrawing, drawingOf, isOpen, type Station, sizes, stationsOf } from './device-drawing.tsx';
import { Leader } from './leader.tsx';
import type { Point } from './primitives.tsx';

const WIDTH = 870;
const SCALE = 1.48;
/** Above the drawing for its own depth, and for a cover that stands open. */
const HEAD = 16;
const COVER = 78;
const LEADERS = 76;

export function DevicePicture({ content }: { readonly content: DeviceContent }) {
  const drawing = drawingOf[content.device];
  const { width, height } = sizes[drawing];
  const shown = stationsOf(content);
  const top = HEAD + (isOpen(content) ? COVER : 0);
  const left = (WIDTH - width * SCALE) / 2;
  const bottom = top + height * SCALE;
  const total = bottom + (shown.length > 0 ? LEADERS : 12);
  const endOf = ({ from: [x, y] }: Station): Point => [left + x * SCALE, top + y * SCALE];
  const anchors = shown.map((station) => endOf(station)[0]);
  const places = placesUnder(anchors);
  return (
    <div className="device-picture" data-drawing={drawing}>
      <svg viewBox={`0 0 ${WIDTH} ${total}`} aria-hidden="true">
        <g transform={`translate(${left} ${top}) scale(${SCALE})`}>
          <DeviceDrawing content={content} />
        </g>
        {shown.map((station, index) => (
          <Leader
            key={station.name}
            state={stateOf(station, content)}
            line={lineFrom(endOf(station), bottom + spread(index, anchors, places), [places[index] ?? 0, total])}
            end={endOf(station)}
            radius={4}
          />
        ))}
      </svg>
      {shown.length > 0 && (
        <ul className="stations" dir="ltr">
          {shown.map((station, index) => (
            <StationName
              key={station.name}
              station={station}
              content={content}
              at={(places[index] ?? 0) / WIDTH}
              width={gapOf(shown.length) / WIDTH}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function stateOf({ parts }: Station, content: DeviceContent): PartState {
  return worstOf(parts.map((part) => content.parts[part])) ?? 'unknown';
}

/** Across, for a name and its state. */
const NAME = 122;

const gapOf = (count: number) => Math.min(NAME, WIDTH / count);

/** Each name as near below its station as its neighbours allow. */
function placesUnder(anchors: readonly number[]): readonly number[] {
  const gap = gapOf(anchors.length);
  const places: number[] = [];
  anchors.forEach((anchor, index) => {
    places.push(Math.max(anchor, gap / 2, (places[index - 1] ?? -gap) + gap));
  });
  for (let index = places.length - 1; index >= 0; index -= 1) {
    const limit = index === places.length - 1 ? WIDTH - gap / 2 : (places[index + 1] ?? WIDTH) - gap;
    places[index] = Math.min(places[index] ?? 0, limit);
  }
  return places;
}

/** Leaders that go the same way bend one after the other, so that they stay apart. */
function spread(index: number, anchors: readonly number[], places: readonly number[]): number {
  const way = (at: number) => Math.sign(Math.round((places[at] ?? 0) - (anchors[at] ?? 0)));
  const step = way(index) < 0 ? -1 : 1;
  let alike = 0;
  while (index + step * (alike + 1) in anchors && way(index + step * (alike + 1)) === way(index)) alike += 1;
  return 10 + 7 * (way(index) === 0 ? 0 : alike);
}

/** Down to a bend at `base`, and on to the name. */
function lineFrom([x, y]: Point, base: number, [end, bottom]: Point): string {
  return `M${x} ${y}V${base}L${end} ${base + 18}V${bottom}`;
}

/** Stations that count something say how much. */
const counted: Readonly<Record<string, Supply['kind']>> = {
  hopper: 'hopper',
  reject: 'reject',
  retain: 'retain',
  carousel: 'booklets',
  kept: 'vault-retain',
};

type StationProps = {
  readonly station: Station;
  readonly content: DeviceContent;
  /** The middle of it, as a share of the picture's width. */
  readonly at: number;
  readonly width: number;
};

function StationName({ station, content, at, width }: StationProps) {
  const { t, known } = useTechnicianWords();
  const state = stateOf(station, content);
  const count = content.supplies.find(({ kind }) => kind === counted[station.name])?.count;
  const words = known(`station.${station.name}.${state}`) ?? t(`state.${state}`);
  return (
    <li className="station" data-state={state} style={{ marginLeft: `${at * 100}%`, width: `${width * 100}%` }}>
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
