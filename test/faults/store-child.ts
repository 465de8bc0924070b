import { randomBytes } from 'node:crypto';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { type NewEntry, ratingBodySchema } from '@mingjing/shared/domain/record.ts';
import { systemClock as clock } from '@mingjing/shared/system/machine.ts';

/** What the child programs that write to a log share. Their first arguments: DIR DEVICE_ID RATING_JSON */
export function openFromArguments() {
  const [dir = '', device = '', template = '', ...rest] = process.argv.slice(2);
  const body = JSON.parse(template) as object;
  const opened = openLogStore({ dir, deviceId: deviceIdSchema.parse(device), clock, randomBytes, log: () => {} });
  if (!opened.ok) throw new Error(opened.error.message);
  return {
    store: opened.value,
    /** The nth rating. */
    entry(n: number): NewEntry {
      const ratingId = `01990000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`;
      return { type: 'rating', body: ratingBodySchema.parse({ ...body, ratingId }) };
    },
    stamp: () => ({ at: clock.now(), mono: clock.mono(), clockOffset: null }),
    rest,
  };
}
