/** What is written of one technician's visit: every entry, action and exit, under the card's number. */
import { uuidv7 } from '../../common/ids.ts';
import type { KnownTechnician } from '../identity/index.ts';
import type { Entry } from '../journal/index.ts';
import type { TestResult } from './device-tests.ts';
import type { TechnicianParts } from './parts.ts';
import type { ShownDevice } from './view.ts';

export type LeftHow = Entry<'technician.left'>['body']['how'];
export type LeftInto = Entry<'technician.left'>['body']['into'];

const WORDS_characters = 480;

export class VisitRecord {
  readonly technician: KnownTechnician;
  readonly visitId: string;
  readonly #journal: TechnicianParts['journal'];

  constructor(
    { journal, clock, random }: Pick<TechnicianParts, 'journal' | 'clock' | 'random'>,
    technician: KnownTechnician,
  ) {
    this.technician = technician;
    this.visitId = uuidv7(clock, random);
    this.#journal = journal;
  }

  /** False when the journal takes no entries: then nobody is in. */
  entered(): boolean {
    const { certificate } = this.technician;
    return this.#journal.append([{ kind: 'technician.entered', body: { ...this.#who(), certificate } }]).ok;
  }

  action(action: string, detail?: string): boolean {
    const more = detail === undefined ? {} : { detail: detail.slice(0, WORDS_characters) };
    return this.#journal.append([{ kind: 'technician.action', body: { ...this.#who(), action, ...more } }]).ok;
  }

  test(device: ShownDevice, test: string, { passed, took_ms, words }: TestResult): void {
    const body = { ...this.#who(), device, test, passed, took_ms, words: words.slice(0, WORDS_characters) };
    this.#journal.append([{ kind: 'technician.test', body }]);
  }

  left(how: LeftHow, into: LeftInto): void {
    this.#journal.append([{ kind: 'technician.left', body: { ...this.#who(), how, into } }]);
  }

  #who() {
    const { cardId, role } = this.technician;
    return { visitId: this.visitId, cardId, role };
  }
}

/** How the last visit ended, for a machine that starts: one that nobody left was ended by the power. */
export function lastVisit(journal: TechnicianParts['journal']): LeftInto {
  const kinds = ['technician.entered', 'technician.left'] as const;
  const [last] = journal.entries({ kinds, order: 'newest-first', limit: 1 });
  if (last?.kind === 'technician.left') return last.body.into;
  if (last?.kind !== 'technician.entered') return 'service';
  const { visitId, cardId, role } = last.body;
  journal.append([{ kind: 'technician.left', body: { visitId, cardId, role, how: 'power', into: 'service' } }]);
  return 'service';
}
