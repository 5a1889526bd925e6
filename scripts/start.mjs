// npm start: the kiosk on this machine. With no configuration file it is a complete simulated one.
import { join } from 'node:path';
import { run, withEnvironment } from './lib/environment.mjs';
import { main, root, say } from './lib/paths.mjs';

await main(() =>
  withEnvironment(({ runtime, env, flags, virtual }) => {
    if (virtual) say('no DISPLAY: running on a virtual one that nobody sees');
    return run(join(runtime.dist, 'electron'), [...flags, root, ...process.argv.slice(2)], { env });
  }),
);
