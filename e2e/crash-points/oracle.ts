/**
 * What may become of an issuance that a dead program left open: the table of docs/issuance.md once more, from the
 * journal's entries and from where the card or booklet really lies. It shares no line with the core's own.
 */
import type { DocumentType } from '../../common/document.ts';
import type { Entry } from '../../main/journal/index.ts';
import type { Card } from '../simulation/card-printer-mechanism.ts';

/** A blank that is printed, or a booklet that is fetched: each in a machine of its own. */
export const ways = ['print', 'dispense'] as const;
export type Way = (typeof ways)[number];

export type Prediction = {
  readonly issuanceId: string;
  readonly ends: readonly string[];
  /** The card had moved for good before anybody could write it: nobody can prove where it went. */
  readonly isUnproven: boolean;
};

export type Left = {
  way: Way;
  step: string;
  isAnswered: boolean;
  endsAs: string | undefined;
  isClaimed: boolean;
  isBound: boolean;
  isPresented: boolean;
  /** Blanks fed, or booklets fetched, before this one's intent. */
  fedBefore: number;
};

/** Issuances without an end, as the journal has them. */
export function leftOpen(entries: readonly Entry[]): ReadonlyMap<string, Left> {
  const open = new Map<string, Left>();
  for (const entry of entries) {
    const { issuanceId } = entry;
    if (issuanceId === undefined) continue;
    if (entry.kind === 'issuance.ended') open.delete(issuanceId);
    if (entry.kind === 'issuance.intent') {
      const before = open.get(issuanceId) ?? nothingYet;
      const { body } = entry;
      open.set(issuanceId, {
        ...before,
        way: 'documentType' in body ? wayOf[body.documentType] : before.way,
        step: body.step,
        isAnswered: false,
        endsAs: 'endsAs' in body ? body.endsAs : undefined,
        fedBefore: 'cardsFed' in body && body.cardsFed !== undefined ? body.cardsFed : before.fedBefore,
      });
    }
    const state = open.get(issuanceId);
    if (state && entry.kind === 'issuance.outcome') answer(state, entry.body.step, entry.body.result);
  }
  return open;
}

const wayOf: Readonly<Record<DocumentType, Way>> = { 'driving-licence': 'print', passport: 'dispense' };

const nothingYet: Left = {
  way: 'print',
  step: '',
  isAnswered: false,
  endsAs: undefined,
  isClaimed: false,
  isBound: false,
  isPresented: false,
  fedBefore: 0,
};

function answer(state: Left, step: string, result: string): void {
  state.isAnswered = true;
  if (result !== 'done') return;
  if (step === 'claim') state.isClaimed = true;
  if (step === 'bind') state.isBound = true;
  if (step === 'present') state.isPresented = true;
}

/** `media`: all that its machine ever held; a vault's slots are its hopper, its retain unit is both of its bins. */
export function predict(issuanceId: string, state: Left, media: readonly Card[]): Prediction {
  const card = media.find(({ place }) => place === 'transport' || place === 'exit');
  const fed = media.filter(({ place }) => place !== 'hopper').length;
  const is = (...ends: string[]): Prediction => ({ issuanceId, ends, isUnproven: false });
  const cannotBeProven: Prediction = { issuanceId, ends: ['unresolved'], isUnproven: true };
  const made = card ? is('spoiled') : is('unresolved');
  const presented = card ? is('retained') : is('issued');
  switch (state.step) {
    case 'claim':
      return state.isClaimed ? is('released') : is('released', 'unclaimed');
    case 'bind':
      if (state.isBound || card) return made;
      return !state.isAnswered && fed > state.fedBefore ? is('unresolved') : is('released');
    case 'personalise':
    case 'verify':
      return made;
    case 'present':
      return state.isPresented || !state.isAnswered ? presented : made;
    case 'reject':
      return card ? is('spoiled') : cannotBeProven;
    case 'retract':
      if (!state.isAnswered) return card ? is(state.endsAs ?? 'retained') : cannotBeProven;
      return state.isPresented ? presented : made;
    default:
      throw new Error(`no step of an issuance: ${state.step}`);
  }
}
