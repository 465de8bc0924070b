import { createElectronChannel, type MingjingBridge } from './electron-channel.ts';
import type { ScreenChannel } from './screen-channel.ts';
import { keepToken, takeToken } from './token.ts';
import { createWebsocketChannel } from './websocket-channel.ts';

declare global {
  interface Window {
    readonly mingjing?: MingjingBridge;
  }
}

/** The Electron bridge where the preload has put one, else the loopback WebSocket. */
export function createChannel(): ScreenChannel {
  if (window.mingjing !== undefined) return createElectronChannel(window.mingjing);
  let token = takeToken(window);
  // A shell that restarts the runtime hands over the new token by navigating to the same page with a new fragment.
  window.addEventListener('hashchange', () => {
    token = takeToken(window);
  });
  const address = new URL('/screen/ws', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return createWebsocketChannel({
    connect: () => new WebSocket(address),
    token: () => token,
    keepToken(next) {
      token = next;
      keepToken(window, next);
    },
    setTimer: (run, ms) => setTimeout(run, ms),
  });
}
