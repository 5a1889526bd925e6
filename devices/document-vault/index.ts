export { documentVaultVerbs } from './cli.ts';
export { vault } from './vault/index.ts';
