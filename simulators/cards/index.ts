export { createPassportCard, type PassportCard, printedLines } from './emrtd/passport-card.ts';
export type { PassportCardOptions, PassportKind } from './emrtd/passport-options.ts';
export type { FaceImage } from './faces/face.ts';
export { jpeg2000Face } from './faces/jpeg2000.ts';
export {
  createBlankLicenceChip,
  type LicenceChip,
  type LicenceChipKind,
} from './licence-chip/licence-chip.ts';
export { type LicencePersonalisation, personaliseLicence, type ScriptStep } from './licence-chip/personalisation.ts';
export { ber, readBer } from './os/ber.ts';
export { type Applet, CardOs, type VirtualCard } from './os/card-os.ts';
export { parseCommand } from './os/command.ts';
export { createPearlCard, type PearlKind, pearlAuthority } from './pearl/pearl-card.ts';
export { type CardKind, type CardSpec, cardKinds, createCard, TEST_PIN } from './piv/kinds.ts';
export { createTechnicianCard, type TechnicianCardKind } from './piv/technician-card.ts';
export { pem } from './pki/pem.ts';
export { createTestPki, type TestPki } from './pki/test-pki.ts';
