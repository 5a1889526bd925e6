export { type PcscBindingFactory, registerPcscBinding } from './bindings/registry.ts';
export { cardReaderVerbs } from './cli.ts';
export { pcsc } from './pcsc/driver.ts';
