import { openFromArguments } from './store-child.ts';

/**
 * Commits ratings until the storage refuses one; prints `{refusal, probe, committed, head}` as JSON.
 * usage: node store-full-child.ts DIR DEVICE_ID RATING_JSON
 */
const { store, entry, stamp } = openFromArguments();

for (let n = 1; ; n += 1) {
  const committed = store.commit([entry(n)], undefined, stamp());
  if (committed.ok) continue;
  const probe = store.probe();
  const report = {
    refusal: committed.error,
    probe: probe.ok ? 'ok' : probe.error,
    committed: n - 1,
    head: store.head().seq,
  };
  process.stdout.write(JSON.stringify(report));
  break;
}
