/** EF.SOD (Doc 9303-10, 4.6): a CMS signature over the hashes of all data groups. */
import { ok, type Result } from '../../../../common/result.ts';
import { DER, readDer, refuseDer } from '../../crypto/der.ts';
import { HASH_BYTES, type HashName } from '../../crypto/hash.ts';
import { readHashAlgorithm } from '../../crypto/signature.ts';
import { type CheckName, type ChipProblem, failed, malformed } from '../../problem.ts';
import { unwrapTlv } from '../../tlv.ts';
import { parseSignedData, type SignedData } from '../../trust/signed-data.ts';

export type SecurityObject = {
  readonly signedData: SignedData;
  readonly version: number;
  readonly hashAlgorithm: HashName;
  /** Data group number to the hash of the file. */
  readonly hashes: ReadonlyMap<number, Uint8Array>;
  /** From version 1 on: what EF.COM says, but signed. */
  readonly lds: { readonly version: string; readonly unicodeVersion: string } | undefined;
};

/** Of travel documents; ISO/IEC 18013-3 takes it over for licences. */
const ID_LDS_SECURITY_OBJECT = '2.23.136.1.1.1';
const TAG_SOD = 0x77;
const MAX_GROUP = 16;

export function parseSecurityObject(at: CheckName, file: Uint8Array): Result<SecurityObject, ChipProblem> {
  const cms = unwrapTlv(file, TAG_SOD);
  if (!cms.ok) return malformed(at, cms.error.words);
  const signedData = parseSignedData(at, cms.value);
  if (!signedData.ok) return signedData;
  const { contentType } = signedData.value;
  if (contentType !== ID_LDS_SECURITY_OBJECT) return failed(at, `content type ${contentType}`);
  const content = parseContent(at, signedData.value.content);
  return content.ok ? ok({ signedData: signedData.value, ...content.value }) : content;
}

function parseContent(at: CheckName, bytes: Uint8Array): Result<Omit<SecurityObject, 'signedData'>, ChipProblem> {
  return readDer(at, bytes, (outer) => {
    const reader = outer.sequence('LDSSecurityObject');
    const version = reader.small('version');
    if (version > 1) refuseDer(`version ${version}`);
    const hashAlgorithm = readHashAlgorithm(reader);
    const hashes = new Map<number, Uint8Array>();
    reader.sequence('data group hashes').each('data group hashes', (list) => {
      const entry = list.sequence('data group hash');
      const group = entry.small('data group');
      const value = entry.octets('hash');
      if (group < 1 || group > MAX_GROUP || hashes.has(group)) refuseDer(`data group ${group} does not belong there`);
      if (value.length !== HASH_BYTES[hashAlgorithm])
        refuseDer(`hash of data group ${group} has ${value.length} bytes`);
      hashes.set(group, value);
    });
    const text = (node: { value: Uint8Array }) => Buffer.from(node.value).toString('latin1');
    const info = reader.optional(DER.sequence, 'LDS version info');
    const inside = info && reader.nested(info);
    const lds = inside && { version: text(inside.any('LDS version')), unicodeVersion: text(inside.any('Unicode')) };
    reader.end();
    return { version, hashAlgorithm, hashes, lds };
  });
}
