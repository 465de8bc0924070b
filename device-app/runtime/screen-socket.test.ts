import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { systemRandomBytes, unrefTimers } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Intent } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createScreenChannel, type ScreenChannel } from './screen-channel.ts';
import { createScreenSocket, SCREEN_SOCKET_PATH } from './screen-socket.ts';

let server: Server;
let socket: ReturnType<typeof createScreenSocket>;
let channel: ScreenChannel;
let shown: Omit<ScreenState, 'revision'>;
const tokens = createOneTimeTokens(systemRandomBytes);
const intents: Intent[] = [];
const events: LogEventId[] = [];
const heartbeats: number[] = [];
let painted = 0;
let gone = 0;

beforeEach(async () => {
  intents.length = 0;
  painted = 0;
  gone = 0;
  heartbeats.length = 0;
  shown = {
    language: 'zh-CN',
    display: STANDARD_DISPLAY,
    ppi: 149,
    page: { kind: 'thanks' },
    ...BARE_SCREEN,
    padKeys: [],
    role: 'window',
  };
  channel = createScreenChannel({
    render: () => shown,
    onIntent: (intent) => intents.push(intent),
    onPainted: () => {
      painted += 1;
    },
    onGone: () => {
      gone += 1;
    },
    onHeartbeat: (revision) => heartbeats.push(revision),
    log: (event) => events.push(event),
  });
  socket = createScreenSocket({ channel, tokens, timers: unrefTimers });
  server = createServer().on('upgrade', socket.handleUpgrade).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  socket.stop();
  server.close();
});

function dial(origin?: string): WebSocket {
  const { port } = server.address() as AddressInfo;
  return new WebSocket(`ws://127.0.0.1:${port}${SCREEN_SOCKET_PATH}`, origin === undefined ? {} : { origin });
}

/** Connects with a token; collects what arrives. */
async function connect(token: string): Promise<{ client: WebSocket; received: Record<string, unknown>[] }> {
  const client = dial();
  const received: Record<string, unknown>[] = [];
  client.on('message', (data) => received.push(JSON.parse(String(data))));
  await once(client, 'open');
  client.send(JSON.stringify({ token }));
  return { client, received };
}

describe('the screen channel over a loopback socket', () => {
  it('sends the state at once, then only what changed', async () => {
    const { received } = await connect(tokens.issue());
    await vi.waitFor(() => expect(received).toHaveLength(2));
    expect(received[1]).toMatchObject({ revision: 0, page: { kind: 'thanks' } });
    channel.refresh();
    shown = { ...shown, page: { kind: 'unrated' } };
    channel.refresh();
    await vi.waitFor(() => expect(received.at(-1)).toMatchObject({ revision: 1, page: { kind: 'unrated' } }));
    expect(received).toHaveLength(3);
  });

  it('accepts a token once and hands out the next one', async () => {
    const token = tokens.issue();
    const first = await connect(token);
    await vi.waitFor(() => expect(first.received).toHaveLength(2));
    const again = await connect(token);
    expect((await once(again.client, 'close'))[0]).toBe(1008);
    const resumed = await connect(String(first.received[0]?.resume));
    await vi.waitFor(() => expect(resumed.received.at(-1)).toMatchObject({ page: { kind: 'thanks' } }));
  });

  it('turns away wrong tokens, garbage instead of a token and pages of other sites', async () => {
    const wrong = await connect('x'.repeat(43));
    expect((await once(wrong.client, 'close'))[0]).toBe(1008);
    const garbage = dial();
    await once(garbage, 'open');
    garbage.send(Buffer.from([0xff, 0x00]));
    expect((await once(garbage, 'close'))[0]).toBe(1008);
    const foreign = dial('https://evil.example');
    const [, response] = await once(foreign, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    foreign.on('error', () => {});
    foreign.terminate();
    expect(channel.connected()).toBe(false);
  });

  it('passes intents on, drops what is none and survives oversized messages', async () => {
    const { client, received } = await connect(tokens.issue());
    await vi.waitFor(() => expect(received).toHaveLength(2));
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    for (const bad of ['{', 'null', '[]', '{"kind":"press"}', '{"kind":"press","level":6}', nested]) client.send(bad);
    client.send(JSON.stringify({ kind: 'set-language', language: 'en' }));
    await vi.waitFor(() => expect(intents).toEqual([{ kind: 'set-language', language: 'en' }]));
    client.send('x'.repeat(1024 * 1024));
    expect((await once(client, 'close'))[0]).toBe(1009);
    await vi.waitFor(() => expect(channel.connected()).toBe(false));
    expect(gone).toBe(1);
  });

  it('takes a page as painted only from the revision that showed it', async () => {
    const { client, received } = await connect(tokens.issue());
    await vi.waitFor(() => expect(received).toHaveLength(2));
    shown = { ...shown, page: { kind: 'unrated' } };
    channel.refresh();
    const send = (revision: number) => client.send(JSON.stringify({ kind: 'painted', revision }));
    send(0);
    send(9);
    send(1);
    client.send(JSON.stringify({ kind: 'set-language', language: 'en' }));
    await vi.waitFor(() => expect(intents).toHaveLength(1));
    expect(painted).toBe(1);
    expect(heartbeats).toEqual([0, 9, 1]);
  });
});
