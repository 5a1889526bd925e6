export { codeOfFailure, Run } from './run.ts';
export { Turns } from './turns.ts';
