import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { type SealedRecord, sealRecord } from '@mingjing/shared/domain/hash-chain.ts';
import { type DeviceId, epochSchema } from '@mingjing/shared/domain/ids.ts';
import { type LogRecord, logRecordSchema, type NewEntry, RECORD_MAX_BYTES } from '@mingjing/shared/domain/record.ts';
import type { CurrentEpoch, LogRows } from './log-rows.ts';
import type { LogHead, Stamp } from './log-store.ts';

/** Why an epoch began; the words of the `store.epoch-begun` event. */
export type EpochReason = 'first-start' | 'damaged' | 'conflict' | 'identity-changed';

/** What an epoch begins with. */
export interface EpochStart {
  readonly reason: EpochReason;
  readonly previousEpoch: string | null;
  /** Unconfirmed records of the epoch before, in order. */
  readonly carried: readonly LogRecord[];
  /** Unconfirmed records that could not be read any more. */
  readonly unreadable: number;
}

/** Appends entries and begins epochs. Every call must run inside a transaction. */
export function createLogWriter(rows: LogRows, deviceId: DeviceId, randomBytes: RandomBytes) {
  function append(epoch: CurrentEpoch, head: LogHead, entry: NewEntry, stamp: Stamp): SealedRecord {
    const { at, mono, clockOffset } = stamp;
    const place = {
      v: 1 as const,
      deviceId: epoch.deviceId,
      epoch: epoch.epoch,
      seq: head.seq + 1,
      prevHash: head.hash,
    };
    const sealed = sealRecord({ ...place, at, mono, clockOffset, ...entry } as LogRecord);
    assertSendable(sealed);
    rows.insertEntry(epoch, sealed);
    return sealed;
  }

  function appendAll(entries: readonly { entry: NewEntry; stamp: Stamp }[]): readonly SealedRecord[] {
    const epoch = rows.currentEpoch();
    let head = rows.headOf(epoch);
    return entries.map(({ entry, stamp }) => {
      const sealed = append(epoch, head, entry, stamp);
      head = { epoch: epoch.epoch, seq: sealed.record.seq, hash: sealed.hash };
      return sealed;
    });
  }

  return {
    appendAll,

    /**
     * Begins an epoch: first the event that says why, then what was carried over. Those keep the time they were first written
     * and all their own ids; only their place in the chain is new.
     */
    beginEpoch(start: EpochStart, stamp: Stamp): LogHead {
      const { reason, previousEpoch, carried, unreadable } = start;
      rows.insertEpoch(epochSchema.parse(uuidV7(stamp.at, randomBytes)), deviceId, reason, stamp.at);
      const data = { reason, previousEpoch, salvaged: carried.length, unreadable };
      const event: NewEntry = { type: 'event', body: { event: 'store.epoch-begun', data } };
      appendAll([
        { entry: event, stamp },
        ...carried.map((record) => ({ entry: { type: record.type, body: record.body } as NewEntry, stamp: record })),
      ]);
      return rows.headOf(rows.currentEpoch());
    },
  };
}

/** A record that the gateway must refuse would block all that follow it: that is a bug of the caller. */
function assertSendable({ record, text }: SealedRecord): void {
  const parsed = logRecordSchema.safeParse(record);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TypeError(`the ${record.type} record is invalid: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > RECORD_MAX_BYTES) {
    throw new RangeError(`the ${record.type} record has ${bytes} bytes; at most ${RECORD_MAX_BYTES} can be sent`);
  }
}
