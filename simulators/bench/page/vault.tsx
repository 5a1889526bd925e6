/** The passport vault with its side off: the slots, the gripper's way to the exit, the shutter, the retain unit. */
import type { WorldState } from '../../world/index.ts';
import { call, hand } from './bench.ts';

type Vault = WorldState['documentVault'];
type Booklet = Vault['booklets'][number];

const SLOT_WIDTH = 16;
const SLOTS_X = 24;
const EXIT_X = 560;
const RETAIN_X = 446;

export function Vault({ state }: { readonly state: WorldState }) {
  const vault = state.documentVault;
  const { booklets, shutter } = vault;
  const atExit = booklets.find(({ place }) => place === 'exit');
  const inReach = atExit !== undefined && shutter !== 'closed';
  const wasTaken = booklets.some(({ place }) => place === 'taken');
  const retained = booklets.filter(({ place }) => place === 'retain').length;
  return (
    <section className={inReach ? 'panel machine vault tray-now' : 'panel machine vault'}>
      <h2>
        Passport vault <strong>{sentence(vault, atExit)}</strong>
      </h2>
      <Picture vault={vault} retained={retained} />
      <div className="row">
        <Loading vault={vault} />
        <button type="button" className="primary" disabled={!inReach} onClick={() => void hand('take-document')}>
          Take it
        </button>
        <button
          type="button"
          disabled={!wasTaken || shutter !== 'open' || atExit !== undefined}
          onClick={() => void hand('push-back-document')}
        >
          Push back
        </button>
        <button type="button" disabled={retained === 0} onClick={() => void hand('empty-vault-retain')}>
          Empty retain unit
        </button>
        <button
          type="button"
          onClick={() => void hand(vault.door === 'open' ? 'close-cover' : 'open-cover', { device: 'documentVault' })}
        >
          {vault.door === 'open' ? 'Close door' : 'Open door'}
        </button>
        <button
          type="button"
          disabled={vault.fault === 'none'}
          onClick={() => void hand('clear-jam', { device: 'documentVault' })}
        >
          Clear jam
        </button>
        <button
          type="button"
          className={vault.powered ? '' : 'plug-out'}
          onClick={() => void call('PUT', '/api/power/documentVault', { on: !vault.powered })}
        >
          {vault.powered ? 'Cut its power' : 'It is off'}
        </button>
      </div>
    </section>
  );
}

/** A technician's hands at the slots: a card dropped here loads its holder's booklet, a press takes the last one out. */
function Loading({ vault }: { readonly vault: Vault }) {
  const full = vault.booklets.flatMap(({ slot }) => slot ?? []).sort((a, b) => a - b);
  const last = full.at(-1);
  const free = Array.from({ length: vault.slots }, (_, index) => index + 1).find((slot) => !full.includes(slot));
  return (
    <button
      type="button"
      className="reader"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const resident = event.dataTransfer.getData('text/plain');
        if (free !== undefined) void hand('load-slot', { slot: free, resident });
      }}
      onClick={() => last !== undefined && void hand('unload-slot', { slot: last })}
    >
      <b>Slots</b>
      <span>drop a card: load; press: unload {last ?? 'none'}</span>
    </button>
  );
}

function Picture({ vault, retained }: { readonly vault: Vault; readonly retained: number }) {
  const { booklets, shutter, window } = vault;
  const carried = booklets.find(({ place }) => place === 'gripper');
  const atExit = booklets.find(({ place }) => place === 'exit');
  return (
    <svg viewBox="0 0 720 96" role="img" aria-label={`Passport vault: ${vault.state}, shutter ${shutter}`}>
      <rect className="body" x="12" y="6" width="640" height="84" />
      {Array.from({ length: vault.slots }, (_, index) => index + 1).map((number) => (
        <Slot
          key={number}
          slot={number}
          atWindow={window === number}
          booklet={booklets.find(({ place, slot }) => place === 'slot' && slot === number)}
        />
      ))}
      <path className="track" d={`M${SLOTS_X} 68H${EXIT_X + 78}`} />
      <path className="line" d={`M${RETAIN_X} 18V54H${RETAIN_X + 72}V18`} />
      <rect className="stack" x={RETAIN_X + 2} y={52 - retained * 3} width="68" height={retained * 3} />
      <text x={RETAIN_X + 36} y="40" textAnchor="middle" className="number">
        {retained}
      </text>
      <text x={RETAIN_X + 36} y="84" textAnchor="middle">
        Retained
      </text>
      <g className={atExit ? 'station station-now' : 'station'}>
        <rect className="part" x={EXIT_X} y="26" width="72" height="30" rx="3" />
        <text x={EXIT_X + 36} y="84" textAnchor="middle">
          Exit, chip reader
        </text>
      </g>
      <path className="exit" d="M640 30h12l14-8v52l-14-8h-12z" />
      {shutter !== 'open' && (
        <path
          className={shutter === 'jammed' ? 'shutter shutter-jammed' : 'shutter'}
          d={`M670 ${shutter === 'moving' ? 46 : 20}V76`}
        />
      )}
      {carried && <Passport x={420} jammed={vault.fault === 'jam'} />}
      {atExit && <Passport x={EXIT_X + 18} jammed={false} />}
    </svg>
  );
}

function Slot({
  slot,
  atWindow,
  booklet,
}: {
  readonly slot: number;
  readonly atWindow: boolean;
  readonly booklet: Booklet | undefined;
}) {
  const x = SLOTS_X + (slot - 1) * SLOT_WIDTH;
  return (
    <g className={atWindow ? 'slot slot-now' : 'slot'}>
      <title>{booklet ? `slot ${slot}: ${booklet.resident}’s, ${booklet.id}` : `slot ${slot}: empty`}</title>
      <rect className="line" x={x} y="18" width={SLOT_WIDTH - 4} height="40" />
      {booklet && <rect className="booklet" x={x + 3} y="21" width={SLOT_WIDTH - 10} height="34" rx="1" />}
      <text x={x + 6} y="84" textAnchor="middle">
        {slot}
      </text>
    </g>
  );
}

function Passport({ x, jammed }: { readonly x: number; readonly jammed: boolean }) {
  return <rect className={jammed ? 'booklet blank-jammed' : 'booklet'} x={x} y="60" width="36" height="9" rx="2" />;
}

function sentence({ powered, state, fault, door, shutter }: Vault, atExit: Booklet | undefined): string {
  if (!powered) return 'Without power';
  if (door === 'open') return 'The door is open';
  if (fault !== 'none') return `Stopped: ${fault}`;
  if (atExit) return `${atExit.resident}’s passport at the exit, shutter ${shutter}`;
  return state === 'ready' ? 'At rest' : `${state.charAt(0).toUpperCase()}${state.slice(1)}`;
}
