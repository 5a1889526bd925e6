// What Electron's own distribution brings and a kiosk must not have.
const { rmSync } = require('node:fs');
const { join } = require('node:path');

exports.default = async function afterPack({ appOutDir }) {
  // Electron's developer shell: with it the binary would run any folder it is given.
  rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true });
};
