import type { Session, WebContents } from 'electron';
import { isKeyAllowed } from './keyboard.ts';
import { SCREEN_HOST, SCREEN_SCHEME, SCREEN_URL } from './screen-scheme.data.ts';

/** What was tried against which lock. */
export type Blocked = 'navigation' | 'window' | 'webview' | 'request' | 'permission' | 'device' | 'download';
export type ReportBlocked = (what: Blocked) => void;

/** Whether an address belongs to the screens: by parsed scheme and host, never by how it begins. */
export function isScreenAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCREEN_SCHEME}:` && url.host === SCREEN_HOST;
}

type LockableSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest' | 'on'
>;

/** Denies everything a page could ask of its session: permissions, devices, downloads, and every request but for its own files. */
export function lockSession(session: LockableSession, report: ReportBlocked): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    report('permission');
    answer(false);
  });
  // Asked often and for harmless things: denied in silence.
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => {
    report('device');
    return false;
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isScreenAddress(details.url);
    if (cancel) report('request');
    answer({ cancel });
  });
  session.on('will-download', (event) => {
    report('download');
    event.preventDefault();
  });
}

type LockableContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Nails one page to its place. For every `web-contents-created`, so that none is missed. */
export function lockContents(contents: LockableContents, report: ReportBlocked): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    // The page loads once, by us; nothing in it leads anywhere.
    if (event.url === SCREEN_URL) return;
    report('navigation');
    event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => {
    report('webview');
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => {
    report('window');
    return { action: 'deny' };
  });
  contents.on('before-input-event', (event, input) => {
    if (!isKeyAllowed(input)) event.preventDefault();
  });
}
