export { builtPages, createBenchApi } from './api.ts';
