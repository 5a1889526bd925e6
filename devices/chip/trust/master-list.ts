/** Lists of the world's country signing authorities (Doc 9303-12, 8: CscaMasterList in CMS). */
import { ok, type Result } from '../../../common/result.ts';
import { DER, readDer } from '../crypto/der.ts';
import { type ChipProblem, failed } from '../problem.ts';
import { readCertificate } from './certificate.ts';
import { checkPath, type Trust } from './path.ts';
import { parseSignedData, verifySignedData } from './signed-data.ts';

const MASTER_LIST = { check: 'master list', clause: 'Doc 9303-12, 8' };
const ID_MASTER_LIST = '2.23.136.1.1.2';
const ID_MASTER_LIST_SIGNER = '2.23.136.1.1.3';

/** The certificates on a list whose signer's path ends in `trust`, DER each. */
export function readMasterList(bytes: Uint8Array, trust: Trust): Result<readonly Uint8Array[], ChipProblem> {
  const data = parseSignedData(MASTER_LIST, bytes);
  if (!data.ok) return data;
  if (data.value.contentType !== ID_MASTER_LIST) return failed(MASTER_LIST, `content type ${data.value.contentType}`);
  const signature = verifySignedData({ ...MASTER_LIST, check: 'master list: signature' }, data.value);
  if (!signature.ok) return signature;
  const path = checkPath(signature.value.signer, signature.value.signingTime, trust, ID_MASTER_LIST_SIGNER);
  if (!path.ok) return path;
  const list = readDer(MASTER_LIST, data.value.content, (reader) => {
    const content = reader.sequence('CscaMasterList');
    content.small('version');
    return content.inside(DER.set, 'certificates').each('certificates', (set) => readCertificate(set).bytes);
  });
  return list.ok ? ok(list.value.map((certificate) => Uint8Array.from(certificate))) : list;
}
