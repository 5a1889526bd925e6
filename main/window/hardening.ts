/** Takes from Chromium everything a kiosk does not need; what is refused is reported, never silently. */
import type { App, Session, WebContents } from 'electron';
import { answerFrom, isKioskUrl, KIOSK_SCHEME } from './pages.ts';

/** Something a page asked for and did not get. */
export type Refusal = {
  readonly what:
    | 'navigation'
    | 'window'
    | 'webview'
    | 'permission'
    | 'device'
    | 'download'
    | 'request'
    | 'key'
    | 'intent'
    | 'close';
  /** Which one, in Chromium's words; no content of the page. */
  readonly detail: string;
};
export type ReportRefusal = (refusal: Refusal) => void;

const LONGEST_DETAIL = 200;

function shortened(detail: string): string {
  return detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL)}…` : detail;
}

/** For all pages of the app, also such as nobody foresaw: none leads away, opens another, or embeds one. */
export function hardenAllPages(app: App, report: ReportRefusal): void {
  app.on('web-contents-created', (_event, contents) => hardenPage(contents, report));
}

function hardenPage(contents: WebContents, report: ReportRefusal): void {
  const refuseNavigation = (event: { preventDefault(): void; url: string }) => {
    event.preventDefault();
    report({ what: 'navigation', detail: shortened(event.url) });
  };
  contents.on('will-navigate', refuseNavigation);
  contents.on('will-redirect', refuseNavigation);
  contents.on('will-frame-navigate', refuseNavigation);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    report({ what: 'webview', detail: '' });
  });
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
    report({ what: 'device', detail: 'bluetooth' });
  });
  contents.setWindowOpenHandler(({ url }) => {
    report({ what: 'window', detail: shortened(url) });
    return { action: 'deny' };
  });
}

/** For the kiosk's own session: no permission, no device, no download, no way out. */
export function hardenSession(session: Session, report: ReportRefusal): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(false);
    report({ what: 'permission', detail: permission });
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  refuseDevices(session, report);
  session.on('will-download', (event, item) => {
    event.preventDefault();
    report({ what: 'download', detail: shortened(item.getURL()) });
  });
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const own = isKioskUrl(url) || /^(data|blob|devtools):/.test(url);
    callback({ cancel: !own });
    if (!own) report({ what: 'request', detail: shortened(url) });
  });
}

function refuseDevices(session: Session, report: ReportRefusal): void {
  const refuse =
    (detail: string) =>
    (event: { preventDefault(): void }, _choice: unknown, ...rest: readonly unknown[]): void => {
      event.preventDefault();
      const callback = rest.at(-1);
      if (typeof callback === 'function') callback('');
      report({ what: 'device', detail });
    };
  session.on('select-serial-port', refuse('serial'));
  session.on('select-hid-device', refuse('hid'));
  session.on('select-usb-device', refuse('usb'));
}

/** Before `ready`: makes tasleem:// an origin with the rights of https, but none to fetch or to be fetched from. */
export function registerKioskScheme(protocol: {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: { standard: boolean; secure: boolean } }[]): void;
}): void {
  protocol.registerSchemesAsPrivileged([{ scheme: KIOSK_SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the files below `folder`, and nothing else, as tasleem://kiosk/ in this session. */
export function serveKioskPages(session: Session, folder: string): void {
  session.protocol.handle(KIOSK_SCHEME, (request) => answerFrom(folder, request));
}
