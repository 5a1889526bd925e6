import { describe, it } from 'vitest';
import { workedExamples } from './testing/worked-examples.ts';

describe('a worked example of Doc 9303-11', () => {
  for (const { name, run } of workedExamples) it(name, run);
});
