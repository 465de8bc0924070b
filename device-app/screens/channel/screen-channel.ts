import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';

export interface ChannelListener {
  /** A complete snapshot. */
  onState(state: ScreenState): void;
  /** Whether the runtime can be reached. Down at first, until the first `onLink(true)`. */
  onLink(up: boolean): void;
}

/** The way between screens and runtime. No screen knows which one it is. */
export interface ScreenChannel {
  /** Begins to listen; call once. */
  start(listener: ChannelListener): void;
  /** Sends, or drops while the link is down: nothing is queued, since what a citizen sees unanswered is not yet received. */
  send(intent: Intent): void;
}
