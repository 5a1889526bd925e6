/** Command and response APDUs (ISO/IEC 7816-4, 5.1 to 5.3). */
import { type Bytes, concatBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';

export type CommandApdu = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Absent: no Lc and no data field. At most 65,535 bytes. */
  readonly data?: Uint8Array;
  /** Bytes wanted back, 1 to 65,536; `all` asks for whatever there is. Absent: no Le field. */
  readonly le?: number | 'all';
};

export type ResponseApdu = { readonly data: Uint8Array; readonly sw: number };

export const SHORT_DATA_MAX = 255;
const SHORT_LE_MAX = 256;
const EXTENDED_MAX = 65_535;

/** Whether the command has a short form. */
export function fitsShort(command: CommandApdu): boolean {
  return (
    (command.data?.length ?? 0) <= SHORT_DATA_MAX && (typeof command.le !== 'number' || command.le <= SHORT_LE_MAX)
  );
}

export function encodeShort(command: CommandApdu): Bytes {
  const { data, le } = command;
  if (data && data.length > SHORT_DATA_MAX) throw new Error(`data field of ${data.length} bytes has no short form`);
  const parts: Uint8Array[] = [headerOf(command)];
  if (data && data.length > 0) parts.push(Uint8Array.of(data.length), data);
  if (le !== undefined) parts.push(Uint8Array.of(le === 'all' || le >= SHORT_LE_MAX ? 0 : le));
  return concatBytes(...parts);
}

export function encodeExtended(command: CommandApdu): Bytes {
  const { data, le } = command;
  const hasData = data !== undefined && data.length > 0;
  if (hasData && data.length > EXTENDED_MAX) throw new Error(`data field of ${data.length} bytes has no extended form`);
  const parts: Uint8Array[] = [headerOf(command)];
  if (hasData || le !== undefined) parts.push(Uint8Array.of(0));
  if (hasData) parts.push(twoBytes(data.length), data);
  if (le !== undefined) parts.push(twoBytes(le === 'all' || le > EXTENDED_MAX ? 0 : le));
  return concatBytes(...parts);
}

/** Takes a raw command apart, any of the seven cases (1, 2S, 3S, 4S, 2E, 3E, 4E). */
export function decodeCommand(bytes: Uint8Array): Result<CommandApdu, string> {
  const [cla, ins, p1, p2, first] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    return err('a command APDU has at least 4 bytes');
  }
  const header = { cla, ins, p1, p2 };
  if (first === undefined) return ok(header);
  const isExtended = first === 0 && bytes.length > 5;
  return isExtended ? decodeExtended(header, bytes) : decodeShort(header, first, bytes);
}

function decodeShort(header: CommandApdu, first: number, bytes: Uint8Array): Result<CommandApdu, string> {
  if (bytes.length === 5) return ok({ ...header, le: first === 0 ? 'all' : first });
  const data = bytes.slice(5, 5 + first);
  const rest = bytes.length - 5 - first;
  if (data.length !== first || rest > 1) return err(`Lc is ${first}, but ${bytes.length - 5} bytes follow`);
  if (rest === 0) return ok({ ...header, data });
  const le = bytes[bytes.length - 1] ?? 0;
  return ok({ ...header, data, le: le === 0 ? 'all' : le });
}

function decodeExtended(header: CommandApdu, bytes: Uint8Array): Result<CommandApdu, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 7) return err('extended length field cut short');
  if (bytes.length === 7) return ok({ ...header, le: view.getUint16(5) || 'all' });
  const length = view.getUint16(5);
  const rest = bytes.length - 7 - length;
  if (length === 0 || (rest !== 0 && rest !== 2)) {
    return err(`extended Lc is ${length}, but ${bytes.length - 7} bytes follow`);
  }
  const data = bytes.slice(7, 7 + length);
  return ok(rest === 0 ? { ...header, data } : { ...header, data, le: view.getUint16(7 + length) || 'all' });
}

/** Undefined when there is no status word: not an answer of a card. */
export function decodeResponse(bytes: Uint8Array): ResponseApdu | undefined {
  const sw1 = bytes[bytes.length - 2];
  const sw2 = bytes[bytes.length - 1];
  if (sw1 === undefined || sw2 === undefined) return undefined;
  return { data: bytes.slice(0, -2), sw: sw1 * 256 + sw2 };
}

function headerOf({ cla, ins, p1, p2 }: CommandApdu): Bytes {
  return Uint8Array.of(cla, ins, p1, p2);
}

function twoBytes(value: number): Bytes {
  return Uint8Array.of((value >> 8) & 0xff, value & 0xff);
}
