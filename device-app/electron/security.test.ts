import { EventEmitter } from 'node:events';
import { strictFake } from '@mingjing/test/electron/strict-fake.ts';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { SCREEN_URL } from './screen-scheme.data.ts';
import { type Blocked, isScreenAddress, lockContents, lockSession } from './security.ts';

function lockedSession() {
  const blocked: Blocked[] = [];
  const events = new EventEmitter();
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    handlers[name] = handler;
  };
  const session = strictFake<Session>('session', {
    on: events.on.bind(events) as never,
    setPermissionRequestHandler: keep('request') as never,
    setPermissionCheckHandler: keep('check') as never,
    setDevicePermissionHandler: keep('device') as never,
    webRequest: strictFake<Session['webRequest']>('webRequest', { onBeforeRequest: keep('before') as never }),
  });
  lockSession(session, (what) => blocked.push(what));
  const call = (name: string, ...args: unknown[]) => handlers[name]?.(...(args as never[]));
  return { blocked, events, call };
}

function lockedContents() {
  const blocked: Blocked[] = [];
  const events = new EventEmitter();
  let open: ((details: never) => unknown) | undefined;
  const contents = strictFake<WebContents>('webContents', {
    on: events.on.bind(events) as never,
    setWindowOpenHandler: (handler) => {
      open = handler as never;
    },
  });
  lockContents(contents, (what) => blocked.push(what));
  const tryEvent = (name: string, details: object = {}, ...rest: unknown[]) => {
    let prevented = false;
    const heard = events.emit(name, { ...details, preventDefault: () => (prevented = true) }, ...rest);
    expect(heard, `nobody listens to ${name}`).toBe(true);
    return prevented;
  };
  return { blocked, tryEvent, open: () => open?.({} as never) };
}

describe('lockSession', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'serial',
    'hid',
    'usb',
    'unknown',
    'yet-to-come',
  ])('denies the permission %s, asked for or looked up', (permission) => {
    const { call, blocked } = lockedSession();
    const answers: boolean[] = [];
    call('request', {}, permission, (granted: boolean) => answers.push(granted), {});
    expect(answers).toEqual([false]);
    expect(call('check', null, permission, '', {})).toBe(false);
    expect(blocked).toEqual(['permission']);
  });

  it('denies devices', () => {
    expect(lockedSession().call('device', { deviceType: 'serial' })).toBe(false);
  });

  it.each([
    [SCREEN_URL, false],
    ['app://mingjing/assets/x.js', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:4100/', true],
    ['http://192.0.2.1/', true],
    ['ws://127.0.0.1:4100/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,x', true],
    ['app://other/index.html', true],
  ])('request to %s: cancelled %j', (url, cancelled) => {
    const { call } = lockedSession();
    const answers: unknown[] = [];
    call('before', { url }, (answer: unknown) => answers.push(answer));
    expect(answers).toEqual([{ cancel: cancelled }]);
  });

  it('cancels downloads', () => {
    const { events, blocked } = lockedSession();
    let prevented = false;
    events.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    expect(blocked).toEqual(['download']);
  });
});

describe('lockContents', () => {
  const LEAVING = [
    'https://example.org/',
    'app://mingjing.example.org/index.html',
    'app://mingjing/other.html',
    'javascript:0',
    'not an address',
    '',
  ];

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s: stays where it is', (name) => {
    const { tryEvent, blocked } = lockedContents();
    expect(LEAVING.map((url) => tryEvent(name, { url }))).toEqual(LEAVING.map(() => true));
    expect(blocked).toEqual(LEAVING.map(() => 'navigation'));
    expect(tryEvent(name, { url: SCREEN_URL })).toBe(false);
  });

  it('opens no window and attaches no webview', () => {
    const { tryEvent, open, blocked } = lockedContents();
    expect(open()).toEqual({ action: 'deny' });
    expect(tryEvent('will-attach-webview')).toBe(true);
    expect(blocked).toEqual(['window', 'webview']);
  });

  it('holds back the keys of the browser, and only them', () => {
    const { tryEvent } = lockedContents();
    const key = (name: string, control = false) => ({ type: 'keyDown', key: name, control, alt: false, meta: false });
    expect(tryEvent('before-input-event', {}, key('r', true))).toBe(true);
    expect(tryEvent('before-input-event', {}, key('5'))).toBe(false);
  });
});

describe('isScreenAddress', () => {
  it.each(['app://mingjing@evil/', 'app://evil/mingjing', 'APP://evil', 'app:mingjing', '//mingjing/'])(
    '%s is not',
    (address) => {
      expect(isScreenAddress(address)).toBe(false);
    },
  );
});
