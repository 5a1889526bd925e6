/**
 * Virtual cards in a process of their own. A native binding blocks its thread now and then until pcscd answers, and
 * pcscd until the card does: a card that lived in the same process could never answer.
 */
import { systemClock } from '../../../common/clock.ts';
import { VpcdCard } from '../../../simulators/card-reader/index.ts';
import { createCard, createTestPki, type VirtualCard } from '../../../simulators/cards/index.ts';
import type { ConformanceCard } from '../../conformance/index.ts';

export type CardMessage = { readonly insert: ConformanceCard } | { readonly remove: true };

const civilId = '288020122596';
const pki = createTestPki({ now: new Date() });
const cards: Readonly<Record<ConformanceCard, () => VirtualCard>> = {
  genuine: () => createCard(pki, { kind: 'genuine', civilId }),
  genuineP384: () => createCard(pki, { kind: 'genuine', civilId, algorithm: 'p384' }),
  genuineRsa: () => createCard(pki, { kind: 'genuine', civilId, algorithm: 'rsa2048', answerBuffer_bytes: 100 }),
  foreign: () => createCard(pki, { kind: 'foreign', civilId }),
  mute: () => createCard(pki, { kind: 'mute', civilId }),
  slow: () => createCard(pki, { kind: 'genuine', civilId, latency_ms: 50 }),
  silent: () => createCard(pki, { kind: 'silent', civilId }),
};

const card = new VpcdCard({ port: Number(process.argv[2]), clock: systemClock });

process.on('message', (message: CardMessage) => {
  if ('insert' in message) card.insert(cards[message.insert]());
  else card.remove();
  process.send?.('done');
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
