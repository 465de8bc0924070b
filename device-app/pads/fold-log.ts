import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import type { EventData, EventLog } from '@mingjing/shared/log-events/event-log.ts';

/**
 * Lets each kind of event through once per `everyMs` and says in `folded` how many were held back before it, so that a bad line
 * cannot fill the disk with log.
 */
export function foldLog(log: EventLog, clock: Clock, everyMs: number): EventLog {
  const last = new Map<LogEventId, { at: number; folded: number }>();
  return (event, data: EventData = {}) => {
    const now = clock.mono();
    const seen = last.get(event);
    if (seen !== undefined && now - seen.at < everyMs) {
      seen.folded += 1;
      return;
    }
    log(event, seen === undefined || seen.folded === 0 ? data : { ...data, folded: seen.folded });
    last.set(event, { at: now, folded: 0 });
  };
}
