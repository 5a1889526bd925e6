export { type BookletRefusal, judgeChip, judgeMrz } from './booklet.ts';
export { type Holder, type IdentityPolicy, judgeEvidence } from './judge.ts';
export { judgeLicenceChip } from './licence.ts';
export { blocksFromPem, certificatesFromPem } from './pem.ts';
export { type IdentityRefusal, type ReadRefusal, refusalOf } from './refusal.ts';
export { judgeTechnician, type KnownTechnician, type TechnicianPolicy, type TechnicianRefused } from './technician.ts';
export { isTestMaterial } from './test-material.ts';
