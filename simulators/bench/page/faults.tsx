import { call, useBench } from './bench.ts';

const devices: Readonly<Record<string, string>> = {
  cardPrinter: 'Card printer',
  encoder: 'Chip encoder',
  receiptPrinter: 'Receipt printer',
  barcodeScanner: 'Barcode scanner',
  documentVault: 'Passport vault',
  service: 'Issuance service',
};

/** Conditions hold until they are cleared; everything else strikes once and is then gone by itself. */
const conditions = [
  'hopperEmpty',
  'rejectBinFull',
  'ribbonWrongType',
  'retainFull',
  'paperLow',
  'paperOut',
  'headHot',
  'down',
  'clockWrong',
];

export function Faults() {
  const { faults } = useBench();
  const armed = Object.values(faults).reduce((sum, device) => sum + device.armed.length, 0);
  return (
    <aside className="panel faults">
      <h2>
        Faults{' '}
        <span>
          {armed} armed
          {armed > 0 && (
            <button type="button" className="link" onClick={() => void call('DELETE', '/api/faults')}>
              Clear all
            </button>
          )}
        </span>
      </h2>
      <div className="list">
        {Object.entries(faults).map(([device, { known, armed: waiting }]) => (
          <div key={device}>
            <h3>
              {devices[device] ?? device} <span>{waiting.length === 0 ? 'none' : `${waiting.length} armed`}</span>
            </h3>
            {known.map((fault) => (
              <Fault key={fault} device={device} fault={fault} armed={waiting.some(({ name }) => name === fault)} />
            ))}
          </div>
        ))}
      </div>
    </aside>
  );
}

function Fault({ device, fault, armed }: { readonly device: string; readonly fault: string; readonly armed: boolean }) {
  const isCondition = conditions.includes(fault);
  // JSON has no infinity: as often as nobody lives to see.
  const options = isCondition ? { times: Number.MAX_SAFE_INTEGER } : {};
  return (
    <label className={armed ? 'fault fault-armed' : 'fault'}>
      <span>{words(fault)}</span>
      <code>{isCondition ? 'until cleared' : 'once'}</code>
      <input
        type="checkbox"
        role="switch"
        aria-checked={armed}
        checked={armed}
        onChange={() =>
          void call(armed ? 'DELETE' : 'PUT', `/api/faults/${device}/${fault}`, armed ? undefined : options)
        }
      />
    </label>
  );
}

/** `ribbonEndsMidPanel` as `Ribbon ends mid panel`. */
function words(name: string): string {
  const spaced = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
