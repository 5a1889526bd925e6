export {
  createPassportCard,
  type PassportCard,
} from './emrtd/passport-card.ts';
export { type PassportCardOptions, type PassportKind, passportKinds } from './emrtd/passport-options.ts';
export { ber, readBer } from './os/ber.ts';
export { type Applet, CardOs, type VirtualCard } from './os/card-os.ts';
export { parseCommand } from './os/command.ts';
export { type CardKind, type CardSpec, cardKinds, createCard } from './piv/kinds.ts';
export { createTestPki, type TestPki } from './pki/test-pki.ts';
