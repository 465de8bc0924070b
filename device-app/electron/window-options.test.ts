import { describe, expect, it } from 'vitest';
import { windowOptions } from './window-options.ts';

const LOCKED = {
  preload: '/app/preload.cjs',
  partition: 'screens',
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  disableDialogs: true,
  spellcheck: false,
  backgroundThrottling: false,
  devTools: false,
};

describe('windowOptions', () => {
  it('has exactly these locks when packaged', () => {
    expect(windowOptions({ packaged: true, preload: '/app/preload.cjs' }).webPreferences).toEqual(LOCKED);
  });

  it('differs in development by developer tools and a frame only', () => {
    const development = windowOptions({ packaged: false, preload: '/app/preload.cjs' });
    expect(development.webPreferences).toEqual({ ...LOCKED, devTools: true });
    expect(development).toMatchObject({ kiosk: false, frame: true });
  });

  it('keeps nothing of one run for the next', () => {
    expect(windowOptions({ packaged: true, preload: '/p' }).webPreferences?.partition).not.toMatch(/^persist:/);
  });
});
