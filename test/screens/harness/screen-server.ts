import { EventEmitter, once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type Intent, intentSchema } from '@mingjing/device-app/core/screen/intent.ts';
import { type ScreenState, screenStateSchema } from '@mingjing/device-app/core/screen/screen-state.ts';
import { startLocalServer } from '@mingjing/device-app/runtime/local-server.ts';
import { createOneTimeTokens } from '@mingjing/device-app/runtime/one-time-tokens.ts';
import type { ScreenChannel, ScreenPeer } from '@mingjing/device-app/runtime/screen-channel.ts';
import { createScreenSocket } from '@mingjing/device-app/runtime/screen-socket.ts';
import type { VoicePack } from '@mingjing/device-app/runtime/voice-pack.ts';
import { systemRandomBytes, unrefTimers } from '@mingjing/shared/system/machine.ts';

/** What of a clip pack is served. */
export type ClipPack = Pick<VoicePack, 'folder' | 'files'>;

/** The runtime's real listener, tokens and screen socket, with the test in the place of the session machine. */
export interface ScreenServer {
  /** With a fresh token in the fragment. */
  url(): string;
  /** Every intent received, oldest first; one that breaks the contract throws here. */
  intents(): readonly Intent[];
  /** Sends a snapshot, and again to whoever connects; returns its revision. */
  show(state: Omit<ScreenState, 'revision'>): number;
  /** Resolves once the screen has reported `revision` as painted; rejects after 15 s. */
  painted(revision: number): Promise<void>;
  connected(): boolean;
  /** Cuts all connections and refuses new ones until `revive`. */
  die(): void;
  revive(): void;
  close(): Promise<void>;
}

/** Serves the built screens in `folder`, and the clips of a pack. */
export async function startScreenServer(folder: string, voice?: ClipPack): Promise<ScreenServer> {
  const received: unknown[] = [];
  const arrivals = new EventEmitter();
  const peers = new Set<ScreenPeer>();
  const cables = new Set<Duplex>();
  let current: ScreenState | null = null;
  let revision = 0;
  let alive = true;

  const channel: ScreenChannel = {
    attach(peer) {
      peers.add(peer);
      if (current !== null) peer.send(current);
      return {
        receive(message) {
          received.push(message);
          arrivals.emit('intent');
        },
        detach: () => peers.delete(peer),
      };
    },
    refresh() {
      throw new Error('nobody renders here');
    },
    connected: () => peers.size > 0,
  };
  const tokens = createOneTimeTokens(systemRandomBytes);
  const sockets = createScreenSocket({ channel, tokens, timers: unrefTimers });
  const server = await startLocalServer({
    port: 0,
    screensDir: folder,
    voice,
    api: async () => {},
    log: (event) => {
      throw new Error(`unexpected log event ${event}`);
    },
    screenUpgrade(request, socket, head) {
      if (!alive) {
        socket.destroy();
        return;
      }
      cables.add(socket);
      socket.on('close', () => cables.delete(socket));
      sockets.handleUpgrade(request, socket, head);
    },
  });
  const intents = () => received.map((intent) => intentSchema.parse(intent));

  return {
    url: () => `${server.url}/screen/#token=${tokens.issue()}`,
    intents,
    show(state) {
      revision += 1;
      current = screenStateSchema.parse({ ...state, revision });
      for (const peer of peers) peer.send(current);
      return revision;
    },
    async painted(wanted) {
      const giveUp = AbortSignal.timeout(15_000);
      const isPainted = () => intents().some((intent) => intent.kind === 'painted' && intent.revision === wanted);
      while (!isPainted()) await once(arrivals, 'intent', { signal: giveUp });
    },
    connected: channel.connected,
    die() {
      alive = false;
      for (const cable of cables) cable.destroy();
    },
    revive() {
      alive = true;
    },
    async close() {
      sockets.stop();
      await server.stop();
    },
  };
}
