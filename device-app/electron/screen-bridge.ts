import type { Intent } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';

/** The part of a MessagePort that the bridge uses. */
export interface ScreenPort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** `window.mingjing`, as the screens know it: named functions, never a port, an event or an IPC object. */
export interface ScreenBridgeApi {
  onState(listener: (state: ScreenState) => void): void;
  /** Told at once, and whenever it changes, whether a runtime is there. */
  onLink(listener: (up: boolean) => void): void;
  send(intent: Intent): void;
}

export interface ScreenBridge {
  readonly api: ScreenBridgeApi;
  /** A runtime is there; an older one's port is closed. */
  connect(port: ScreenPort): void;
  /** The runtime is gone. */
  disconnect(): void;
}

/** Joins the page's functions to whichever runtime is there. The page may come before the runtime or after it. */
export function createScreenBridge(): ScreenBridge {
  let port: ScreenPort | undefined;
  let latest: ScreenState | undefined;
  let onState: (state: ScreenState) => void = () => {};
  let onLink: (up: boolean) => void = () => {};

  const disconnect = (): void => {
    if (port === undefined) return;
    port.onmessage = null;
    port.close();
    port = undefined;
    latest = undefined;
    onLink(false);
  };

  return {
    disconnect,
    connect(next) {
      disconnect();
      port = next;
      port.onmessage = ({ data }) => {
        // Checked by schema where it was made, in the runtime; the port has no other sender.
        latest = data as ScreenState;
        onState(latest);
      };
      onLink(true);
    },
    api: {
      onState(listener) {
        onState = listener;
        if (latest !== undefined) listener(latest);
      },
      onLink(listener) {
        onLink = listener;
        listener(port !== undefined);
      },
      // Dropped while no runtime is there: what a citizen sees unanswered is not received.
      send: (intent: Intent) => port?.postMessage(intent),
    },
  };
}
