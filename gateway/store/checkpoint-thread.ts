import { parentPort, workerData } from 'node:worker_threads';
import { openCheckpointer } from './open-database.ts';

/**
 * Moves pages from the write-ahead log into the database while the writer goes on committing (SQLite: a PASSIVE checkpoint waits for nobody
 * and blocks nobody). Each request is answered with the length of the log in pages.
 */
if (parentPort === null) throw new Error('checkpoint-thread.ts runs as a worker');
const port = parentPort;
const db = openCheckpointer((workerData as { readonly path: string }).path);

port.on('message', (message: 'checkpoint' | 'stop') => {
  if (message === 'stop') {
    db.close();
    port.close();
    return;
  }
  const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
  port.postMessage(row?.log ?? 0);
});
