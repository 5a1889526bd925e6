export { BadCall } from './bad-call.ts';
export type { Hand } from './hands.ts';
export { createWorld, type World, type WorldOptions, type WorldState } from './world.ts';
