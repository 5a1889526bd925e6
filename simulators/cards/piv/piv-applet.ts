/** PIV card application (NIST SP 800-73-4 part 2): reading, PIN and keys; no personalisation. */
import { type Bytes, concatBytes, fromHex, toHex } from '../../../common/bytes.ts';
import type { CardAlgorithm, CardKey } from '../crypto/keys.ts';
import { ber, readBer } from '../os/ber.ts';
import type { Applet, CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { Pin } from './pin.ts';

const PIV_AID = fromHex('A0000003080000100001 00');
const PIV_PIX = fromHex('000010000100');
const NIST_RID = fromHex('A000000308');

/** SP 800-78-4, table 6-2. */
const algorithmIds: Readonly<Record<CardAlgorithm, number>> = {
  rsa1024: 0x06,
  rsa2048: 0x07,
  rsa3072: 0x05,
  p256: 0x11,
  p384: 0x14,
};

/** A key and what its certificate is called among the objects (part 1, table 3; part 1, 5.1). */
const slots = {
  cardAuthentication: { reference: 0x9e, object: '5FC101' },
  pivAuthentication: { reference: 0x9a, object: '5FC105' },
} as const;
type SlotName = keyof typeof slots;

export type PivSlot = { readonly key: CardKey; readonly certificate: Uint8Array };

export type PivOptions = {
  /** 9E: signs for anybody who holds the card. */
  readonly cardAuthentication?: PivSlot;
  /** 9A: signs after the PIN. */
  readonly pivAuthentication?: PivSlot;
  /** 16 bytes that tell this card from all others; no person can be read from it. */
  readonly guid: Uint8Array;
  /** Six to eight digits; absent: the card has none, and its counter says blocked. */
  readonly pin?: string;
};

export class PivApplet implements Applet {
  readonly aid = PIV_AID;
  readonly #options: PivOptions;
  readonly #pin: Pin;
  readonly #objects: ReadonlyMap<string, Bytes>;

  constructor(options: PivOptions) {
    this.#options = options;
    this.#pin = new Pin(options.pin);
    const certificates = (Object.keys(slots) as SlotName[]).flatMap((name) => {
      const slot = options[name];
      return slot ? [[slots[name].object, certificateObject(slot.certificate)] as const] : [];
    });
    this.#objects = new Map([
      ...certificates,
      ['5FC102', cardHolderUniqueIdentifier(options.guid)],
      ['5FC107', cardCapabilityContainer(options.guid)],
      ['7E', discoveryObject()],
    ]);
  }

  /** Part 2, table 3: application property template. */
  select(): Uint8Array {
    this.forget();
    return ber(0x61, ber(0x4f, PIV_PIX), ber(0x79, ber(0x4f, NIST_RID)));
  }

  forget(): void {
    this.#pin.forget();
  }

  process(command: CardCommand): CardAnswer {
    switch (command.ins) {
      case 0xcb:
        return this.#getData(command);
      case 0x87:
        return this.#generalAuthenticate(command);
      case 0x20:
        return this.#pin.verify(command);
      default:
        return { sw: 0x6d00 };
    }
  }

  #getData({ p1, p2, data }: CardCommand): CardAnswer {
    if (p1 !== 0x3f || p2 !== 0xff) return { sw: 0x6a86 };
    const tag = readBer(data)?.get(0x5c);
    if (!tag) return { sw: 0x6a80 };
    const object = this.#objects.get(toHex(tag));
    return object ? { data: object, sw: 0x9000 } : { sw: 0x6a82 };
  }

  #generalAuthenticate({ p1, p2, data }: CardCommand): CardAnswer {
    const name = (Object.keys(slots) as SlotName[]).find((candidate) => slots[candidate].reference === p2);
    const key = name && this.#options[name]?.key;
    if (!key || p1 !== algorithmIds[key.algorithm]) return { sw: 0x6a86 };
    if (name === 'pivAuthentication' && !this.#pin.verified) return { sw: 0x6982 };
    const template = readBer(readBer(data)?.get(0x7c) ?? new Uint8Array());
    const challenge = template?.get(0x81);
    if (!template?.has(0x82) || challenge?.length !== key.input_bytes) return { sw: 0x6a80 };
    return { data: ber(0x7c, ber(0x82, key.sign(challenge))), sw: 0x9000 };
  }
}

/** Part 1, table 16; CertInfo 00: not compressed. */
export function certificateObject(certificate: Uint8Array): Bytes {
  return ber(0x53, ber(0x70, certificate), ber(0x71, Uint8Array.of(0)), ber(0xfe));
}

/** Part 1, table 9: a FASC-N of no agency (SP 800-87 keeps 9999 for non-federal issuers), GUID, expiry, no signature. */
function cardHolderUniqueIdentifier(guid: Uint8Array): Bytes {
  const fascN = fromHex('D4E739DA739CED39CE739DA1685A1082108CE73984119257FC');
  const expiry = Buffer.from('20991231', 'ascii');
  return ber(0x53, ber(0x30, fascN), ber(0x34, guid), ber(0x35, expiry), ber(0x3e), ber(0xfe));
}

/** Part 1, table 8: card identifier, data model 10, everything else empty. */
function cardCapabilityContainer(guid: Uint8Array): Bytes {
  const identifier = concatBytes(NIST_RID, fromHex('FF02'), guid.slice(0, 14));
  const empty = [0xf6, 0xf7, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe].map((tag) => ber(tag));
  const known = [
    ber(0xf0, identifier),
    ber(0xf1, fromHex('21')),
    ber(0xf2, fromHex('21')),
    ber(0xf3),
    ber(0xf4, fromHex('00')),
  ];
  return ber(0x53, ...known, ber(0xf5, fromHex('10')), ...empty);
}

/** Part 1, 3.3.2: application PIN only. */
function discoveryObject(): Bytes {
  return ber(0x7e, ber(0x4f, PIV_AID), ber(0x5f2f, fromHex('4000')));
}
