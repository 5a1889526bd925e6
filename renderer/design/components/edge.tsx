import { clothImage } from '../cloth/cloth.ts';
import { rowsOf } from '../cloth/sadu.ts';
import { useMetrics } from './metrics.ts';
import { tiled } from './weave.tsx';

/** A finished strip of cloth along the top of a sheet. */
export function Edge() {
  const { thread, highContrast } = useMetrics();
  const { device, css } = thread(4);
  const height_px = rowsOf('strip') * css;
  return (
    <div
      className="edge"
      style={{ height: height_px, ...tiled(clothImage({ cloth: 'strip', cell: device, highContrast }), height_px) }}
      aria-hidden="true"
    />
  );
}
