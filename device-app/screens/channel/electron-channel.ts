import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ScreenChannel } from './screen-channel.ts';

/** What the preload of the Electron shell exposes as `window.mingjing`. */
export interface MingjingBridge {
  onState(listener: (state: ScreenState) => void): void;
  /** The shell tells when the runtime process is gone and when it is back. A shell without it is taken as always up. */
  onLink?(listener: (up: boolean) => void): void;
  send(intent: Intent): void;
}

/** The channel through the Electron preload. */
export function createElectronChannel(bridge: MingjingBridge): ScreenChannel {
  return {
    start(listener) {
      bridge.onLink?.((up) => listener.onLink(up));
      bridge.onState((state) => {
        listener.onLink(true);
        listener.onState(state);
      });
    },
    send: (intent) => bridge.send(intent),
  };
}
