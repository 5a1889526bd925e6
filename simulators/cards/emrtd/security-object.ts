/** EF.SOD (Doc 9303-10, 4.6): hashes of the groups, signed by a document signer. */
import { createHash } from 'node:crypto';
import type { Bytes } from '../../../common/bytes.ts';
import { type HashName, hashOids } from '../crypto/signer.ts';
import { ber } from '../os/ber.ts';
import { integer, objectIdentifier, octetString, printableString, sequence } from '../os/der.ts';
import { makeSignedData } from '../pki/signed-data.ts';
import type { DocumentSigner } from '../pki/travel-pki.ts';

const ID_LDS_SECURITY_OBJECT = '2.23.136.1.1.1';

export type SecurityObjectRequest = {
  readonly groups: ReadonlyMap<number, Uint8Array>;
  readonly documentSigner: DocumentSigner;
  readonly hash?: HashName;
  /** Version 1 tells the LDS version under the signature. */
  readonly version?: 0 | 1;
  readonly signingTime: Date;
};

export function makeSecurityObject(request: SecurityObjectRequest): Bytes {
  const { groups, documentSigner, hash = 'sha256', version = 1 } = request;
  const hashes = [...groups].map(([number, content]) =>
    sequence(integer(number), octetString(createHash(hash).update(content).digest())),
  );
  const content = sequence(
    integer(version),
    sequence(objectIdentifier(hashOids[hash])),
    sequence(...hashes),
    ...(version === 1 ? [sequence(printableString('0107'), printableString('040000'))] : []),
  );
  const message = makeSignedData({
    contentType: ID_LDS_SECURITY_OBJECT,
    content,
    signer: documentSigner.signer,
    certificate: documentSigner.certificate,
    signingTime: request.signingTime,
  });
  return ber(0x77, message);
}
