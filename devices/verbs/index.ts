export { resultOf, type Verb, verb, watched, withEvents } from './verb.ts';
