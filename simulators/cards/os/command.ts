/** How the card reads a command APDU (ISO/IEC 7816-4, 5.2). Written for the card alone. */
export type CardCommand = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Bytes that the reader would take; absent when it wants none. */
  readonly le?: number;
  readonly extended: boolean;
  /** It came through the secure channel of this session. */
  readonly secured?: true;
};

/** Class bits (7816-4, 5.4.1). */
export const CLA_CHAINING = 0x10;
export const CLA_SECURED = 0x0c;

export function parseCommand(apdu: Uint8Array): CardCommand | undefined {
  if (apdu.length < 4) return undefined;
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = apdu;
  const header = { cla, ins, p1, p2 };
  const body = apdu.subarray(4);
  if (body.length === 0) return { ...header, data: new Uint8Array(), extended: false };
  return body[0] === 0 && body.length >= 3 ? parseExtended(header, body) : parseShort(header, body);
}

type Header = Pick<CardCommand, 'cla' | 'ins' | 'p1' | 'p2'>;

function parseShort(header: Header, body: Uint8Array): CardCommand | undefined {
  const [lc = 0] = body;
  if (body.length === 1) return { ...header, data: new Uint8Array(), le: lc || 256, extended: false };
  const rest = body.length - 1 - lc;
  if (lc === 0 || rest < 0 || rest > 1) return undefined;
  const data = body.slice(1, 1 + lc);
  if (rest === 0) return { ...header, data, extended: false };
  return { ...header, data, le: body[1 + lc] || 256, extended: false };
}

function parseExtended(header: Header, body: Uint8Array): CardCommand | undefined {
  const two = (at: number) => (body[at] ?? 0) * 256 + (body[at + 1] ?? 0);
  if (body.length === 3) return { ...header, data: new Uint8Array(), le: two(1) || 65_536, extended: true };
  const lc = two(1);
  const rest = body.length - 3 - lc;
  if (lc === 0 || (rest !== 0 && rest !== 2)) return undefined;
  const data = body.slice(3, 3 + lc);
  return rest === 0
    ? { ...header, data, extended: true }
    : { ...header, data, le: two(3 + lc) || 65_536, extended: true };
}

export function sw(code: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(code >> 8, code & 0xff);
}
