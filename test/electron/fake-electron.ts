import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { UtilityChild } from '@mingjing/device-app/electron/runtime-host.ts';
import type { WindowPort } from '@mingjing/device-app/electron/screen-window.ts';
import { strictFake } from './strict-fake.ts';

/** A utility process that does what the test says. Its ports are real ones of Node. */
export function createFakeChild(pid: number) {
  const events = new EventEmitter();
  let exited = false;
  const messages: { readonly message: unknown; readonly ports: readonly MessagePort[] }[] = [];
  const child = strictFake<UtilityChild<MessagePort>>('child', {
    pid,
    on: events.on.bind(events) as never,
    once: events.once.bind(events) as never,
    postMessage: (message, transfer = []) => {
      if (exited) throw new Error('postMessage to a child that is gone');
      messages.push({ message: structuredClone(message), ports: transfer });
    },
  });
  return {
    child,
    pid,
    messages,
    says: (message: unknown) => events.emit('message', message),
    exits: (code: number) => {
      exited = true;
      events.emit('exit', code);
    },
  };
}
export type FakeChild = ReturnType<typeof createFakeChild>;

/** A window that does what the test says. */
export function createFakeWindow() {
  const windowEvents = new EventEmitter();
  const pageEvents = new EventEmitter();
  const calls: string[] = [];
  const posted: { readonly channel: string; readonly ports: readonly MessagePort[] }[] = [];
  let destroyed = false;
  let stack: () => Promise<unknown> = () => Promise.resolve('at loop (index.js:1)');
  const call = (name: string) => () => {
    if (destroyed) throw new Error(`${name} after destroy: Electron would throw`);
    calls.push(name);
  };
  const window = strictFake<WindowPort<MessagePort>>('window', {
    on: windowEvents.on.bind(windowEvents) as never,
    loadURL: (url) => {
      calls.push(`load ${url}`);
      return Promise.resolve();
    },
    show: call('show'),
    focus: call('focus'),
    blur: call('blur'),
    isDestroyed: () => destroyed,
    destroy: () => {
      call('destroy')();
      destroyed = true;
      windowEvents.emit('closed');
    },
    webContents: strictFake<WindowPort<MessagePort>['webContents']>('webContents', {
      on: pageEvents.on.bind(pageEvents) as never,
      postMessage: (channel, _message, transfer = []) => {
        call(`post ${channel}`)();
        posted.push({ channel, ports: transfer });
      },
      forcefullyCrashRenderer: () => {
        call('crash')();
        pageEvents.emit('render-process-gone', {}, { reason: 'crashed' });
      },
      setVisualZoomLevelLimits: call('zoom limits'),
      mainFrame: { collectJavaScriptCallStack: () => stack() },
    }),
  });
  return {
    window,
    calls,
    posted,
    isDestroyed: () => destroyed,
    loads: () => pageEvents.emit('did-finish-load'),
    crashes: (reason: string) => pageEvents.emit('render-process-gone', {}, { reason }),
    emits: (event: 'closed' | 'unresponsive' | 'responsive' | 'ready-to-show') => windowEvents.emit(event),
    stackIs: (give: () => Promise<unknown>) => {
      stack = give;
    },
  };
}
export type FakeWindow = ReturnType<typeof createFakeWindow>;

/** A joined pair of real message ports. */
export function createPorts(): readonly [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel();
  return [port1, port2];
}
