import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import type { EventData, EventLog } from '@mingjing/shared/log-events/event-log.ts';

/** An event of the log with its wall-clock time, ms. */
export interface RecentEvent {
  readonly at: number;
  readonly event: LogEventId;
  readonly data: EventData;
}

/** The last events of the log, for whoever looks for a fault afterwards. */
export interface EventRing {
  /** Hands every event on, and remembers it. */
  readonly log: EventLog;
  /** Oldest first. */
  entries(): readonly RecentEvent[];
}

/** @param capacity how many events are remembered, in memory only */
export function createEventRing(log: EventLog, clock: Pick<Clock, 'now'>, capacity = 500): EventRing {
  const events: RecentEvent[] = [];
  return {
    log(event, data) {
      log(event, data);
      events.push({ at: clock.now(), event, data: data ?? {} });
      if (events.length > capacity) events.shift();
    },
    entries: () => [...events],
  };
}
