import type { Levels } from './levels.ts';
import { Box, Part, Roller, Window } from './primitives.tsx';

/** 196 x 214. */
export function ReceiptPrinter({ levels, open = false }: { readonly levels: Levels; readonly open?: boolean }) {
  const radius = 16 + 40 * levels.paper;
  const holder = 150 + radius * 0.2;
  return (
    <>
      {open && (
        <Part id="receiptPrinter.cover">
          <polygon className="f" points="21,-1 40,-42 214,-42 217,-1" />
          <polygon className="n" points="38,-7 52,-35 204,-35 205,-7" />
        </Part>
      )}
      <Part id="receiptPrinter.body">
        <Box y={14} width={196} height={200} depth={26} radius={4} />
        <Window width={182} height={186} />
      </Part>
      <Part id="receiptPrinter.roll">
        <path className="n" d={`M22 206V${holder}M122 206V${holder}M22 206H122`} />
        {levels.paper > 0 && <circle className="p" cx="72" cy="148" r={radius} />}
        {levels.paper > 0 &&
          [0.86, 0.72, 0.58, 0.44].map((turn) => (
            <circle key={turn} className="n thin" cx="72" cy="148" r={Math.max(13, radius * turn)} />
          ))}
        <circle className="f" cx="72" cy="148" r="11" />
        <circle className="lf" cx="72" cy="148" r="3" />
      </Part>
      {levels.paper > 0 && (
        <path className="paper-web v" d={`M${72 - radius} 148C${72 - radius} 80 60 62 104 62H150`} />
      )}
      <Part id="receiptPrinter.head">
        <Roller x={108} y={73} radius={9} />
        <path className="f" d="M96 34H120V52L108 60 96 52Z" />
      </Part>
      <Part id="receiptPrinter.cutter">
        <path className="f" d="M132 40h12v18l-6 6-6-6z" />
        <path className="f" d="M132 86h12v-14h-12z" />
      </Part>
      <Part id="receiptPrinter.presenter">
        <rect className="f" x="152" y="44" width="40" height="36" rx="2" />
        <Roller x={164} y={55} radius={4.5} />
        <Roller x={164} y={69} radius={4.5} />
        <Roller x={180} y={55} radius={4.5} />
        <Roller x={180} y={69} radius={4.5} />
        <path className="f" d="M192 46H204L212 42V84L204 78H192Z" />
        <rect className="opening" x="194" y="59" width="14" height="6" />
      </Part>
    </>
  );
}
