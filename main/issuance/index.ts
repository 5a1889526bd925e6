export { type Courier, createOutboxCourier } from './courier.ts';
export { createIssuanceDesk, type IssuanceDeskOptions, type RunningDesk } from './create-desk.ts';
export * from './desk.ts';
export { availabilityOf } from './readiness.ts';
export { loadAtFirstStart } from './vault-loading.ts';
