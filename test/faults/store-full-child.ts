import { randomBytes } from 'node:crypto';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { type NewEntry, ratingBodySchema } from '@mingjing/shared/domain/record.ts';

/**
 * Commits ratings until the storage refuses one; prints `{refusal, committed, head}` as JSON.
 * usage: node store-full-child.ts DIR DEVICE_ID RATING_JSON
 */
const [dir = '', device = '', template = ''] = process.argv.slice(2);
const body = JSON.parse(template) as object;
const opened = openLogStore({
  dir,
  deviceId: deviceIdSchema.parse(device),
  clock: { now: () => Date.now(), mono: () => performance.now() },
  randomBytes,
  log: () => {},
});
if (!opened.ok) throw new Error(opened.error.message);

for (let n = 1; ; n += 1) {
  const ratingId = `01990000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const entry: NewEntry = { type: 'rating', body: ratingBodySchema.parse({ ...body, ratingId }) };
  const stamp = { at: Date.now(), mono: performance.now(), clockOffset: null };
  const committed = opened.value.commit([entry], undefined, stamp);
  if (committed.ok) continue;
  const probe = opened.value.probe();
  const report = {
    refusal: committed.error,
    probe: probe.ok ? 'ok' : probe.error,
    committed: n - 1,
    head: opened.value.head().seq,
  };
  process.stdout.write(JSON.stringify(report));
  break;
}
