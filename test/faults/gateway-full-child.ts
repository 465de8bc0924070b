import { migrate } from '@mingjing/gateway/store/migrate.ts';
import { openWriter } from '@mingjing/gateway/store/open-database.ts';
import type { StoreError } from '@mingjing/gateway/store/store-error.ts';
import { startWriter } from '@mingjing/gateway/store/writer-client.ts';
import { phoneRatingRequest } from './gateway-full-ratings.ts';

/**
 * A gateway's writer under a limit that its caller has set: commits ratings until one is refused, then goes on trying.
 * Prints `{taken, codes}` as JSON once it has stopped in good order.
 * usage: node gateway-full-child.ts DATABASE
 */
const [path = ''] = process.argv.slice(2);
const db = openWriter(path);
await migrate(db);
db.close();
const writer = await startWriter({ path, reasonsGraceMs: 0, checkpointEvery: 64 * 1024 });
let taken = 0;
let refused = 0;
const codes = new Set<string>();

while (refused < 100) {
  const ratings = Array.from({ length: 20 }, () => writer.run('phoneRating', phoneRatingRequest()));
  for (const result of await Promise.allSettled(ratings)) {
    if (result.status === 'fulfilled') taken += 1;
    else {
      refused += 1;
      codes.add((result.reason as StoreError).code);
    }
  }
}
await writer.stop();
process.stdout.write(JSON.stringify({ taken, codes: [...codes] }));
