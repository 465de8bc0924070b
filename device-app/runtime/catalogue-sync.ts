import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { CatalogueFile } from '../store/catalogue-file.ts';
import type { SyncClient } from '../sync/sync-client.ts';

/** How often a connected kiosk asks whether there is another catalogue. */
export const CATALOGUE_EVERY_MS = 10 * 60_000;

/** The catalogue of halls, windows and matters at a kiosk: the gateway's, else the one it sent last. */
export interface CatalogueSync {
  current(): VersionedCatalogue | null;
  /** The connection to the gateway came or went. */
  follow(): void;
  stop(): void;
}

export function createCatalogueSync(options: {
  readonly sync: Pick<SyncClient, 'listServices' | 'status'>;
  readonly file: CatalogueFile;
  readonly timers: Timers;
  readonly log: EventLog;
  /** There is another catalogue. */
  readonly onChange: () => void;
}): CatalogueSync {
  const { sync, file, timers } = options;
  let current = file.load();
  let connected = false;
  let stopped = false;
  let cancel = () => {};

  async function fetch(): Promise<void> {
    cancel();
    const answer = await sync.listServices({ knownVersion: current?.version ?? null });
    if (stopped || !connected) return;
    cancel = timers.after(CATALOGUE_EVERY_MS, () => void fetch());
    // A gateway that has none yet may be a new one: what is known here stays until it is replaced.
    if (!answer.ok || answer.value.state !== 'changed') return;
    const { version, catalogue } = answer.value;
    current = { version, catalogue };
    file.save(current);
    options.log('kiosk.catalogue-fetched', { version });
    options.onChange();
  }

  return {
    current: () => current,
    follow() {
      const before = connected;
      connected = sync.status().connected;
      if (connected && !before) void fetch();
      if (!connected) cancel();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
