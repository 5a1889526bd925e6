export { done, failed } from './outcome.ts';
export { letTimePass } from './passing-time.ts';
