import type { CSSProperties } from 'react';
import type { OverviewContent, PartStates } from '../../../main/technician/view.ts';
import { Ask } from '../parts/ask.tsx';
import { StateMark } from '../parts/state.tsx';
import { useTechnicianWords } from '../words.ts';
import { Cabinet } from './cabinet.tsx';
import { useLabelLine } from './label-line.ts';
import { CABINET, inPicture, leaderOf, PICTURE, type PlacedLabel, placedLabels } from './labels.ts';
import { Leader } from './leader.tsx';
import { levelsOf } from './levels.ts';
import { States } from './primitives.tsx';

type Props = { readonly content: Pick<OverviewContent, 'devices' | 'parts' | 'supplies'> };

/** The machine as it stands, opened; every name leads to its device. */
export function MachinePicture({ content }: Props) {
  const labels = placedLabels(content);
  return (
    <div className="machine" data-drawing="machine">
      <svg viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`} aria-hidden="true">
        <g transform={`translate(${CABINET.x} ${CABINET.y}) scale(${CABINET.scale})`}>
          <States of={content.parts}>
            <Cabinet
              present={new Set(content.devices.map(({ device }) => device))}
              levels={levelsOf(content.supplies)}
              card={placeIn(content.parts, 'cardPrinter')}
              booklet={placeIn(content.parts, 'documentVault')}
            />
          </States>
        </g>
        {labels.map((label) => (
          <Leader
            key={label.name}
            state={label.state}
            line={leaderOf(label)}
            end={inPicture(label.anchor)}
            radius={5}
          />
        ))}
      </svg>
      {labels.map((label) => (
        <NameOf key={label.name} label={label} content={content} />
      ))}
    </div>
  );
}

/** Where the parts say that a medium is. */
function placeIn(parts: PartStates, device: 'cardPrinter' | 'documentVault') {
  if (parts[`${device}.transport`] === 'fault') return 'jammed';
  return parts[`${device}.exit`] === 'busy' ? 'exit' : undefined;
}

function NameOf({ label, content }: Props & { readonly label: PlacedLabel }) {
  const { t } = useTechnicianWords();
  const line = useLabelLine(label, content);
  const { name, side, y, device, state } = label;
  return (
    <div className="machine-name" data-side={side} style={{ '--y': y / PICTURE.height } as CSSProperties}>
      <Ask intent={{ ask: 'device', device }} className="machine-label" state={state}>
        <StateMark state={state} size={24} />
        <span className="machine-words">
          <b>{t(`label.${name}.name`)}</b>
          <span>{line}</span>
        </span>
      </Ask>
    </div>
  );
}
