import { type Bytes, concatBytes, toHex } from '../../../common/bytes.ts';
import type { LicenceData } from '../../../common/document.ts';
import type { TestPki } from '../pki/test-pki.ts';
import { IDL_AID, TEST_TRANSPORT_CODE } from './licence-chip.ts';
import { type LicenceFile, licenceFiles, makeLicenceFiles } from './licence-files.ts';

/** One command and the status word that it must end with; hexadecimal. */
export type ScriptStep = { readonly apdu: string; readonly expect: string };

export type LicencePersonalisation = {
  /** What the chip holds afterwards, signed by the service. */
  readonly files: ReadonlyMap<LicenceFile['name'], Bytes>;
  /** Select, unlock, write each file. The chip is read back and judged before `lock` is sent. */
  readonly write: readonly ScriptStep[];
  /** After it the chip refuses every writing command with 6985. */
  readonly lock: readonly ScriptStep[];
};

/** Fits a short command, and the smaller buffers of readers. */
const CHUNK_bytes = 240;

/** The service's side of a licence's chip: its files, and the commands that write them to a blank. */
export function personaliseLicence(
  pki: TestPki,
  licence: LicenceData,
  options: { readonly now: Date; readonly transportCode?: Uint8Array },
): LicencePersonalisation {
  const { now, transportCode = TEST_TRANSPORT_CODE } = options;
  const files = makeLicenceFiles(licence, pki.licences.documentSigner('ecdsaP256'), now);
  const select = command(0xa4, 0x040c, IDL_AID);
  const unlock = command(0x20, 0x0081, transportCode);
  const writing = licenceFiles.flatMap(({ name, id }) => [
    command(0xa4, 0x020c, Uint8Array.of(id >> 8, id & 0xff)),
    ...chunksOf(files.get(name) ?? new Uint8Array()),
  ]);
  return { files, write: [select, unlock, ...writing], lock: [command(0x44, 0x0000, new Uint8Array())] };
}

function chunksOf(content: Uint8Array): readonly ScriptStep[] {
  const count = Math.ceil(content.length / CHUNK_bytes);
  return Array.from({ length: count }, (_, i) =>
    command(0xd6, i * CHUNK_bytes, content.slice(i * CHUNK_bytes, (i + 1) * CHUNK_bytes)),
  );
}

function command(ins: number, parameters: number, data: Uint8Array): ScriptStep {
  const header = Uint8Array.of(0, ins, parameters >> 8, parameters & 0xff);
  const body = data.length === 0 ? data : concatBytes(Uint8Array.of(data.length), data);
  return { apdu: toHex(concatBytes(header, body)), expect: '9000' };
}
