export type { HostProcess } from './host-supervisor.ts';
export { type Machine, startMachine } from './machine.ts';
