import type { Clock } from '../../common/clock.ts';
import type { Pace } from '../machine/index.ts';
import { readBitmap } from './bmp.ts';
import type { Firmware } from './firmware.ts';
import type { PrintWork, Side } from './mechanics.ts';
import { type FaceImage, SURFACE_HEIGHT_px, SURFACE_WIDTH_px } from './surface.ts';

export type ServiceAnswer =
  | { readonly result: string }
  | { readonly error: { readonly code: number; readonly message: string } };

type Parameters = Readonly<Record<string, string>>;
type Session = {
  readonly id: string;
  usedAt_ms: number;
  printed: boolean;
  settings: Record<string, string>;
  bitmaps: Map<string, Uint8Array>;
};

/** The service frees a forgotten session by itself after this time. */
const SESSION_RELEASE_ms = 45_000;
const MAX_SETTINGS = 100;

const codes = {
  badCommand: 8,
  badParameter: 9,
  noPrinter: 6,
  timeout: 4,
  print: 1600,
  reserved: 1700,
  invalid: 1701,
  inProgress: 1702,
  missing: 1703,
};

function refuse(kind: keyof typeof codes, message: string): ServiceAnswer {
  return { error: { code: codes[kind], message } };
}

/** The service on the computer beside the printer: supervision, print sessions, the tunnel for escape commands. */
export class PrinterService {
  readonly device: string;
  readonly #firmware: Firmware;
  readonly #clock: Clock;
  readonly #pace: Pace;
  #supervised = true;
  #session: Session | undefined;
  #sessions = 0;

  constructor(device: string, firmware: Firmware, clock: Clock, pace: Pace) {
    this.device = device;
    this.#firmware = firmware;
    this.#clock = clock;
    this.#pace = pace;
  }

  async call(method: string, parameters: Parameters): Promise<ServiceAnswer> {
    const [group = ''] = method.split('.');
    if (group === 'ECHO') return method === 'ECHO.Echo' ? { result: parameters['data'] ?? '' } : unknown(method);
    if (group === 'PRINT' && method !== 'PRINT.Begin') return this.#inSession(method, parameters);
    if (group !== 'CMD' && group !== 'SUPERVISION' && group !== 'PRINT') return unknown(method);
    if (method === 'SUPERVISION.List') return { result: this.#supervised ? `${this.device},${this.#state()};` : '' };
    if (parameters['device'] !== this.device)
      return refuse('noPrinter', `Unknown device ${parameters['device'] ?? ''}`);
    if (group === 'SUPERVISION') return this.#supervision(method, parameters);
    if (method === 'PRINT.Begin') return this.#begin();
    if (method === 'CMD.ResetCom') return { result: 'OK' };
    if (method === 'CMD.SendCommand') return this.#tunnel(parameters);
    return unknown(method);
  }

  #state(): string {
    return this.#supervised ? this.#firmware.state() : 'OFF,PRINTER_NOT_SUPERVISED';
  }

  #supervision(method: string, parameters: Parameters): ServiceAnswer {
    switch (method) {
      case 'SUPERVISION.AddDevice':
      case 'SUPERVISION.RemoveDevice':
        this.#supervised = method === 'SUPERVISION.AddDevice';
        return { result: 'OK' };
      case 'SUPERVISION.GetState':
        return { result: this.#state() };
      case 'SUPERVISION.GetEvent':
        return { result: this.#supervised ? this.#firmware.event() : 'PRINTER_NOT_SUPERVISED' };
      case 'SUPERVISION.SetEvent': {
        const [event = '', action = ''] = (parameters['action'] ?? '').split(':');
        return this.#firmware.answerEvent(event, action) ? { result: 'OK' } : refuse('badParameter', 'No such event');
      }
      default:
        return unknown(method);
    }
  }

  async #tunnel(parameters: Parameters): Promise<ServiceAnswer> {
    const command = parameters['command'];
    if (command === undefined || command.length > 1000) return refuse('badParameter', 'command');
    if (this.#firmware.state().startsWith('OFF')) return refuse('noPrinter', 'Printer does not answer');
    const timeout_ms = Number(parameters['timeout'] ?? '30000');
    if (!(timeout_ms > 0)) return refuse('badParameter', 'timeout');
    let cancel = () => {};
    const late = new Promise<ServiceAnswer>((resolve) => {
      cancel = this.#clock.after(timeout_ms, () => resolve(refuse('timeout', 'Timeout')));
    });
    const answer = this.#firmware.execute(command).then((result): ServiceAnswer => ({ result }));
    return Promise.race([answer, late]).finally(() => cancel());
  }

  #begin(): ServiceAnswer {
    const now_ms = this.#clock.monotonic_ms();
    const forgotten =
      this.#session &&
      !this.#firmware.busy &&
      (now_ms - this.#session.usedAt_ms) * this.#pace.factor > SESSION_RELEASE_ms;
    if (this.#session && !forgotten) return refuse('reserved', 'Session reserved');
    this.#sessions += 1;
    const id = `JOB${String(this.#sessions).padStart(6, '0')}`;
    this.#session = { id, usedAt_ms: now_ms, printed: false, settings: {}, bitmaps: new Map() };
    return { result: id };
  }

  #inSession(method: string, parameters: Parameters): ServiceAnswer {
    const session = this.#session;
    if (parameters['session'] === undefined) return refuse('missing', 'Session missing');
    if (!session || session.id !== parameters['session']) return refuse('invalid', 'Invalid session');
    session.usedAt_ms = this.#clock.monotonic_ms();
    switch (method) {
      case 'PRINT.Set':
        return this.#set(session, parameters['data'] ?? '');
      case 'PRINT.SetBitmap':
        return this.#setBitmap(session, parameters);
      case 'PRINT.Print':
        return this.#print(session);
      case 'PRINT.End':
        this.#session = undefined;
        return { result: 'OK' };
      default:
        return unknown(method);
    }
  }

  #set(session: Session, text: string): ServiceAnswer {
    for (const pair of text.split(';').filter((part) => part !== '')) {
      const match = /^([A-Za-z0-9]{1,40})=([A-Za-z0-9_ -]{0,80})$/.exec(pair);
      if (!match || Object.keys(session.settings).length >= MAX_SETTINGS)
        return refuse('badParameter', pair.slice(0, 80));
      session.settings[match[1] ?? ''] = match[2] ?? '';
    }
    return { result: 'OK' };
  }

  #setBitmap(session: Session, parameters: Parameters): ServiceAnswer {
    const { face = '', panel = '', data = '' } = parameters;
    if (!/^(front|back)$/.test(face) || !/^(color|resin|varnish)$/.test(panel))
      return refuse('badParameter', `${face} ${panel}`);
    if (!/^base64:[A-Za-z0-9+/]+=*$/.test(data)) return refuse('badParameter', 'data is not base64');
    session.bitmaps.set(`${face}:${panel}`, new Uint8Array(Buffer.from(data.slice(7), 'base64')));
    return { result: 'OK' };
  }

  #print(session: Session): ServiceAnswer {
    if (session.printed) return refuse('inProgress', 'Session has printed');
    if (this.#firmware.state().startsWith('OFF')) return refuse('noPrinter', 'Printer does not answer');
    const duplex = session.settings['GDuplexMode'] ?? 'SIMPLEX';
    const front = readFace(session, 'front', session.settings['FOverlayManagement']);
    const back = duplex === 'SIMPLEX' ? undefined : readFace(session, 'back', session.settings['BOverlayManagement']);
    if (typeof front === 'string') return refuse('print', front);
    if (typeof back === 'string') return refuse('print', back);
    if (back?.rgb && duplex.endsWith('M')) return refuse('print', 'colour on a monochrome back');
    if (session.settings['GInputTray'] !== 'PRINTER')
      return refuse('print', 'only a card that is inside is printed here');
    const work: PrintWork = { front, back };
    const refusal = this.#firmware.print(work, session.settings['GOutputTray'] === 'PRINTER');
    if (refusal) return refuse('print', refusal);
    session.printed = true;
    session.bitmaps.clear();
    return { result: 'OK' };
  }
}

function unknown(method: string): ServiceAnswer {
  return { error: { code: -32601, message: `Method not found: ${method.slice(0, 80)}` } };
}

function readFace(session: Session, side: Side, varnish: string | undefined): FaceImage | string {
  const face: { rgb?: Uint8Array; resin?: Uint8Array; overlay: boolean } = { overlay: varnish === 'FULLVARNISH' };
  for (const panel of ['color', 'resin'] as const) {
    const file = session.bitmaps.get(`${side}:${panel}`);
    if (!file) continue;
    const bitmap = readBitmap(file);
    if (typeof bitmap === 'string') return `${side} ${panel}: ${bitmap}`;
    if (bitmap.width_px !== SURFACE_WIDTH_px || bitmap.height_px !== SURFACE_HEIGHT_px) return `${side} ${panel}: size`;
    if (panel === 'color' && bitmap.depth === 'color') face.rgb = bitmap.rgb;
    else if (panel === 'resin' && bitmap.depth === 'mono') face.resin = bitmap.dark;
    else return `${side} ${panel}: depth`;
  }
  return face;
}
