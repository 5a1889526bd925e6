export { type Courier, createOutboxCourier } from './courier.ts';
export { createIssuanceDesk, type IssuanceDeskOptions, type RunningDesk } from './create-desk.ts';
export * from './desk.ts';
export { availabilityOf } from './readiness.ts';
export { binLevel, supplyLevel } from './stock.ts';
export { loadAtFirstStart } from './vault-loading.ts';
