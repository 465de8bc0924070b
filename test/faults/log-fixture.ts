import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogStore } from '@mingjing/device-app/store/log-store.ts';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import type { OpenProblem } from '@mingjing/device-app/store/open-problem.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { chainHash, GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';
import { type DeviceId, deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { type LogRecord, logRecordSchema, type NewEntry } from '@mingjing/shared/domain/record.ts';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { onTestFinished } from 'vitest';

export const DEVICE = deviceIdSchema.parse('01990000-0000-7000-8000-000000000001');

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export interface OpenedLog {
  readonly result: Result<LogStore, OpenProblem>;
  /** Events logged while opening and since. */
  readonly events: { readonly event: string; readonly data: object | undefined }[];
}

/** Opens the log of a folder as the runtime does. */
export function openLog(dir: string, options: { deviceId?: DeviceId; now?: () => number } = {}): OpenedLog {
  const events: OpenedLog['events'] = [];
  const clock = { ...systemClock, now: options.now ?? systemClock.now };
  const log = (event: string, data?: object) => void events.push({ event, data });
  const result = openLogStore({ dir, deviceId: options.deviceId ?? DEVICE, clock, randomBytes, log });
  return { result, events };
}

/** The store of a folder that must open. */
export function openStore(dir: string, options: { deviceId?: DeviceId; now?: () => number } = {}): LogStore {
  const { result } = openLog(dir, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function stampAt(at: number) {
  return { at, mono: systemClock.mono(), clockOffset: null };
}

/** Rating number `n`; the text of no other is equal. */
export function ratingEntry(n: number): NewEntry {
  const hex = n.toString(16).padStart(12, '0');
  const body = {
    ratingId: `01990000-0001-7000-8000-${hex}`,
    sessionId: `01990000-0002-7000-8000-${hex}`,
    level: ((n % 5) + 1) as 1,
    channel: 'window',
    origin: 'active',
    source: 'pad',
    pressedAt: 1_790_000_000_000 + n,
    latencyMs: 1200,
    undoCount: 0,
    catalogueVersion: 'national-1',
    layoutVersion: 'row-5-best-first-1',
    language: 'zh-CN',
  };
  return { type: 'rating', body } as NewEntry;
}

/** Commits ratings `from` … `to`, ten at a time. */
export function commitRatings(store: LogStore, from: number, to: number): void {
  for (let n = from; n <= to; n += 10) {
    const numbers = Array.from({ length: Math.min(10, to - n + 1) }, (_, index) => n + index);
    const committed = store.commit(numbers.map(ratingEntry), undefined, stampAt(Date.now()));
    if (!committed.ok) throw new Error(`rating ${n}: ${committed.error}`);
  }
}

/** Every record of the current epoch, with its chain proven from the very beginning. */
export function provenRecords(store: LogStore): readonly LogRecord[] {
  const records: LogRecord[] = [];
  let prevHash = GENESIS_HASH;
  for (;;) {
    const slice = store.readAfter(records.length, 500, 1 << 20);
    for (const text of slice.texts) {
      const record = logRecordSchema.parse(JSON.parse(text));
      if (record.prevHash !== prevHash || record.seq !== records.length + 1) {
        throw new Error(`the chain breaks at ${record.seq}`);
      }
      prevHash = chainHash(prevHash, text);
      records.push(record);
    }
    if (!slice.hasMore) break;
  }
  if (prevHash !== store.head().hash) throw new Error('the head is not the end of the chain');
  return records;
}

/** Rating numbers, in the order of the log. */
export function ratingNumbers(records: readonly LogRecord[]): readonly number[] {
  return records.flatMap((record) =>
    record.type === 'rating' ? [Number.parseInt(record.body.ratingId.slice(-12), 16)] : [],
  );
}

/** 1 … n. */
export function upTo(n: number): readonly number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

/** What the epoch says of its own beginning. */
export function epochStart(records: readonly LogRecord[]): unknown {
  const first = records[0];
  return first?.type === 'event' && first.body.event === 'store.epoch-begun' ? first.body.data : undefined;
}
