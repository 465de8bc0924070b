import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { type NewEntry, ratingBodySchema } from '@mingjing/shared/domain/record.ts';

/**
 * Commits rating after rating until it is killed and reports each on standard output once it is committed. Never ends by itself.
 * usage: node store-kill-child.ts DIR FIRST DEVICE_ID RATING_JSON
 */
const [dir = '', first = '1', device = '', template = ''] = process.argv.slice(2);
const body = JSON.parse(template) as object;
const opened = openLogStore({
  dir,
  deviceId: deviceIdSchema.parse(device),
  clock: { now: () => Date.now(), mono: () => performance.now() },
  randomBytes,
  log: () => {},
});
if (!opened.ok) throw new Error(opened.error.message);
const store = opened.value;

for (let n = Number(first); ; n += 1) {
  const ratingId = `01990000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const entry: NewEntry = { type: 'rating', body: ratingBodySchema.parse({ ...body, ratingId }) };
  const committed = store.commit([entry], { last: n }, { at: Date.now(), mono: performance.now(), clockOffset: null });
  if (!committed.ok) throw new Error(committed.error);
  // Written through at once: what is in the pipe has been committed, whatever happens to this process.
  writeSync(1, `${n}\n`);
  if (n % 40 === 0) store.setAcked(store.head().seq - 20);
  if (n % 90 === 0) store.prune(Number.MAX_SAFE_INTEGER);
}
