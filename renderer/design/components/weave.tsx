import { type CSSProperties, useMemo } from 'react';
import { type ClothImage, clothImage, warpImage } from '../cloth/cloth.ts';
import { type ClothName, PERIOD, rowsOf } from '../cloth/sadu.ts';
import { tokenColour, useMetrics } from './metrics.ts';

/** Columns over which the front of the weave is not beaten in yet. */
const FRONT: Record<ClothName, number> = { strip: 5, middle: 13, hero: 17 };

type WeaveProps = {
  readonly cloth: ClothName;
  /** One thread, in design units. */
  readonly cell: number;
  /** How much is woven, 0 to 1. */
  readonly done: number;
  /** Tokens of what lies behind the bare warp, and of the warp. */
  readonly ground?: string;
  readonly warp?: string;
  readonly warpAccent?: string;
  /** Draws the shuttle and the weft that it carries at the front. */
  readonly shuttle?: boolean;
};

/**
 * A cloth that grows in the reading direction. The cloth is always whole; bare warp lies over it and moves away,
 * so that only one layer is moved.
 */
export function Weave({
  cloth,
  cell,
  done,
  ground = '--sand',
  warp = '--i-warp',
  warpAccent = warp,
  shuttle = false,
}: WeaveProps) {
  const { thread, highContrast } = useMetrics();
  const { device, css } = thread(cell);
  const rows = rowsOf(cloth);
  const pictures = useMemo(() => {
    const options = {
      cell: device,
      rows,
      // Read anew in each theme.
      colours: [tokenColour(warp), tokenColour(warpAccent)] as const,
      ground: tokenColour(ground),
      thread: Math.max(1, Math.round(device * 0.45)),
    };
    return {
      cloth: clothImage({ cloth, cell: device, highContrast }),
      front: warpImage({ ...options, columns: FRONT[cloth] }, true),
      bare: warpImage({ ...options, columns: PERIOD }, false),
    };
  }, [cloth, rows, device, highContrast, ground, warp, warpAccent]);
  return (
    <div className="weave" style={{ height: rows * css }} aria-hidden="true">
      <div className="weave-cloth" style={tiled(pictures.cloth, rows * css)} />
      <div className="weave-cover" style={{ transform: `translateX(${(done * 100).toFixed(3)}%)` }}>
        <div className="weave-front" style={{ ...tiled(pictures.front, rows * css), width: FRONT[cloth] * css }} />
        <div className="weave-bare" style={tiled(pictures.bare, rows * css)} />
        {shuttle && <Shuttle />}
      </div>
    </div>
  );
}

/** A repeated bitmap, one cell of it as large as one cell of the screen. */
export function tiled(image: ClothImage, height_px: number): CSSProperties {
  return {
    backgroundImage: `url(${image.url})`,
    backgroundSize: `${(image.width / image.height) * height_px}px ${height_px}px`,
  };
}

function Shuttle() {
  return (
    <svg className="shuttle" viewBox="0 0 250 90" aria-hidden="true">
      <path d="M4 68C40 70 70 62 116 45" fill="none" stroke="var(--i-weft)" strokeWidth="5" strokeLinecap="round" />
      <g transform="translate(160 42)">
        <path d="M-74 0C-40-24 40-24 74 0C40 24-40 24-74 0Z" fill="var(--i-shuttle-1)" />
        <path d="M-74 0C-40-24 40-24 74 0C40-10-40-10-74 0Z" fill="var(--i-shuttle-2)" />
        <rect x="-34" y="-9" width="68" height="18" rx="9" fill="var(--i-shuttle-3)" />
        <rect x="-28" y="-6.5" width="56" height="13" rx="6.5" fill="var(--i-weft)" />
      </g>
    </svg>
  );
}
