/** The receipt of a document just taken: on paper, as a code, or none. */
import type { AnyEventObject } from 'xstate';
import type { SessionSetup } from './setup.ts';

export function receipt(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: ['watch', 'lookIntoVault', { type: 'setVisit', params: { receiptFailed: false } }],
    on: {
      'receipt-print': 'receiptPrinting',
      'receipt-code': 'receiptCode',
      'receipt-none': 'afterReceipt',
    },
  });
}

export function receiptPrinting(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'stopWatching',
    invoke: {
      src: 'printReceipt',
      input: ({ context }) => context.visit,
      onDone: [
        { guard: ({ event }) => event.output.printed, target: 'receiptTaking' },
        { target: 'receiptCode', actions: { type: 'setVisit', params: { receiptFailed: true } } },
      ],
    },
  });
}

export function receiptTaking(setup: SessionSetup) {
  return setup.createStateConfig({
    invoke: {
      src: 'receiptTaken',
      input: ({ event }) => {
        const output = (event as AnyEventObject).output as { taken?: Promise<void> } | undefined;
        return output?.taken ?? Promise.resolve();
      },
      onDone: 'afterReceipt',
    },
  });
}

export function receiptCode(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'watch',
    on: { finish: 'afterReceipt' },
  });
}

export function afterReceipt(setup: SessionSetup) {
  return setup.createStateConfig({
    always: [{ guard: 'hasMore', target: 'documents' }, { target: 'thanks' }],
  });
}
