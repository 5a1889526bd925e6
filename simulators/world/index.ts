export { BadCall } from './bad-call.ts';
export { createWorld, type Hand, type World, type WorldOptions, type WorldState } from './world.ts';
