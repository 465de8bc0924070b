import { migrate } from '@mingjing/gateway/store/migrate.ts';
import { openWriter } from '@mingjing/gateway/store/open-database.ts';
import { startWriter } from '@mingjing/gateway/store/writer-client.ts';

/** A gateway's writer, asked for something that no code of ours can ask: its thread throws outside any transaction. */
const path = process.argv[2] ?? '';
const db = openWriter(path);
await migrate(db);
db.close();
const writer = await startWriter({ path, reasonsGraceMs: 0 });
// Something else that would keep the process alive.
setInterval(() => {}, 1_000);

function report(name: string, call: Promise<unknown>): void {
  call.then(
    () => process.stdout.write(`${name} acknowledged\n`),
    (error: { code: string }) => process.stdout.write(`${name} ${error.code}\n`),
  );
}
report('poison', writer.run('ingest', { texts: null } as never));
report('behind it', writer.run('reviveJob', { id: 1, at: 0 }));
