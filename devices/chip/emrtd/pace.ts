/** Password Authenticated Connection Establishment (Doc 9303-11, 4.4), Generic, Integrated and Chip Authentication Mapping. */
import { type Bytes, concatBytes, equalBytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import { type Domain, generateKeyPair, type KeyPair } from '../crypto/domain.ts';
import { curveOfParameterId } from '../crypto/elliptic.ts';
import { groupOfParameterId } from '../crypto/finite-field.ts';
import { toNumber } from '../crypto/numbers.ts';
import { parseDomain } from '../crypto/public-key.ts';
import {
  blockBytes,
  type CipherName,
  decryptCbc,
  deriveKey,
  encryptBlock,
  mac,
  pad,
  unpad,
} from '../crypto/symmetric.ts';
import type { Link, LinkError } from '../link.ts';
import { type ChipProblem, denied, failed, malformed, noSuchKey, refused, unsupported } from '../problem.ts';
import { type SecureLink, secureLink, sessionKeys } from '../secure-messaging.ts';
import { encodeTlv, findTlv, parseTlv, unwrapTlv } from '../tlv.ts';
import { randomFieldElement, secondNonceBytes } from './integrated-mapping.ts';
import { encodeOid, publicKeyObject } from './key-object.ts';
import { type EmrtdPassword, passwordReference, passwordSecret } from './password.ts';
import type { PaceInfo, SecurityInfos } from './security-infos.ts';

export type PaceSession<E> = {
  readonly link: SecureLink<E>;
  readonly info: PaceInfo;
  /** With Chip Authentication Mapping: what is checked once the chip's public key is known to be genuine. */
  readonly chipMapping?: ChipMapping;
};

export type ChipMapping = {
  readonly domain: Domain;
  /** The chip's ephemeral mapping key, PK_Map,IC. */
  readonly mappingKey: Bytes;
  /** CA_IC, decrypted. */
  readonly authenticationData: Bytes;
};

const PACE = { check: 'PACE', clause: 'Doc 9303-11, 4.4' };
const TAG_DYNAMIC = 0x7c;
const CLA_CHAINED = 0x10;
const SW_NO_REFERENCE = 0x6a88;
/** Twice the longest key. */
const MAX_NONCE_bytes = 64;
const strengths: readonly CipherName[] = ['3des', 'aes-128', 'aes-192', 'aes-256'];

/** One way of PACE that both sides can go, in its group. */
export type PaceOffer = {
  readonly info: PaceInfo;
  readonly domain: Domain;
  /** The protocol's name alone does not tell which parameters are meant. */
  readonly isAmbiguous: boolean;
};

type Offered = Pick<SecurityInfos, 'pace' | 'paceDomains'>;

/** The strongest that the chip offers and we can do; with Chip Authentication Mapping first: it saves a protocol. */
export function choosePace(infos: Offered): Result<PaceOffer, ChipProblem> {
  const usable = infos.pace.flatMap((info) => {
    const domain = domainFor(info, infos.paceDomains);
    return domain ? [{ info, domain, isAmbiguous: infos.pace.filter(({ oid }) => oid === info.oid).length > 1 }] : [];
  });
  const rank = ({ info: { mapping, cipher, agreement } }: PaceOffer) =>
    (mapping === 'CAM' ? 100 : 0) +
    10 * strengths.indexOf(cipher) +
    (agreement === 'ecdh' ? 2 : 0) +
    (mapping === 'GM' ? 1 : 0);
  const [best] = [...usable].sort((a, b) => rank(b) - rank(a));
  if (best) return ok(best);
  const offered = infos.pace.map(({ oid, parameterId }) => `${oid} with parameters ${parameterId ?? 'of its own'}`);
  // Its own ones are taken when they are those of a group that we know; with others it could learn the password.
  const words = `the chip offers ${offered.join(', ') || 'nothing'}: no group that is known here`;
  return unsupported({ ...PACE, clause: 'Doc 9303-11, 9.5' }, words);
}

function domainFor(info: PaceInfo, own: SecurityInfos['paceDomains']): Domain | undefined {
  const domain = standardisedFor(info) ?? ownFor(info, own);
  // Integrated Mapping needs p = 3 mod 4, which P-224 does not have (table 6).
  const canMap = info.mapping !== 'IM' || domain?.kind !== 'ecdh' || domain.fieldModulus % 4n === 3n;
  return canMap ? domain : undefined;
}

function standardisedFor({ agreement, parameterId }: PaceInfo): Domain | undefined {
  if (parameterId === undefined) return undefined;
  return agreement === 'dh' ? groupOfParameterId(parameterId) : curveOfParameterId(parameterId);
}

/** 9.5: written out by the chip, in an entry of their own with the same number. */
function ownFor({ agreement, mapping, parameterId }: PaceInfo, own: SecurityInfos['paceDomains']): Domain | undefined {
  const fitting = own.filter((domain) => domain.agreement === agreement && domain.mapping === mapping);
  const meant = fitting.filter((domain) => domain.parameterId === parameterId);
  const [only, ...more] = parameterId === undefined ? fitting : meant;
  if (!only || more.length > 0) return undefined;
  const domain = parseDomain({ ...PACE, clause: 'Doc 9303-11, 9.5' }, only.algorithm);
  return domain.ok && domain.value.kind === agreement ? domain.value : undefined;
}

export async function performPace<E>(
  link: Link<E>,
  offer: PaceOffer,
  password: EmrtdPassword,
  random: Random,
): Promise<Result<PaceSession<E>, LinkError<E>>> {
  const { info, domain } = offer;
  const chosen = await setAuthenticationTemplate(link, offer, password);
  if (!chosen.ok) return chosen;
  const nonce = await receiveNonce(link, info, password);
  if (!nonce.ok) return nonce;
  const mapped = await mapNonce(link, { info, domain }, nonce.value, random);
  if (!mapped.ok) return mapped;
  const agreed = await agreeKey(link, domain, mapped.value.generator, random);
  if (!agreed.ok) return agreed;
  const keys = sessionKeys(agreed.value.secret, info.cipher);
  const proof = await exchangeTokens(link, info, keys.authentication, agreed.value);
  if (!proof.ok) return proof;
  const session = { link: secureLink(link, keys), info };
  if (info.mapping !== 'CAM') return ok(session);
  const data = openAuthenticationData(proof.value.chipAuthentication, info.cipher, keys.encryption);
  if (!data.ok) return data;
  const chipMapping = { domain, mappingKey: mapped.value.chipKey, authenticationData: data.value };
  return ok({ ...session, chipMapping });
}

/** 4.4.4.1. The chip may warn with 63Cx how many tries are left for the password. */
async function setAuthenticationTemplate<E>(
  link: Link<E>,
  { info, isAmbiguous }: { readonly info: PaceInfo; readonly isAmbiguous: boolean },
  password: EmrtdPassword,
): Promise<Result<void, LinkError<E>>> {
  const data = concatBytes(
    encodeTlv(0x80, encodeOid(info.oid)),
    encodeTlv(0x83, Uint8Array.of(passwordReference(password))),
    isAmbiguous ? encodeTlv(0x84, Uint8Array.of(info.parameterId ?? 0)) : new Uint8Array(),
  );
  const answer = await link.send({ cla: 0, ins: 0x22, p1: 0xc1, p2: 0xa4, data });
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  const at = { ...PACE, check: 'PACE: MSE:Set AT' };
  // 4.4.4.1: there is no such password; a document without a card access number says so here.
  if (sw === SW_NO_REFERENCE) return noSuchKey(at, 'the chip knows no password of this kind');
  return sw === 0x9000 || sw >> 4 === 0x63c ? ok() : refused(at, sw);
}

/** 4.4: one step, one data object each way. */
async function generalAuthenticate<E>(
  link: Link<E>,
  step: { readonly name: string; readonly request: Uint8Array; readonly isLast?: boolean },
): Promise<Result<Uint8Array, LinkError<E>>> {
  const at = { ...PACE, check: `PACE: ${step.name}` };
  const data = encodeTlv(TAG_DYNAMIC, step.request);
  const cla = step.isLast ? 0 : CLA_CHAINED;
  const answer = await link.send({ cla, ins: 0x86, p1: 0, p2: 0, data, le: 'all' });
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  if (step.isLast && sw >> 8 === 0x63) return denied(at, 'the password is not that of this document');
  if (sw !== 0x9000) return refused(at, sw);
  const content = unwrapTlv(answer.value.data, TAG_DYNAMIC);
  return content.ok ? ok(content.value) : malformed(at, content.error.words);
}

async function receiveNonce<E>(
  link: Link<E>,
  info: PaceInfo,
  password: EmrtdPassword,
): Promise<Result<Bytes, LinkError<E>>> {
  const at = { ...PACE, check: 'PACE: encrypted nonce' };
  const answer = await generalAuthenticate(link, { name: 'encrypted nonce', request: new Uint8Array() });
  if (!answer.ok) return answer;
  const sealed = only(answer.value, 0x80);
  const block = blockBytes(info.cipher);
  // 4.4: whole blocks, as many as the chip likes; Integrated Mapping cuts a key out of what comes of it.
  const least = info.mapping === 'IM' ? secondNonceBytes(info.cipher) : block;
  if (!sealed || sealed.length % block !== 0 || sealed.length < least || sealed.length > MAX_NONCE_bytes) {
    return malformed(at, `${sealed?.length ?? 0} bytes`);
  }
  const secret = passwordSecret(password);
  const key = deriveKey(secret, 3, info.cipher);
  secret.fill(0);
  const nonce = decryptCbc(info.cipher, key, new Uint8Array(block), sealed);
  key.fill(0);
  // Zero would map to a generator that anybody can know.
  return nonce.some((byte) => byte !== 0) ? ok(nonce) : failed(at, 'the nonce is zero');
}

type Mapped = { readonly generator: Bytes; readonly chipKey: Bytes };

/** 4.4: from the nonce to a fresh generator. */
async function mapNonce<E>(
  link: Link<E>,
  { info, domain }: { readonly info: PaceInfo; readonly domain: Domain },
  nonce: Bytes,
  random: Random,
): Promise<Result<Mapped, LinkError<E>>> {
  const at = { check: 'PACE: mapping of the nonce', clause: 'Doc 9303-11, 4.4' };
  if (info.mapping === 'IM') {
    const second = random.bytes(secondNonceBytes(info.cipher));
    const request = encodeTlv(0x81, second);
    const answer = await generalAuthenticate(link, { name: 'mapping of the nonce', request });
    if (!answer.ok) return answer;
    const element = randomFieldElement(info.cipher, nonce, second, domain.fieldModulus);
    const generator = domain.mapField(element);
    return generator ? ok({ generator, chipKey: new Uint8Array() }) : failed(at, 'the nonces map to no generator');
  }
  const own = generateKeyPair(domain, domain.generator, random);
  const chipKey = await exchangeKeys(link, { domain, own, name: at.check, tags: [0x81, 0x82] });
  if (!chipKey.ok) return chipKey;
  const shared = domain.multiply(chipKey.value, own.privateKey);
  const scaled = domain.multiply(domain.generator, toNumber(nonce));
  const generator = shared && scaled && domain.combine(scaled, shared);
  return generator ? ok({ generator, chipKey: chipKey.value }) : failed(at, 'the mapped generator is neutral');
}

type Agreed = { readonly secret: Bytes; readonly own: KeyPair; readonly chipKey: Bytes; readonly domain: Domain };

async function agreeKey<E>(
  link: Link<E>,
  domain: Domain,
  generator: Bytes,
  random: Random,
): Promise<Result<Agreed, LinkError<E>>> {
  const own = generateKeyPair(domain, generator, random);
  const chipKey = await exchangeKeys(link, { domain, own, name: 'PACE: key agreement', tags: [0x83, 0x84] });
  if (!chipKey.ok) return chipKey;
  const shared = domain.multiply(chipKey.value, own.privateKey);
  if (!shared) return failed({ ...PACE, check: 'PACE: key agreement' }, 'the shared secret is neutral');
  return ok({ secret: domain.sharedSecret(shared), own, chipKey: chipKey.value, domain });
}

type KeyExchange = {
  readonly domain: Domain;
  readonly own: KeyPair;
  readonly name: string;
  readonly tags: readonly [number, number];
};

async function exchangeKeys<E>(
  link: Link<E>,
  { domain, own, name, tags }: KeyExchange,
): Promise<Result<Bytes, LinkError<E>>> {
  const at = { check: name, clause: 'Doc 9303-11, 4.4' };
  const request = encodeTlv(tags[0], own.publicKey);
  const answer = await generalAuthenticate(link, { name: name.replace('PACE: ', ''), request });
  if (!answer.ok) return answer;
  const chipKey = only(answer.value, tags[1]);
  if (!chipKey) return malformed(at, `no data object ${tags[1].toString(16)}`);
  const flaw = domain.flaw(chipKey);
  if (flaw !== undefined) return failed(at, `the chip’s key: ${flaw}`);
  if (equalBytes(chipKey, own.publicKey)) return failed(at, 'the chip sent our own key back');
  return ok(Uint8Array.from(chipKey));
}

/** 4.4: each proves that it has the same keys, over the other's ephemeral key. */
async function exchangeTokens<E>(
  link: Link<E>,
  info: PaceInfo,
  key: Bytes,
  { own, chipKey, domain }: Agreed,
): Promise<Result<{ readonly chipAuthentication: Uint8Array | undefined }, LinkError<E>>> {
  const at = { check: 'PACE: authentication token', clause: 'Doc 9303-11, 4.4' };
  const token = (publicKey: Bytes) => tokenOver(info, key, publicKeyObject(info.oid, domain.kind, publicKey));
  const request = encodeTlv(0x85, token(chipKey));
  const answer = await generalAuthenticate(link, { name: 'authentication token', request, isLast: true });
  if (!answer.ok) return answer;
  const objects = parseTlv(answer.value);
  if (!objects.ok) return malformed(at, objects.error.words);
  const received = findTlv(objects.value, 0x86);
  if (!received) return malformed(at, 'the chip sent none');
  if (!equalBytes(received, token(own.publicKey))) return failed(at, 'the chip’s token is wrong');
  return ok({ chipAuthentication: findTlv(objects.value, 0x8a) });
}

function tokenOver({ cipher }: PaceInfo, key: Bytes, object: Bytes): Bytes {
  return mac(cipher, key, cipher === '3des' ? pad(object, blockBytes(cipher)) : object);
}

/** 4.4: IV = E(KSEnc, -1). */
function openAuthenticationData(
  sealed: Uint8Array | undefined,
  cipher: CipherName,
  key: Bytes,
): Result<Bytes, ChipProblem> {
  const at = { check: 'PACE-CAM: chip authentication data', clause: 'Doc 9303-11, 4.4' };
  if (!sealed || sealed.length === 0 || sealed.length % 16 !== 0) return malformed(at, `${sealed?.length ?? 0} bytes`);
  if (cipher === '3des') return malformed(at, 'not with triple DES');
  const iv = encryptBlock(key, new Uint8Array(16).fill(0xff));
  const data = unpad(decryptCbc(cipher, key, iv, sealed));
  return data && data.length > 0 ? ok(data) : failed(at, 'padding is wrong');
}

/** The one data object of a step's answer. */
function only(content: Uint8Array, tag: number): Uint8Array | undefined {
  const value = unwrapTlv(content, tag);
  return value.ok ? value.value : undefined;
}

/** PK_Map,IC = CA_IC · PK_IC: the chip that ran PACE has the private key that the issuer signed. */
export function checkChipMapping(
  { domain, mappingKey, authenticationData }: ChipMapping,
  chipKey: Uint8Array,
): Result<void, ChipProblem> {
  const at = { check: 'PACE-CAM: chip authentication', clause: 'Doc 9303-11, 4.4' };
  const flaw = domain.flaw(chipKey);
  if (flaw !== undefined) return failed(at, `the chip’s key: ${flaw}`);
  const expected = domain.multiply(chipKey, toNumber(authenticationData));
  return expected && equalBytes(expected, mappingKey)
    ? ok()
    : failed(at, 'the chip does not have the key that its issuer signed: it may be a copy');
}
