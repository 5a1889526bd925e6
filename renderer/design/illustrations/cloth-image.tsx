import { clothImage } from '../cloth/cloth.ts';
import { type ClothName, rowsOf } from '../cloth/sadu.ts';
import { useMetrics } from '../components/metrics.ts';

type ClothProps = {
  readonly cloth: ClothName;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  /** Of one thread, in the units of the drawing around it. */
  readonly cell: number;
  readonly shift?: number;
};

/** A piece of cloth inside of a drawing. */
export function ClothPiece({ cloth, x, y, columns, cell, shift = 0 }: ClothProps) {
  const { thread, highContrast } = useMetrics();
  // Twice as fine as the drawing at its own size: it is scaled with the drawing.
  const image = clothImage({ cloth, columns, shift, cell: Math.max(4, thread(cell).device), highContrast });
  return (
    <image
      href={image.url}
      x={x}
      y={y}
      width={columns * cell}
      height={rowsOf(cloth) * cell}
      preserveAspectRatio="none"
    />
  );
}
