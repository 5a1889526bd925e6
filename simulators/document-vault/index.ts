export type { Booklet } from './booklets.ts';
export { type DocumentVaultFault, documentVaultFaults, type VaultFaultOptions } from './faults.ts';
export {
  createDocumentVaultSimulator,
  type DocumentVaultSimulator,
  type DocumentVaultSimulatorOptions,
} from './simulator.ts';
