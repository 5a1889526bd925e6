/**
 * Mistakes that somebody could make in the core, each as a change of its source: the simulation must find every one, or it
 * proves nothing. The text to be changed stands exactly once in its file; a bug that no longer fits says so.
 */
export type Bug = { readonly name: string; readonly changes: readonly Change[] };
export type Change = { readonly file: string; readonly find: string; readonly replace: string };

export const bugs: readonly Bug[] = [
  {
    name: 'skip the intent to present',
    changes: [
      {
        file: 'main/issuance/fulfilment.ts',
        find: "books.intend(issuanceId, { step: 'present' });",
        replace: '',
      },
    ],
  },
  {
    name: 'skip the intent to feed',
    changes: [
      {
        file: 'main/issuance/fulfilment.ts',
        find: "books.intend(issuanceId, { step: 'bind', ...(cardsFed === undefined ? {} : { cardsFed }), ...(slot && { slot }) });",
        replace: 'void [cardsFed, slot];',
      },
    ],
  },
  {
    name: 'settle before it is taken',
    changes: [
      {
        file: 'main/issuance/fulfilment.ts',
        find: 'return takenEarly ? this.#issued(issuanceId) : this.#untilTaken(issuanceId);',
        replace: 'return this.#issued(issuanceId);',
      },
    ],
  },
  {
    name: 'forget idempotency: a new key for an event that was told before',
    changes: [
      {
        file: 'main/issuance/courier.ts',
        find: '      entryId,\n      issuanceId,\n      ordinal,',
        replace: '      entryId: entryId + String(away),\n      issuanceId,\n      ordinal,',
      },
    ],
  },
  {
    name: 'release a claim with a medium bound',
    changes: [
      {
        file: 'main/issuance/recovery-table.ts',
        find: "made: { transport: 'reject', exit: 'take-back', none: 'unresolved', unknown: 'unresolved' },",
        replace: "made: { transport: 'reject', exit: 'take-back', none: 'release', unknown: 'release' },",
      },
    ],
  },
  {
    name: 'count a blank before the printer confirmed it',
    changes: [
      {
        file: 'main/issuance/fulfilment.ts',
        find: 'const fed = await route.bring(slot);',
        replace:
          "books.noteMovement({ from: 'hopper', to: 'transport' }, issuanceId); const fed = await route.bring(slot);",
      },
    ],
  },
  {
    name: 'lose an outbox entry',
    changes: [
      {
        file: 'main/journal/outbox.ts',
        find: '{ issuanceId, event }: OutboxEvent, now_ms: number): void {',
        replace: "{ issuanceId, event }: OutboxEvent, now_ms: number): void { if (entryId.endsWith('7')) return;",
      },
    ],
  },
  {
    name: 'try an unresolved order again',
    changes: [
      {
        file: 'main/issuance/books.ts',
        find: "unresolved: 'unresolved',",
        replace: "unresolved: 'spoiled',",
      },
    ],
  },
  {
    name: 'accept a document that was not verified',
    changes: [
      {
        file: 'main/issuance/routes.ts',
        find: "books.outcome(issuanceId, 'verify', 'done', { event: 'verified' });",
        replace: '',
      },
    ],
  },
  {
    name: 'hand over a booklet whatever is read of it',
    changes: [
      {
        file: 'main/issuance/routes.ts',
        find: 'if (!inspected.ok) {',
        replace: 'if (!inspected.ok && Date.now() < 0) {',
      },
    ],
  },
  {
    name: 'hand over what was not printed to its end',
    changes: [
      {
        file: 'main/issuance/routes.ts',
        find: 'if (!printed.ok) return flaw(printed.error);',
        replace: '',
      },
    ],
  },
  {
    name: 'hand over without waiting for the service to know of the medium',
    changes: [
      {
        file: 'main/issuance/fulfilment.ts',
        find: "if (held !== 'held') return this.#notOurs(issuanceId, held);",
        replace: '',
      },
    ],
  },
  {
    name: 'presume that nothing was fed, whatever the counter says',
    changes: [
      {
        file: 'main/issuance/settle.ts',
        find: 'return (fedSince(state, medium) ?? 0) > 0;',
        replace: 'return false;',
      },
    ],
  },
  {
    name: 'believe that a card which is stuck inside was taken',
    changes: [
      {
        file: 'main/issuance/settle.ts',
        find: "const isInside = where === 'jammed' || where === 'transport';",
        replace: 'const isInside = false;',
      },
    ],
  },
  {
    name: 'presume that a rejected card is in the bin, whatever the printer went through',
    changes: [
      {
        file: 'main/issuance/settle.ts',
        find: "if (!medium.wasWatched(issuanceId)) return close(books, issuanceId, 'unresolved', 'reject:not-seen');",
        replace: '',
      },
    ],
  },
  {
    name: 'call a retained document issued',
    changes: [
      {
        file: 'main/issuance/settle.ts',
        find: 'if (moved.ok) return close(books, issuanceId, endsAs, why, bin);',
        replace: "if (moved.ok) return close(books, issuanceId, endsAs === 'retained' ? 'issued' : endsAs, why, bin);",
      },
    ],
  },
  {
    name: 'print the document of the visit before',
    changes: [
      {
        file: 'main/session/actors.ts',
        find: 'const drawn = order && input.drawn[order.orderId];',
        replace: 'const drawn = order && (globalThis.kept ??= input.drawn[order.orderId]);',
      },
    ],
  },
  {
    name: 'keep the holder of the last visit',
    changes: [
      {
        file: 'main/session/states/setup.ts',
        find: 'forgetVisit: assign({ visit: emptyVisit, overlay',
        replace: 'forgetVisit: assign({ overlay',
      },
      {
        file: 'main/session/view-of.ts',
        find: 'function waitingScreen({ serviceability }: Context): Screen {',
        replace:
          'function waitingScreen({ serviceability, visit }) { if (visit.civilId) return { name: "attract", offers: [], last: visit.civilId };',
      },
    ],
  },
];
