import { EventEmitter, once } from 'node:events';
import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import { type PageKind, type ScreenState, screenStateSchema } from '@mingjing/device-app/core/screen/screen-state.ts';
import { WebSocket } from 'ws';

type PageOf<K extends PageKind> = Extract<ScreenState['page'], { kind: K }>;

/** How long a page may take to come, ms: longer than any countdown a test waits out, shorter than a test's own time, so that it says where it stayed. */
const PATIENCE_MS = 50_000;

/** A screen without glass: speaks the screen channel as the real one does, and paints at once. */
export interface ScreenClient {
  state(): ScreenState;
  /** Resolves when the page is there. */
  page<K extends PageKind>(kind: K, matching?: (page: PageOf<K>) => boolean): Promise<PageOf<K>>;
  /** Resolves when the state fits. */
  until(fits: (state: ScreenState) => boolean): Promise<ScreenState>;
  send(intent: Intent): void;
  close(): void;
}

/** Connects to a terminal by its screen address; resolves when the first state is there. */
export async function connectScreen(screenUrl: string): Promise<ScreenClient> {
  const url = new URL(screenUrl);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  const socket = new WebSocket(`ws://${url.host}/screen/ws`);
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  let state: ScreenState | undefined;
  const send = (intent: Intent) => socket.send(JSON.stringify(intent));

  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if ('resume' in message) return;
    state = screenStateSchema.parse(message);
    send({ kind: 'painted', revision: state.revision });
    changes.emit('change', state);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ token }));

  /** Looks at each state as it comes, within the same turn: two may come in one packet, and a short notice would be missed. */
  async function until(fits: (state: ScreenState) => boolean): Promise<ScreenState> {
    if (state !== undefined && fits(state)) return state;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(() => reject(new Error(`the screen stayed at ${JSON.stringify(state)}`))),
        PATIENCE_MS,
      );
      const look = (now: ScreenState) => {
        if (fits(now)) settle(() => resolve(now));
      };
      function settle(then: () => void) {
        clearTimeout(timer);
        changes.off('change', look);
        then();
      }
      changes.on('change', look);
    });
  }

  async function page<K extends PageKind>(kind: K, matching: (page: PageOf<K>) => boolean = () => true) {
    const found = await until((now) => now.page.kind === kind && matching(now.page as PageOf<K>));
    return found.page as PageOf<K>;
  }

  await until(() => true);
  return {
    state: () => state as ScreenState,
    until,
    page,
    send,
    close: () => socket.terminate(),
  };
}
