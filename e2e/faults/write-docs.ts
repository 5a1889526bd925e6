/** npm run docs:faults: writes docs/faults.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsDocument } from './document.ts';
import { root } from './words.ts';

writeFileSync(join(root, 'docs/faults.md'), faultsDocument());
