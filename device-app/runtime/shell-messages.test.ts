import { EventEmitter } from 'node:events';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { describe, expect, it } from 'vitest';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { parseRuntimeMessage } from '../core/supervision/utility-messages.ts';
import { createScreenChannel } from './screen-channel.ts';
import { createShellMessages, type ParentPort, type ScreenPort } from './shell-messages.ts';

/** One end of a pair of ports; what it is given crosses as a structured clone, as between processes. */
class Port extends EventEmitter implements ParentPort, ScreenPort {
  readonly posted: unknown[] = [];
  started = false;
  postMessage(message: unknown): void {
    this.posted.push(structuredClone(message));
  }
  start(): void {
    this.started = true;
  }
}

function setUp() {
  const parent = new Port();
  const intents: unknown[] = [];
  let stops = 0;
  let shown: ScreenState['page'] = { kind: 'thanks' };
  const channel = createScreenChannel({
    render: () => ({
      language: 'zh-CN',
      display: STANDARD_DISPLAY,
      ppi: 149,
      page: shown,
      ...BARE_SCREEN,
      padKeys: [],
      role: 'window',
    }),
    onIntent: (intent) => intents.push(intent),
    onPainted() {},
    onHeartbeat() {},
    onGone() {},
    log() {},
  });
  const shell = createShellMessages(parent, { channel: () => channel, onStop: () => (stops += 1) });
  shell.listen();
  const attach = () => {
    const port = new Port();
    parent.emit('message', { data: { kind: 'screen-port' }, ports: [port] });
    return port;
  };
  const show = (page: ScreenState['page']) => {
    shown = page;
    channel.refresh();
  };
  return { parent, shell, channel, attach, show, intents, stops: () => stops };
}

describe('the runtime as an Electron utility process', () => {
  it('carries snapshots and intents through a transferred port', () => {
    const { attach, show, intents, channel } = setUp();
    const port = attach();
    show({ kind: 'unrated' });
    expect(port.started).toBe(true);
    expect(port.posted).toMatchObject([{ page: { kind: 'thanks' } }, { page: { kind: 'unrated' } }]);
    port.emit('message', { data: { kind: 'set-language', language: 'en' } });
    port.emit('message', { data: { kind: 'nonsense' } });
    expect(intents).toEqual([{ kind: 'set-language', language: 'en' }]);
    port.emit('close');
    expect(channel.connected()).toBe(false);
  });

  it('stops when told, ignores what it does not know, and says only what its shell understands', () => {
    const { parent, shell, stops } = setUp();
    for (const data of [null, 'stop', { kind: 'other' }]) parent.emit('message', { data, ports: [] });
    expect(stops()).toBe(0);
    parent.emit('message', { data: { kind: 'stop' }, ports: [] });
    expect(stops()).toBe(1);
    shell.say({ ready: true, localUrl: 'http://127.0.0.1:4711', paintedEveryMs: 10_000 });
    shell.say({ painted: 7 });
    expect(parent.posted.map((message) => parseRuntimeMessage(message))).toMatchObject([
      { ok: true, value: { kind: 'ready' } },
      { ok: true, value: { kind: 'painted', painted: 7 } },
    ]);
  });
});
