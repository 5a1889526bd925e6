export type { Resident, ResidentOrder } from './resident.ts';
export { residents } from './residents.ts';
