import type { StoreCounts } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';

export type TotalName = keyof StoreCounts;

/** Collects what a transaction adds to the running totals and writes it once, at its end. */
export interface Totals {
  add(name: TotalName, change: number): void;
  flush(): void;
  /** Forgets what was collected, after a rollback. */
  discard(): void;
}

export function createTotals(db: SqliteDatabase): Totals {
  const upsert = db.prepare<[string, number]>(
    'insert into total (name, value) values (?, ?) on conflict (name) do update set value = value + excluded.value',
  );
  const changes = new Map<TotalName, number>();
  return {
    add: (name, change) => void changes.set(name, (changes.get(name) ?? 0) + change),
    flush() {
      for (const [name, change] of changes) if (change !== 0) upsert.run(name, change);
      changes.clear();
    },
    discard: () => changes.clear(),
  };
}
