import type { WorldState } from '../../world/index.ts';
import { call } from './bench.ts';

const paces = [0.5, 1, 5, 20];

export function Header({ state, connected }: { readonly state: WorldState; readonly connected: boolean }) {
  const { pace, network, cardPrinter, receiptPrinter } = state;
  return (
    <header>
      <Crest />
      <h1>Tasleem bench</h1>
      <span className="quiet">simulated hardware, real transports</span>
      <code>{connected ? location.host : 'not connected'}</code>
      <time>{new Date(state.now_ms).toLocaleTimeString('en-GB')}</time>
      <fieldset className="paces" aria-label="Speed of the machinery">
        {paces.map((factor) => (
          <button
            key={factor}
            type="button"
            aria-pressed={pace === factor}
            onClick={() => void call('PUT', '/api/pace', { factor })}
          >
            {factor}×
          </button>
        ))}
      </fieldset>
      <Plug
        name="Network"
        on={network.connected}
        toggle={(connect) => call('PUT', '/api/network', { connected: connect })}
      />
      <Plug
        name="Card printer"
        on={cardPrinter.power !== 'off'}
        toggle={(on) => call('PUT', '/api/power/cardPrinter', { on })}
      />
      <Plug
        name="Receipt printer"
        on={receiptPrinter.powered}
        toggle={(on) => call('PUT', '/api/power/receiptPrinter', { on })}
      />
    </header>
  );
}

function Plug({
  name,
  on,
  toggle,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly toggle: (on: boolean) => Promise<void>;
}) {
  return (
    <button type="button" className={on ? 'plug' : 'plug plug-out'} aria-pressed={!on} onClick={() => void toggle(!on)}>
      {on ? `Cut ${name.toLowerCase()}` : `${name} is off`}
    </button>
  );
}

function Crest() {
  return (
    <svg width="34" height="34" viewBox="0 0 64 64" aria-hidden="true">
      <path fill="#fff" d="M32 3L55 26H9ZM32 61L55 38H9Z" />
      <path fill="#10211f" d="M32 12.5L41 21.5H23ZM32 51.5L41 42.5H23Z" />
      <rect x="3" y="29.2" width="58" height="5.6" rx="1.6" fill="#e8a126" />
    </svg>
  );
}
