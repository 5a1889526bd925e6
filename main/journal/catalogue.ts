/**
 * Every kind of entry and the shape of its body, once. A body never holds personal data: what is needed of a holder
 * is sealed beside it. Kinds are only ever added; a body that was written once stays readable for ever.
 */
import { z } from 'zod';
import { documentTypeSchema } from '../../common/document.ts';

const id = z.string().min(1).max(60);
const words = z.string().max(500);
const count = z.number().int().nonnegative();
const session = { sessionId: id };

const steps = ['claim', 'bind', 'personalise', 'verify', 'present', 'reject', 'retract'] as const;
const places = [
  'hopper',
  'transport',
  'tray',
  'issued',
  'rejectBin',
  'retainBin',
  'takenOut',
  // Ready booklets are counted apart from blanks: in their slots, under way, behind the open shutter ...
  'slots',
  'vaultTransport',
  'vaultExit',
  'vaultIssued',
  'vaultRetain',
  'vaultTakenOut',
] as const;
const units = ['hopper', 'rejectBin', 'retainBin', 'vaultRetain'] as const;
const slot = z.number().int().min(1).max(1000);
/** As it stands on a technician's card. */
const cardId = z.string().min(1).max(40);
const role = z.enum(['attendant', 'technician', 'supervisor']);
const technician = { visitId: id, cardId, role };
const leaving = { endsAs: z.enum(['spoiled', 'retained']), cause: z.string().max(80).optional() };

export const catalogue = {
  'kiosk.started': z.strictObject({ version: z.string().max(40), kioskId: id }),
  'kiosk.stopped': z.strictObject({}),

  'session.started': z.strictObject(session),
  'session.cardRefused': z.strictObject({
    ...session,
    code: z.string().max(60),
    profile: z.string().max(20).optional(),
  }),
  'session.codeRefused': z.strictObject({ ...session, outcome: z.enum(['wrong', 'locked']) }),
  'session.identified': z.strictObject({
    ...session,
    secondFactor: z.enum(['collection-code', 'chip-pin', 'mobile-id']).optional(),
  }),
  'session.oldDocumentReturned': z.strictObject({ ...session, orderId: id }),
  'session.dataRefused': z.strictObject({ ...session, orderId: id, code: z.string().max(60) }),
  'session.ended': z.strictObject({ ...session, how: z.enum(['finished', 'timed-out']) }),

  /** Written before the service or a device is told. */
  'issuance.intent': z.discriminatedUnion('step', [
    z.strictObject({
      step: z.literal('claim'),
      orderId: id,
      reference: z.string().max(20),
      documentType: documentTypeSchema,
      collectionId: id,
      attempt: z.number().int().positive(),
    }),
    /** `cardsFed`: the life-time count of the printer (or of the vault) before. `slot`: of a booklet. */
    z.strictObject({ step: z.literal('bind'), cardsFed: count.optional(), slot: slot.optional() }),
    z.strictObject({ step: z.literal('personalise') }),
    z.strictObject({ step: z.literal('verify') }),
    z.strictObject({ step: z.literal('present') }),
    z.strictObject({ step: z.literal('reject'), ...leaving }),
    z.strictObject({ step: z.literal('retract'), ...leaving }),
  ]),
  /** Written after it answered. `nothing`: it surely did nothing. `failed`: it acted, but not as it should. */
  'issuance.outcome': z.strictObject({
    step: z.enum(steps),
    result: z.enum(['done', 'nothing', 'failed']),
    note: words.optional(),
    startBefore_ms: z.number().int().optional(),
    durations_ms: z.record(z.string().max(40), z.number().nonnegative()).optional(),
  }),
  'issuance.ended': z.strictObject({
    end: z.enum(['issued', 'spoiled', 'retained', 'unresolved', 'released', 'unclaimed']),
    note: words.optional(),
  }),

  'stock.loaded': z.strictObject({
    unit: z.enum(['hopper', 'slots']),
    count,
    by: z.string().max(80),
    source: z.enum(['initial', 'technician', 'found']),
  }),
  'stock.moved': z.strictObject({ from: z.enum(places), to: z.enum(places), count, cause: z.string().max(80) }),
  'stock.emptied': z.strictObject({
    unit: z.enum(['rejectBin', 'retainBin', 'vaultRetain']),
    expected: count,
    counted: count,
    by: z.string().max(80),
  }),
  'stock.counted': z.strictObject({ unit: z.enum(units), expected: count, counted: count, by: z.string().max(80) }),
  /** A person takes what was counted last as what is there; `stock.moved` beside it says what left or joined the books. */
  'stock.differenceAccepted': z.strictObject({
    unit: z.enum(units),
    difference: z.number().int(),
    by: z.string().max(80),
    why: words,
  }),
  /** Where a person found the medium of an issuance that ended unresolved; `stock.moved` beside it moves it there. */
  'stock.found': z.strictObject({ at: z.enum(places), by: z.string().max(80), why: words }),
  'stock.alarm': z.strictObject({ unit: z.enum([...units, 'transport', 'slots']), words }),

  /** The booklet of this order lies in this slot; `stock.loaded` beside it counts it. */
  'vault.loaded': z.strictObject({ slot, orderId: id, reference: z.string().max(20), by: z.string().max(80) }),
  /** A technician took the booklet out of its slot; `stock.moved` beside it counts it. */
  'vault.unloaded': z.strictObject({ slot, orderId: id, by: z.string().max(80), why: words }),

  /** Of so many issuances the keys of their holders' data were destroyed. */
  'holderData.destroyed': z.strictObject({ issuances: count }),

  'device.trouble': z.strictObject({ device: z.string().max(40), code: z.string().max(60), words }),

  /** Before a PIN goes to the card: until an entry says how it ended, it counts as a wrong one. */
  'technician.pinTried': z.strictObject({ cardId }),
  /** Without `cardId`: turned away before it was known whose card it is. */
  'technician.refused': z.strictObject({ cardId: cardId.optional(), code: z.string().max(60) }),
  'technician.entered': z.strictObject({ ...technician, certificate: z.string().max(80) }),
  /** Asked for; `technician.test` and `technician.left` say what became of it. */
  'technician.action': z.strictObject({ ...technician, action: z.string().max(60), detail: words.optional() }),
  'technician.test': z.strictObject({
    ...technician,
    device: z.string().max(40),
    test: z.string().max(60),
    passed: z.boolean(),
    took_ms: count,
    words,
  }),
  /** `into`: residents are served again, or the machine stays closed until a technician opens it. */
  'technician.left': z.strictObject({
    ...technician,
    how: z.enum(['left', 'idle', 'limit', 'power']),
    into: z.enum(['service', 'closed']),
  }),

  /** Of the entry before it. Without `kioskTime_ms`, as the first ones were written, it cannot be checked. */
  'head.signed': z.strictObject({
    sequence: count,
    hash: z.string().max(64),
    kioskTime_ms: z.number().int().optional(),
    signature: z.string().max(200),
  }),
} as const;

export type EntryKind = keyof typeof catalogue;
export const entryKinds = Object.keys(catalogue) as readonly EntryKind[];
export type BodyOf<K extends EntryKind> = z.infer<(typeof catalogue)[K]>;
