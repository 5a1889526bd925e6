/**
 * Command-line switches that open a shipped kiosk to whoever can start it. Fuses close Node's inspector and
 * ELECTRON_RUN_AS_NODE; none closes Chromium's, so the product looks for itself and does not start.
 */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'debug',
  'debug-brk',
  'debug-port',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'ppapi-plugin-launcher',
  'single-process',
  'no-sandbox',
  'disable-sandbox',
  'disable-site-isolation-trials',
  'auto-open-devtools-for-tabs',
  'ssl-key-log-file',
  'log-net-log',
] as const;

/**
 * The first switch on the command line that a packaged product refuses; undefined when there is none.
 * @param hasSwitch Electron's `app.commandLine.hasSwitch`
 */
export function refusedSwitch(hasSwitch: (name: string) => boolean, argv: readonly string[]): string | undefined {
  return refusedSwitches.find((name) => hasSwitch(name) || argv.some((word) => isSwitch(word, name)));
}

/** Node reads its own switches from argv; Chromium also takes one dash. */
function isSwitch(word: string, name: string): boolean {
  const [head] = word.split('=', 1);
  return head === `--${name}` || head === `-${name}`;
}
