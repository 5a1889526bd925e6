import { type CSSProperties, useEffect, useState } from 'react';

type Square = { readonly path: string; readonly size: number };

type QrCodeProps = {
  readonly text: string;
  readonly label: string;
  /** Side without the white around it, in design units. */
  readonly size: number;
};

/** White all around is part of the code: readers need four modules of it. */
export function QrCode({ text, label, size }: QrCodeProps) {
  const [square, setSquare] = useState<Square | undefined>();
  useEffect(() => {
    let wanted = true;
    setSquare(undefined);
    void draw(text).then((drawn) => {
      if (wanted) setSquare(drawn);
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  // A custom property, so that a place with less room can still decide.
  const side = { '--qr': `${size / 10}rem` } as CSSProperties;
  return (
    <div className="qr" role="img" aria-label={label}>
      <svg
        style={side}
        viewBox={`0 0 ${square?.size ?? 1} ${square?.size ?? 1}`}
        shapeRendering="crispEdges"
        aria-hidden="true"
      >
        {square && <path d={square.path} fill="#10211f" />}
      </svg>
    </div>
  );
}

/** The encoder is the largest library of the page and most sessions never see a code: it is fetched when needed. */
async function draw(text: string): Promise<Square> {
  const { modulesOf } = await import('./qr-modules.ts');
  return modulesOf(text);
}
