import type { Terminal } from '@mingjing/gateway/store/gateway-store.ts';
import { startBareGateway } from './bare-gateway.ts';

/** A gateway's store and sockets as a process of their own, to be loaded, measured or killed. Folder in argv; talks over IPC. */
export type Enrolment = Omit<Terminal, 'retired' | 'qrKey'> & { readonly qrKey: readonly number[] };
export type ToGateway =
  | { readonly type: 'enrol'; readonly terminals: readonly Enrolment[] }
  | { readonly type: 'measure' }
  | { readonly type: 'stop' };
export type FromGateway =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'enrolled' }
  | { readonly type: 'measured'; readonly rssMb: number; readonly connected: number };

const gateway = await startBareGateway({ dir: process.argv[2] ?? '', keepEvents: false });
const tell = (message: FromGateway) => process.send?.(message);

process.on('message', async (message: ToGateway) => {
  switch (message.type) {
    case 'enrol':
      await Promise.all(
        message.terminals.map(({ qrKey, ...terminal }) =>
          gateway.store.enrolTerminal({ ...terminal, qrKey: Uint8Array.from(qrKey) }),
        ),
      );
      tell({ type: 'enrolled' });
      return;
    case 'measure':
      tell({
        type: 'measured',
        rssMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
        connected: gateway.hub.connectedCount(),
      });
      return;
    case 'stop':
      await gateway.stop();
      process.exit(0);
  }
});
process.on('disconnect', () => process.exit(0));
tell({ type: 'ready', url: gateway.url });
