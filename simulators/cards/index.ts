export { type CardKind, type CardSpec, cardKinds, createCard } from './kinds.ts';
export { createTestPki, type TestPki } from './pki.ts';
export type { VirtualCard } from './virtual-card.ts';
