/** npm run docs:events: writes docs/events.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsDocument } from '../common/events-document.ts';

writeFileSync(join(import.meta.dirname, '../docs/events.md'), eventsDocument());
