export { ber, readBer } from './ber.ts';
export { parseCommand } from './command.ts';
export { type CardKind, type CardSpec, cardKinds, createCard } from './kinds.ts';
export { createTestPki, type TestPki } from './pki.ts';
export { type Applet, CardOs, type VirtualCard } from './virtual-card.ts';
