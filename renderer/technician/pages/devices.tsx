import type { DeviceContent, DeviceLine, DevicesContent } from '../../../main/technician/view.ts';
import { DeviceDrawing, drawingOf, ownParts, sizes } from '../machine/device-drawing.tsx';
import { Ask } from '../parts/ask.tsx';
import { PageTitle, Wire } from '../parts/heading.tsx';
import { Icon } from '../parts/icon.tsx';
import { StateMark } from '../parts/state.tsx';
import { useTechnicianWords } from '../words.ts';

/** Every device as it stands; one that is built into another shows where. */
export function DevicesPage({ content }: { readonly content: DevicesContent }) {
  const { t } = useTechnicianWords();
  return (
    <div className="page page-devices">
      <PageTitle>{t('devices.title')}</PageTitle>
      <ul className="devices">
        {content.devices.map((line) => (
          <Device key={line.device} line={line} content={content} />
        ))}
      </ul>
    </div>
  );
}

function Device({ line, content }: { readonly line: DeviceLine; readonly content: DevicesContent }) {
  const { t, known } = useTechnicianWords();
  const { device, state, wire, count } = line;
  const counted = count === undefined ? undefined : known(`device-count.${device}`, { count });
  return (
    <li>
      <Ask intent={{ ask: 'device', device }} className="panel device-card" state={state}>
        <span className="device-drawing" data-drawing={drawingOf[device]}>
          <Drawing line={line} content={content} />
        </span>
        <StateMark state={state} size={34} silent />
        <span className="device-words">
          <b>{t(`device.${device}`)}</b>
          <span className="device-state">{t(`state.${state}`)}</span>
          <span className="quiet">
            <Wire>{wire}</Wire>
            {counted && <> · {counted}</>}
          </span>
        </span>
        <Icon name="forward" size={28} stroke={2.2} />
      </Ask>
    </li>
  );
}

/** All drawn to one scale, so that a reader is as small beside a printer as it is. */
function Drawing({
  line: { device, state },
  content,
}: {
  readonly line: DeviceLine;
  readonly content: DevicesContent;
}) {
  const { width, height } = sizes[drawingOf[device]];
  const drawn: Pick<DeviceContent, 'device' | 'parts' | 'supplies' | 'properties'> = {
    device,
    parts: ownParts(device, content.parts, state),
    supplies: content.supplies,
    properties: [],
  };
  return (
    <svg viewBox={`${(width - 594) / 2} ${height - 226} 594 232`} aria-hidden="true">
      <DeviceDrawing content={drawn} />
    </svg>
  );
}
