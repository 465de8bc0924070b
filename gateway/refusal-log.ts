import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { foldLog, type KindOfLine } from '@mingjing/shared/log-events/fold-log.ts';

/** Refusals for one reason are one line in this time. Milliseconds. */
export const REFUSAL_FOLD_MS = 60_000;

/** What anybody who reaches the port can cause as often as the rate limits allow; and, on a full disk, every caller at once. */
const kindOf: KindOfLine = (event, { reason, error, reference }) => {
  if (event === 'http.refused' || event === 'terminal.refused') return `${event} ${reason}`;
  if (event === 'session.search-refused') return event;
  // A caller was told the reference of an unexpected error: that line must stand in the log.
  if (event === 'http.failed' && reference === undefined) return `${event} ${error}`;
  return undefined;
};

/** The gateway's log with repeated refusals folded, so that guessing at the door does not fill the disk. */
export function foldRefusals(log: EventLog, clock: Pick<Clock, 'mono'>): EventLog {
  return foldLog(log, clock, REFUSAL_FOLD_MS, kindOf);
}
