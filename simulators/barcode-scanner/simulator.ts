import type { Duplex } from 'node:stream';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { type Pace, PlainFaults, TcpPort } from '../machine/index.ts';
import type { BarcodeScannerFault } from './faults.ts';

/** What somebody holds under the scanner. */
export type Shown =
  | { readonly kind: 'qr' | 'code128' | 'pdf417'; readonly text: string }
  /** The lines at the foot of a passport's page or on the back of an identity card. */
  | { readonly kind: 'mrz'; readonly lines: readonly string[] };

export type BarcodeScannerSimulatorOptions = {
  readonly pace: Pace;
  /** `triggered`: the beam is off until a command switches it on. `presentation`: it looks all the time. */
  readonly mode?: 'triggered' | 'presentation';
};

export type BarcodeScannerSimulator = ReturnType<typeof createBarcodeScannerSimulator>;

/** AIM identifiers as scanners send them (ISO/IEC 15424), each with the modifier that plain codes have. */
const identifiers = { qr: ']Q1', code128: ']C0', pdf417: ']L0', mrz: ']o3' } as const;
/** From a code in front of the window to its bytes on the line. */
const DECODE_ms = 90;
/** A letter of a zone takes the eye longer than a module of a code. */
const READ_LINE_ms = 40;
/** Serial trigger of presentation scanners: SYN, T or U, CR. */
const SYN = 0x16;
const CR = 0x0d;
const TRIGGER_ON = 0x54;
const TRIGGER_OFF = 0x55;

/** A scanner at the end of a serial line: a window with a beam, an eye, and a cable. */
export function createBarcodeScannerSimulator({ pace, mode = 'triggered' }: BarcodeScannerSimulatorOptions) {
  const changes = new Emitter<void>();
  const faults = new PlainFaults<BarcodeScannerFault>(() => changes.emit());
  let powered = true;
  let beam = false;
  let read = 0;
  let line: Duplex | undefined;
  let heard: number[] = [];

  const isLooking = () => powered && (mode === 'presentation' || beam);

  const hear = (bytes: Uint8Array) => {
    for (const byte of bytes) {
      heard = [...heard, byte].slice(-3);
      if (heard[0] !== SYN || heard[2] !== CR) continue;
      if (heard[1] === TRIGGER_ON) beam = true;
      if (heard[1] === TRIGGER_OFF) beam = false;
      changes.emit();
    }
  };

  const send = (kind: keyof typeof identifiers, text: string) => {
    const whole = Buffer.from(`${identifiers[kind]}${text}\r`, 'utf8');
    if (!line || line.destroyed) return;
    if (faults.strikes('silent')) return;
    if (faults.strikes('garbled')) line.write(whole.map((byte) => (byte === CR ? byte : byte ^ 0x60)));
    else if (faults.strikes('cutOff')) line.write(whole.subarray(0, whole.length / 2));
    else line.write(whole);
  };

  const attach = (stream: Duplex) => {
    line?.destroy();
    line = stream;
    heard = [];
    stream.on('error', () => stream.destroy());
    stream.on('data', hear);
    stream.on('close', () => {
      if (line !== stream) return;
      line = undefined;
      // Who held the trigger is gone.
      beam = false;
      changes.emit();
    });
  };

  const tcp = new TcpPort(() => powered, attach);

  return {
    /** On the loopback interface, as a converter from serial to network does it. */
    listenTcp: (port?: number) => tcp.listen(port),
    attachSerial: attach,
    faults,
    hand: {
      /** Holds it under the window for a moment; tells whether the beam was on it. */
      async show(shown: Shown): Promise<boolean> {
        if (!isLooking()) return false;
        await pace.wait(DECODE_ms);
        if (!isLooking()) return false;
        if (shown.kind !== 'mrz') send(shown.kind, shown.text);
        else
          for (const text of shown.lines) {
            await pace.wait(READ_LINE_ms);
            send('mrz', text);
          }
        read += 1;
        // A triggered scanner lets go by itself after a good read.
        if (mode === 'triggered') beam = false;
        changes.emit();
        return true;
      },
      power(on: boolean): void {
        powered = on;
        beam = false;
        if (!on) line?.destroy();
        changes.emit();
      },
    },
    snapshot: () => ({ powered, beam: isLooking(), read }),
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    async close(): Promise<void> {
      line?.destroy();
      await tcp.close();
    },
  };
}
