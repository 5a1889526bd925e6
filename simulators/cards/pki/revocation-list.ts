/** Certificate revocation list, version 2 (RFC 5280, 5), DER. */
import { AsnConvert } from '@peculiar/asn1-schema';
import type { Bytes } from '../../../common/bytes.ts';
import { ber } from '../os/ber.ts';
import {
  bitString,
  context,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
  unsignedInteger,
} from '../os/der.ts';
import { type Issuer, keyId } from './certificate.ts';

const ID_CRL_NUMBER = '2.5.29.20';
const ID_AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';

export type RevocationListRequest = {
  readonly issuer: Issuer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Serial numbers of certificates. */
  readonly revoked: readonly Uint8Array[];
  readonly number: number;
};

export function makeRevocationList(request: RevocationListRequest): Bytes {
  const { issuer, thisUpdate, nextUpdate, revoked, number } = request;
  const { signer } = issuer;
  const entries = revoked.map((serial) => sequence(unsignedInteger(serial), time(thisUpdate)));
  const authorityKey = sequence(ber(0x80, new Uint8Array(keyId(signer.publicKey))));
  const body = sequence(
    integer(1),
    signer.algorithm,
    new Uint8Array(AsnConvert.serialize(issuer.name)),
    time(thisUpdate),
    time(nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    context(
      0,
      sequence(
        sequence(objectIdentifier(ID_AUTHORITY_KEY_IDENTIFIER), octetString(authorityKey)),
        sequence(objectIdentifier(ID_CRL_NUMBER), octetString(integer(number))),
      ),
    ),
  );
  return sequence(body, signer.algorithm, bitString(signer.sign(body)));
}
