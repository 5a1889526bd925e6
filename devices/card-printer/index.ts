export { cardPrinterVerbs } from './cli.ts';
export { evolis } from './evolis/index.ts';
export { testCardJob } from './test-card.ts';
