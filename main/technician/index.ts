export type { TechnicianMachine } from './content/facts.ts';
export { type Glass, shareGlass } from './glass.ts';
export { type HoldCode, TechnicianMode } from './mode.ts';
export type { TechnicianParts } from './parts.ts';
export * from './view.ts';
