/**
 * The barcode scanner, lit only while a screen can use what it reads: the slip with the collection code instead of typing
 * it, the zone of an ICAO document instead of the number on its front. What it reads otherwise is nobody's.
 */
import { type Clock, sleep } from '../../common/clock.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import { parseMrz } from '../../common/mrz.ts';
import type { Barcode, BarcodeScanner } from '../../devices/contract/index.ts';
import type { Session } from './session.ts';
import type { Screen } from './view.ts';

/** What a slip or a phone shows: docs/devices/serial-scanner.md. */
const SLIP = /^tasleem:code:([0-9]{6})$/;
/** A scanner that cannot be reached is asked again this often. */
const RETRY_ms = 2_000;

type Use = (read: Barcode) => void;

/** Until the answer is called. */
export function followScanner(parts: {
  readonly scanner: Pick<BarcodeScanner, 'read'>;
  readonly session: Pick<Session, 'view' | 'onView' | 'send' | 'deliverKey'>;
  readonly clock: Clock;
}): Unsubscribe {
  const { session } = parts;
  let wanted: Wanted | undefined;
  let reading = new AbortController();

  const consider = () => {
    const now = wantedOn(session.view().screen);
    if (now === wanted) return;
    wanted = now;
    reading.abort();
    if (now === undefined) return;
    reading = new AbortController();
    void readOn(parts, now === 'slip' ? typeSlip(session) : deliverZone(session), reading.signal);
  };

  const stop = session.onView(consider);
  consider();
  return () => {
    stop();
    reading.abort();
  };
}

type Wanted = 'slip' | 'zone';

function wantedOn(screen: Screen): Wanted | undefined {
  if (screen.name === 'code' && screen.state !== 'checking') return 'slip';
  return screen.name === 'document-key' && (screen.state === 'typing' || screen.state === 'wrong') ? 'zone' : undefined;
}

async function readOn(
  { scanner, clock }: { readonly scanner: Pick<BarcodeScanner, 'read'>; readonly clock: Clock },
  use: Use,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const read = await scanner.read({ signal });
    if (signal.aborted) return;
    if (read.ok) use(read.value);
    else if (read.error.completionCode !== 'timeOut') await sleep(clock, RETRY_ms, signal);
  }
}

/** As fingers would; the session judges it as it judges them. */
function typeSlip(session: Pick<Session, 'send'>): Use {
  return ({ text }) => {
    const [, digits] = SLIP.exec(text) ?? [];
    if (digits === undefined) return;
    session.send({ type: 'clear-digits' });
    for (const digit of digits) session.send({ type: 'digit', digit });
    session.send({ type: 'submit-code' });
  };
}

/** A zone that was misread is none: its check digits tell, and the eye goes on looking. */
function deliverZone(session: Pick<Session, 'deliverKey'>): Use {
  return ({ symbology, text }) => {
    const zone = symbology === 'mrz' ? parseMrz(text) : undefined;
    if (!zone?.ok) return;
    const { documentNumber, birthDate, expiryDate } = zone.value;
    session.deliverKey({ kind: 'mrz', documentNumber, birthDate, expiryDate });
  };
}
