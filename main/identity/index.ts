export { type Holder, type IdentityPolicy, judgeEvidence } from './judge.ts';
export { certificatesFromPem } from './pem.ts';
export { type IdentityRefusal, type ReadRefusal, refusalOf } from './refusal.ts';
