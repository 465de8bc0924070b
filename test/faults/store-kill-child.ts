import { writeSync } from 'node:fs';
import { openFromArguments } from './store-child.ts';

/**
 * Commits rating after rating until it is killed and reports each on standard output once it is committed. Never ends by itself.
 * usage: node store-kill-child.ts DIR DEVICE_ID RATING_JSON FIRST
 */
const { store, entry, stamp, rest } = openFromArguments();

for (let n = Number(rest[0]); ; n += 1) {
  const committed = store.commit([entry(n)], { last: n }, stamp());
  if (!committed.ok) throw new Error(committed.error);
  // Written through at once: what is in the pipe has been committed, whatever happens to this process.
  writeSync(1, `${n}\n`);
  if (n % 40 === 0) store.setAcked(store.head().seq - 20);
  if (n % 90 === 0) store.prune(Number.MAX_SAFE_INTEGER);
}
