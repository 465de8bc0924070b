import type { Terminal } from '@mingjing/gateway/store/gateway-store.ts';
import { startBareGateway } from './bare-gateway.ts';

/** A gateway's store and sockets as a process of their own, to be killed. Folder in argv; talks over IPC. */
export type Enrolment = Omit<Terminal, 'retired' | 'qrKey'> & { readonly qrKey: readonly number[] };
export type ToGateway = { readonly type: 'enrol'; readonly terminals: readonly Enrolment[] };
export type FromGateway = { readonly type: 'ready'; readonly url: string } | { readonly type: 'enrolled' };

const gateway = await startBareGateway({ dir: process.argv[2] ?? '', keepEvents: false });
const tell = (message: FromGateway) => process.send?.(message);

process.on('message', async ({ terminals }: ToGateway) => {
  for (const { qrKey, ...terminal } of terminals) {
    await gateway.store.enrolTerminal({ ...terminal, qrKey: Uint8Array.from(qrKey) });
  }
  tell({ type: 'enrolled' });
});
process.on('disconnect', () => process.exit(0));
tell({ type: 'ready', url: gateway.url });
