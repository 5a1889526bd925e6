/**
 * The four applications that people put before a machine, and what it means that one was accepted. A reading is told as
 * `content`: everything that the caller would go on with, to the byte. Accepted with other content than the untouched
 * card has is wrong; accepted with the same content means that the change stood where nothing is read.
 */
import { createHash } from 'node:crypto';
import { type Bytes, fromHex } from '../../common/bytes.ts';
import { parseMrz } from '../../common/mrz.ts';
import type { Random } from '../../common/random.ts';
import {
  readEmrtd,
  readLicence,
  readPivEvidence,
  readPivPinState,
  signWithPivKey,
  verifyPivPin,
} from '../../devices/chip/index.ts';
import { judgeEvidence } from '../../main/identity/index.ts';
import {
  createBlankLicenceChip,
  createCard,
  createPassportCard,
  createTechnicianCard,
  createTestPki,
  type PassportCardOptions,
  personaliseLicence,
  TEST_PIN,
} from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import type { Exchange, FreshCard } from './replay.ts';

/** Undefined: refused. */
export type Verdict = { readonly content: string } | undefined;

/** One way of using a card. */
export type Session = {
  readonly name: string;
  readonly fresh: FreshCard;
  read(exchange: Exchange): Promise<Verdict>;
  /** False: even the untouched card must be refused, as with a wrong PIN. */
  readonly isAccepted: boolean;
  /** How often it comes up, beside the others of its applet. */
  readonly weight: number;
};

export type AppletName = 'PIV' | 'eMRTD' | 'IDL licence' | 'technician’s PIV';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const civilId = '288020122596';
const challenge = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Tells the same numbers from its beginning each time. */
function steadyRandom(label: string): Random & { again(): void } {
  let drawn = 0;
  return {
    again: () => {
      drawn = 0;
    },
    bytes: (length) => {
      const parts = Array.from({ length: Math.ceil(length / 32) }, () =>
        createHash('sha256').update(`${label} ${drawn++}`).digest(),
      );
      return Uint8Array.from(Buffer.concat(parts).subarray(0, length));
    },
  };
}

async function heldBy(
  evidence: { readonly certificate: Bytes; readonly signature: Bytes },
  proof: 'tap' | 'pin',
  authorities: readonly Uint8Array[],
): Promise<Verdict> {
  const whole = { profile: 'piv', ...evidence, challenge } as const;
  const judged = await judgeEvidence(whole, challenge, { authorities, revocationLists: [], now, proof });
  // A signature has many right values, and proves the same with each: it is no content.
  return judged.ok ? { content: `${judged.value.civilId} ${digestOf(evidence.certificate)}` } : undefined;
}

function pivTap(algorithm: 'p256' | 'p384' | 'rsa2048'): Session {
  return {
    name: `a tap, ${algorithm}`,
    weight: 1,
    isAccepted: true,
    fresh: () => {
      const card = createCard(pki, { kind: 'genuine', civilId, algorithm });
      card.powerOn();
      return card;
    },
    async read(exchange) {
      const evidence = await readPivEvidence(exchange, challenge);
      return evidence.ok ? heldBy(evidence.value, 'tap', pki.authorities) : undefined;
    },
  };
}

function technicianPin(pin: string, algorithm: 'p256' | 'rsa2048'): Session {
  const authorities = [pki.technicians.authority];
  return {
    name: `the ${pin === TEST_PIN ? 'right' : 'wrong'} PIN, ${algorithm}`,
    weight: 1,
    isAccepted: pin === TEST_PIN,
    fresh: () => {
      const card = createTechnicianCard(pki, { number: civilId, name: 'TEST technician', algorithm });
      card.powerOn();
      return card;
    },
    async read(exchange) {
      const state = await readPivPinState(exchange);
      if (!state.ok) return undefined;
      const outcome = await verifyPivPin(exchange, Uint8Array.from(Buffer.from(pin)));
      if (!outcome.ok || !outcome.value.verified) return undefined;
      const evidence = await signWithPivKey(exchange, '9A', challenge);
      return evidence.ok ? heldBy(evidence.value, 'pin', authorities) : undefined;
    },
  };
}

const passport = residents(now)
  .flatMap(({ orders }) => orders)
  .find((order) => order.passport !== undefined)?.passport;
const licence = residents(now)
  .flatMap(({ orders }) => orders)
  .find((order) => order.licence !== undefined)?.licence;

/** Begins as a JPEG does; the pixels are nobody's matter here, and make every session longer. */
const SMALL_FACE = { bytes: fromHex('FFD8FFE000104A46494600010100000100010000FFD9'), width: 1, height: 1 };

function travel(name: string, weight: number, options: Omit<PassportCardOptions, 'holder' | 'now'>): Session {
  if (!passport) throw new Error('no resident waits for a passport');
  const ofCard = steadyRandom(`card ${name}`);
  const face = { format: 'jpeg', ...SMALL_FACE } as const;
  const made = createPassportCard(pki, { holder: passport, now, face, random: ofCard, ...options });
  const mrz = parseMrz(made.mrz.join('\n'));
  if (!mrz.ok) throw new Error(mrz.error.words);
  const trust = { cscas: pki.passports.authorities(), crls: pki.passports.revocationLists(), now };
  return {
    name,
    weight,
    isAccepted: true,
    fresh: () => {
      ofCard.again();
      made.card.powerOn();
      return made.card;
    },
    async read(exchange) {
      const random = steadyRandom(`reader ${name}`);
      const request = { password: { mrz: mrz.value }, want: [2, 11, 12], trust, random, extendedLength: true } as const;
      const reading = await readEmrtd(exchange, request);
      if (!reading.ok || !reading.value.isGenuine) return undefined;
      const files = [...reading.value.files].map(([group, file]) => `DG${group} ${digestOf(file)}`).sort();
      return { content: [...reading.value.mrz.lines, ...files].join('\n') };
    },
  };
}

function licenceRead(): Session {
  if (!licence) throw new Error('no resident waits for a licence');
  const chip = createBlankLicenceChip();
  const portrait = Buffer.from(SMALL_FACE.bytes).toString('base64');
  const plan = personaliseLicence(pki, { ...licence, portrait }, { now });
  chip.card.powerOn();
  for (const { apdu } of [...plan.write, ...plan.lock]) chip.card.transmit(fromHex(apdu));
  const trust = { cscas: pki.licences.authorities(), crls: pki.licences.revocationLists(), now };
  return {
    name: 'a licence',
    weight: 1,
    isAccepted: true,
    fresh: () => {
      chip.card.powerOn();
      return chip.card;
    },
    async read(exchange) {
      const reading = await readLicence(exchange, { trust, extendedLength: true });
      if (!reading.ok || !reading.value.isGenuine) return undefined;
      const files = [...reading.value.files].map(([group, file]) => `DG${group} ${digestOf(file)}`).sort();
      return { content: [JSON.stringify([reading.value.holder, reading.value.categories]), ...files].join('\n') };
    },
  };
}

/** Made when they are wanted: keys and certificates take a moment. */
export const applets: Readonly<Record<AppletName, () => readonly Session[]>> = {
  PIV: () => [pivTap('p256'), pivTap('p384'), pivTap('rsa2048')],
  eMRTD: () => [
    travel('basic access with active authentication', 30, {
      access: 'bac',
      chipAuthentication: 'none',
      activeAuthentication: { kind: 'rsa', hash: 'sha1' },
    }),
    travel('basic access with chip authentication', 1, { access: 'bac' }),
    travel('an open chip with active authentication', 30, {
      access: 'open',
      chipAuthentication: 'none',
      activeAuthentication: { kind: 'rsa', hash: 'sha256' },
    }),
    travel('PACE by generic mapping, and BAC', 1, {
      access: 'pace+bac',
      pace: [{ mapping: 'GM', group: 'P-256', cipher: 'AES-128' }],
    }),
    travel('PACE by integrated mapping, TD1', 1, {
      access: 'pace',
      format: 'td1',
      pace: [{ mapping: 'IM', group: 'P-256', cipher: 'AES-256' }],
    }),
    travel('PACE with chip authentication', 1, {
      access: 'pace',
      pace: [{ mapping: 'CAM', group: 'P-256', cipher: 'AES-128' }],
    }),
  ],
  'IDL licence': () => [licenceRead()],
  'technician’s PIV': () => [
    technicianPin(TEST_PIN, 'p256'),
    technicianPin('135791', 'p256'),
    technicianPin(TEST_PIN, 'rsa2048'),
  ],
};
