import { isDeepStrictEqual } from 'node:util';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type Intent, intentSchema } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';

/** One screen, whatever carries its messages. */
export interface ScreenPeer {
  send(state: ScreenState): void;
}

export interface ScreenChannel {
  /** A screen is there; it gets the current state at once. Returns how to feed and how to forget it. */
  attach(peer: ScreenPeer): { receive(message: unknown): void; detach(): void };
  /** Something may have changed: render, and send if it did. */
  refresh(): void;
  /** Whether a screen is attached. */
  connected(): boolean;
}

/** Carries snapshots out and intents in. Snapshots are numbered; equal ones are not sent twice. */
export function createScreenChannel(options: {
  readonly render: () => Omit<ScreenState, 'revision'>;
  readonly onIntent: (intent: Exclude<Intent, { kind: 'painted' }>) => void;
  /** The page now rendered is on the glass. */
  readonly onPainted: () => void;
  /** A frame is on the glass, whichever: the screen lives. */
  readonly onHeartbeat: (revision: number) => void;
  /** A screen is gone, with whatever it saw held down. */
  readonly onGone: () => void;
  readonly log: EventLog;
}): ScreenChannel {
  const peers = new Set<ScreenPeer>();
  let current: ScreenState = { revision: 0, ...options.render() };
  /** First revision that showed the present page of the present session. */
  let pageSince = 0;

  function refresh(): void {
    const { revision, ...shown } = current;
    const next = options.render();
    if (isDeepStrictEqual(shown, next)) return;
    current = { revision: revision + 1, ...next };
    if (pageKey(next.page) !== pageKey(shown.page)) pageSince = current.revision;
    for (const peer of peers) peer.send(current);
  }

  function receive(message: unknown): void {
    const intent = intentSchema.safeParse(message);
    // Our own screen sends nothing malformed; whatever else reached the channel gets no answer.
    if (!intent.success) return;
    if (intent.data.kind !== 'painted') {
      options.onIntent(intent.data);
      return;
    }
    options.onHeartbeat(intent.data.revision);
    if (intent.data.revision >= pageSince && intent.data.revision <= current.revision) options.onPainted();
  }

  return {
    refresh,
    connected: () => peers.size > 0,
    attach(peer) {
      peers.add(peer);
      options.log('screen.connected');
      refresh();
      peer.send(current);
      return {
        receive,
        detach() {
          if (!peers.delete(peer)) return;
          options.log('screen.disconnected');
          options.onGone();
        },
      };
    },
  };
}

function pageKey(page: ScreenState['page']): string {
  return 'sessionId' in page ? `${page.kind} ${page.sessionId}` : page.kind;
}
