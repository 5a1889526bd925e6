export { type Courier, createOutboxCourier } from './courier.ts';
export { createIssuanceDesk, type IssuanceDeskOptions, type RunningDesk } from './create-desk.ts';
export * from './desk.ts';
export { type LoadedSlot, loadVault, type VaultLoadingParts } from './vault-loading.ts';
