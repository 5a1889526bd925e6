/** Chip Authentication (Doc 9303-11, 6.2): only the genuine chip can follow to the new session keys. */
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import { type Domain, generateKeyPair } from '../crypto/domain.ts';
import { toBytes } from '../crypto/numbers.ts';
import { type PublicKey, parsePublicKey } from '../crypto/public-key.ts';
import type { CipherName } from '../crypto/symmetric.ts';
import { selectCommand } from '../file.ts';
import type { Link, LinkError } from '../link.ts';
import { type ChipProblem, failed, isChipProblem, refused } from '../problem.ts';
import { type SecureLink, secureLink, sessionKeys } from '../secure-messaging.ts';
import { encodeTlv } from '../tlv.ts';
import { encodeOid } from './key-object.ts';
import { COMMON } from './lds/files.ts';
import type { SecurityInfos } from './security-infos.ts';

const CHIP_AUTHENTICATION = { check: 'chip authentication', clause: 'Doc 9303-11, 6.2' };

type Offer = {
  readonly oid: string;
  readonly cipher: CipherName;
  readonly keyId: number | undefined;
  readonly domain: Domain;
  readonly publicKey: Uint8Array;
};

/**
 * `infos` come from EF.DG14 and must have passed passive authentication. Undefined when the chip offers none.
 * The given secure link goes on under the new keys.
 */
export async function performChipAuthentication<E>(
  plain: Link<E>,
  current: SecureLink<E> | undefined,
  infos: SecurityInfos,
  random: Random,
): Promise<Result<SecureLink<E> | undefined, LinkError<E>>> {
  const offer = chooseOffer(infos);
  if (!offer.ok) return offer;
  if (!offer.value) return ok(undefined);
  const { domain, publicKey, cipher } = offer.value;
  const own = generateKeyPair(domain, domain.generator, random);
  const sent = await sendKey(current ?? plain, offer.value, own.publicKey);
  if (!sent.ok) return sent;
  const shared = domain.multiply(publicKey, own.privateKey);
  if (!shared) return failed(CHIP_AUTHENTICATION, 'the shared secret is neutral');
  const keys = sessionKeys(domain.sharedSecret(shared), cipher);
  const link = current ?? secureLink(plain, keys);
  if (current) current.restart(keys);
  const proved = await proveKeys(link);
  return proved.ok ? ok(link) : proved;
}

/** 6.2: without a ChipAuthenticationInfo the key alone stands for triple DES. */
function chooseOffer(infos: SecurityInfos): Result<Offer | undefined, ChipProblem> {
  const strengths: readonly CipherName[] = ['aes-256', 'aes-192', 'aes-128', '3des'];
  for (const cipher of strengths) {
    for (const info of infos.chipAuthentication.filter((one) => one.cipher === cipher)) {
      const key = infos.chipAuthenticationKeys.find(
        (one) => one.agreement === info.agreement && one.keyId === info.keyId,
      );
      if (key) return offerOf(info.oid, cipher, info.keyId, key.spki);
    }
  }
  const [key] = infos.chipAuthenticationKeys;
  if (!key) return ok(undefined);
  if (infos.chipAuthentication.length > 0)
    return failed(CHIP_AUTHENTICATION, 'no key for the protocol that is offered');
  const oid = `0.4.0.127.0.7.2.2.3.${key.agreement === 'dh' ? 1 : 2}.1`;
  return offerOf(oid, '3des', key.keyId, key.spki);
}

function offerOf(
  oid: string,
  cipher: CipherName,
  keyId: number | undefined,
  spki: Uint8Array,
): Result<Offer, ChipProblem> {
  const key = parsePublicKey(CHIP_AUTHENTICATION, spki);
  if (!key.ok) return key;
  const agreement = agreementKey(key.value);
  if (!agreement) return failed(CHIP_AUTHENTICATION, `a key of kind ${key.value.kind}`);
  return ok({ oid, cipher, keyId, ...agreement });
}

/** Domain and public value of a key that can agree on another. */
export function agreementKey(key: PublicKey): { domain: Domain; publicKey: Uint8Array } | undefined {
  if (key.kind === 'ec') return { domain: key.curve, publicKey: key.point };
  if (key.kind === 'dh') return { domain: key.group, publicKey: key.value };
  return undefined;
}

async function sendKey<E>(link: Link<E>, offer: Offer, publicKey: Bytes): Promise<Result<void, LinkError<E>>> {
  const reference = offer.keyId === undefined ? new Uint8Array() : encodeTlv(0x84, keyReference(offer.keyId));
  if (offer.cipher === '3des') {
    const data = concatBytes(encodeTlv(0x91, publicKey), reference);
    return expectSuccess(link, 'MSE:Set KAT', { ins: 0x22, p1: 0x41, p2: 0xa6, data });
  }
  const data = concatBytes(encodeTlv(0x80, encodeOid(offer.oid)), reference);
  const chosen = await expectSuccess(link, 'MSE:Set AT', { ins: 0x22, p1: 0x41, p2: 0xa4, data });
  if (!chosen.ok) return chosen;
  const dynamic = encodeTlv(0x7c, encodeTlv(0x80, publicKey));
  return expectSuccess(link, 'GENERAL AUTHENTICATE', { ins: 0x86, p1: 0, p2: 0, data: dynamic, le: 'all' });
}

type Step = {
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  readonly le?: 'all';
};

async function expectSuccess<E>(link: Link<E>, name: string, step: Step): Promise<Result<void, LinkError<E>>> {
  const answer = await link.send({ cla: 0, ...step });
  if (!answer.ok) return answer;
  const at = { ...CHIP_AUTHENTICATION, check: `chip authentication: ${name}` };
  return answer.value.sw === 0x9000 ? ok() : refused(at, answer.value.sw);
}

/** The first answer under the new keys is the proof (6.2): EF.COM is on every chip. */
async function proveKeys<E>(link: Link<E>): Promise<Result<void, LinkError<E>>> {
  const answer = await link.send(selectCommand(COMMON));
  if (answer.ok) return ok();
  return isChipProblem(answer.error)
    ? failed(CHIP_AUTHENTICATION, 'the chip does not follow to the new keys: it may be a copy')
    : answer;
}

function keyReference(keyId: number): Bytes {
  return toBytes(BigInt(keyId), keyId > 0xffff ? 4 : keyId > 0xff ? 2 : 1);
}
