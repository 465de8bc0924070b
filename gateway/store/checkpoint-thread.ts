import { parentPort, workerData } from 'node:worker_threads';
import { checkpoint } from './checkpoint.ts';
import { openCheckpointer } from './open-database.ts';

/**
 * Moves pages from the write-ahead log into the database while the writer goes on committing (SQLite: a PASSIVE checkpoint waits for nobody
 * and blocks nobody). Each request is answered with the length of the log in pages, 0 where a full disk took none of them.
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
  port.postMessage(checkpoint(db, 'PASSIVE'));
});
