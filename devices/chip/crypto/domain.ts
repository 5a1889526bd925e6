import { invariant } from '../../../common/assert.ts';
import type { Bytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { bitLength, byteLength, toNumber } from './numbers.ts';

/**
 * A group in which keys are agreed: an elliptic curve or a multiplicative group. Elements go in and out as the bytes
 * that stand in a command; whoever takes one from a card asks for its `flaw` first.
 */
export interface Domain {
  readonly name: string;
  readonly kind: 'ecdh' | 'dh';
  readonly order: bigint;
  readonly fieldModulus: bigint;
  readonly generator: Bytes;
  /** Why these bytes are no public key of this group (9.6: on the curve, of the right order, not neutral). */
  flaw(element: Uint8Array): string | undefined;
  /** Undefined when the result is the neutral element. */
  multiply(element: Uint8Array, scalar: bigint): Bytes | undefined;
  combine(a: Uint8Array, b: Uint8Array): Bytes | undefined;
  /** What enters the key derivation: the x-coordinate, or the whole integer. */
  sharedSecret(element: Uint8Array): Bytes;
  /** Integrated Mapping of a field element (Doc 9303-11, appendix B); undefined when it does not map. */
  mapField(value: bigint): Bytes | undefined;
}

export type KeyPair = { readonly privateKey: bigint; readonly publicKey: Bytes };

/** Drawing a number below the order fails in less than half of all cases: this limit is never reached by chance. */
const MAX_DRAWS = 256;

export function generateKeyPair(domain: Domain, generator: Uint8Array, random: Random): KeyPair {
  const privateKey = drawScalar(domain.order, random);
  const publicKey = domain.multiply(generator, privateKey);
  invariant(publicKey !== undefined, 'a generator of full order does not come to the neutral element');
  return { privateKey, publicKey };
}

function drawScalar(order: bigint, random: Random): bigint {
  const mask = (1n << BigInt(bitLength(order))) - 1n;
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const scalar = toNumber(random.bytes(byteLength(order))) & mask;
    if (scalar > 0n && scalar < order) return scalar;
  }
  throw new Error(`the source of randomness gave no usable number in ${MAX_DRAWS} draws`);
}
