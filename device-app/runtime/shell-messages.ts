import type { z } from 'zod';
import type { paintedSchema, readySchema } from '../core/supervision/runtime-lines.ts';
import { shellMessageSchema } from '../core/supervision/utility-messages.ts';
import type { ScreenChannel } from './screen-channel.ts';

/** The part of Electron's MessagePortMain that we use. */
export interface ScreenPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** The part of `process.parentPort` that we use. */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ScreenPort[] }) => void,
  ): unknown;
}

/** The runtime's side of the messages with an Electron shell (core/supervision/utility-messages.ts). */
export function createShellMessages(
  parent: ParentPort,
  options: { readonly channel: () => ScreenChannel; readonly onStop: () => void },
) {
  const say = (message: z.infer<typeof readySchema> | z.infer<typeof paintedSchema>) => parent.postMessage(message);

  function attach(port: ScreenPort): void {
    const screen = options.channel().attach({ send: (state) => port.postMessage(state) });
    port.on('message', ({ data }) => screen.receive(data));
    port.on('close', () => screen.detach());
    port.start();
  }

  return {
    listen(): void {
      parent.on('message', ({ data, ports: [port] }) => {
        const message = shellMessageSchema.safeParse(data);
        if (!message.success) return;
        if (message.data.kind === 'stop') options.onStop();
        else if (port !== undefined) attach(port);
      });
    },
    say,
  };
}
