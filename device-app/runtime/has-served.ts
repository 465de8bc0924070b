import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { beginsSelfTest } from '../core/session/self-test-session.ts';
import type { LogStore } from '../store/log-store.ts';
import { FIRST_START } from '../store/rebuild.ts';

/** A log of more is none of a terminal that was never set up. */
const LOOKED_AT = 2_000;
const LOOKED_AT_BYTES = 4 * 1024 * 1024;

/**
 * Whether a citizen was ever invited to rate here, as far as the log tells; what a log that is not the first has lost may have been one.
 * Its self-tests are no citizens.
 */
export function hasServed(store: Pick<LogStore, 'readAfter'>): boolean {
  const { fromSeq, texts, hasMore } = store.readAfter(0, LOOKED_AT, LOOKED_AT_BYTES);
  if (hasMore || (texts.length > 0 && fromSeq > 1)) return true;
  return texts.some((text) => {
    const entry: NewEntry = JSON.parse(text);
    if (entry.type === 'event') return isLaterEpoch(entry.body);
    return entry.type === 'session' && entry.body.kind === 'opened' && !beginsSelfTest(entry);
  });
}

function isLaterEpoch({ event, data }: Extract<NewEntry, { type: 'event' }>['body']): boolean {
  return event === 'store.epoch-begun' && data.reason !== FIRST_START.reason;
}
