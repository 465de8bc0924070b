import { randomBytes } from 'node:crypto';
import { loadOrCreateKey } from '@mingjing/device-app/store/device-key.ts';
import type { LogStore } from '@mingjing/device-app/store/log-store.ts';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { serviceRecordSchema } from '@mingjing/shared/domain/service-record.ts';
import { serviceRecord } from '../support/local-api.ts';
import { heldSession, ratingId } from '../support/sessions.ts';
import type { Confirmed } from './window.ts';

const world = { clock: { now: Date.now, mono: () => performance.now() }, randomBytes, log: () => {} };
/** Citizens in one commit: a terminal writes them one by one, a test has no time for that. */
const AT_ONCE = 100;

/** The log of a stopped terminal, opened by the product's own store under the terminal's own identity. */
export function openStoppedLog(dataDir: string): LogStore {
  const key = loadOrCreateKey(dataDir, world);
  if (!key.ok) throw new Error(key.error.message);
  const store = openLogStore({ dir: dataDir, deviceId: key.value.deviceId, ...world });
  if (!store.ok) throw new Error(store.error.message);
  return store.value;
}

/** Lets citizens `from` … `to` rate at a stopped terminal: session opened, level, no reasons, session closed, all on disk. Returns what they said. */
export function prepareRatings(dataDir: string, from: number, to: number): readonly Confirmed[] {
  const store = openStoppedLog(dataDir);
  const confirmed: Confirmed[] = [];
  for (let first = from; first <= to; first += AT_ONCE) {
    const entries: NewEntry[] = [];
    for (let n = first; n <= Math.min(to, first + AT_ONCE - 1); n += 1) {
      const one = citizen(n);
      entries.push(...one.entries);
      confirmed.push(one.confirmed);
    }
    const written = store.commit(entries, undefined, { at: Date.now(), mono: performance.now(), clockOffset: null });
    if (!written.ok) throw new Error(`citizen ${first}: ${written.error}`);
  }
  store.close();
  return confirmed;
}

const noReasons = {
  kind: 'reasons' as const,
  tags: [],
  text: '',
  skipped: true,
  catalogueVersion: REASON_CATALOGUE.version,
};

function citizen(n: number): { readonly entries: readonly NewEntry[]; readonly confirmed: Confirmed } {
  const level = LEVEL_ORDER[n % LEVEL_ORDER.length]!;
  const service = serviceRecordSchema.parse(serviceRecord(n));
  const { view } = heldSession(n);
  const { sessionId } = view;
  const rating = {
    ratingId: ratingId(n),
    sessionId,
    level,
    channel: 'window' as const,
    origin: 'active' as const,
    source: 'pad' as const,
    pressedAt: Date.now(),
    latencyMs: 1_200,
    undoCount: 0,
    catalogueVersion: REASON_CATALOGUE.version,
    layoutVersion: 'row-5-best-first-1',
    language: 'zh-CN',
  };
  return {
    confirmed: { sessionId, projectNo: service.projectNo, level },
    entries: [
      { type: 'session', body: { kind: 'opened', view: { ...view, openedBy: 'local-api' }, service } },
      { type: 'rating', body: rating },
      { type: 'followup', body: { ...noReasons, ratingId: rating.ratingId, sessionId } },
      { type: 'session', body: { kind: 'closed', sessionId, outcome: 'rated' } },
    ],
  };
}
