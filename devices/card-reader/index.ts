export { type PcscBindingFactory, registerPcscBinding } from './bindings/registry.ts';
export { type CardReaderVerb, cardReaderVerbs } from './cli.ts';
export { pcsc } from './pcsc/driver.ts';
