import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { createScreenBridge, type ScreenPort } from '@mingjing/device-app/electron/screen-bridge.ts';
import { createElectronChannel } from '@mingjing/device-app/screens/channel/electron-channel.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { afterEach, expect, it } from 'vitest';

// The preload's bridge with the screens' own channel on one side and a real message port on the other.
const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function runtimeWith(bridge: ReturnType<typeof createScreenBridge>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  bridge.connect(port2 as unknown as ScreenPort);
  return port1;
}

function startScreens(bridge: ReturnType<typeof createScreenBridge>) {
  const states: ScreenState[] = [];
  const links: boolean[] = [];
  const channel = createElectronChannel(bridge.api);
  channel.start({ onState: (state) => states.push(state), onLink: (up) => links.push(up) });
  return { channel, states, links };
}

const state = (revision: number) => ({
  revision,
  language: 'zh-CN' as const,
  display: STANDARD_DISPLAY,
  ppi: 149,
  page: { kind: 'thanks' as const },
  ...BARE_SCREEN,
  padKeys: [],
});
const PAINTED: Intent = { kind: 'painted', revision: 1 };

it('carries states to the screens and intents to the runtime', async () => {
  const bridge = createScreenBridge();
  const runtime = runtimeWith(bridge);
  const { channel, states, links } = startScreens(bridge);
  runtime.postMessage(state(1));
  await expect.poll(() => states).toEqual([state(1)]);
  expect(links.at(-1)).toBe(true);

  const heard = once(runtime, 'message');
  channel.send(PAINTED);
  expect(await heard).toEqual([PAINTED]);
});

it('gives a page that comes late the state that came before it', async () => {
  const bridge = createScreenBridge();
  const runtime = runtimeWith(bridge);
  runtime.postMessage(state(7));
  await expect.poll(() => startScreens(bridge).states).toEqual([state(7)]);
});

it('says that the runtime is gone, drops what is pressed then, and goes on with the next', async () => {
  const bridge = createScreenBridge();
  const first = runtimeWith(bridge);
  const { channel, states, links } = startScreens(bridge);
  const closed = once(first, 'close');
  bridge.disconnect();
  await closed;
  expect(links.at(-1)).toBe(false);
  channel.send(PAINTED);

  const second = runtimeWith(bridge);
  expect(links.at(-1)).toBe(true);
  second.postMessage(state(1));
  await expect.poll(() => states.at(-1)).toEqual(state(1));
});

it('starts with the link down where no runtime is there yet', () => {
  expect(startScreens(createScreenBridge()).links).toEqual([false]);
});

it('closes the port of an older runtime when a newer one comes', async () => {
  const bridge = createScreenBridge();
  const first = runtimeWith(bridge);
  const closed = once(first, 'close');
  runtimeWith(bridge);
  await closed;
});
