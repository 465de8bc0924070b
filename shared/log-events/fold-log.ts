import type { Clock } from '../basics/clock.ts';
import type { LogEventId } from './catalogue.data.ts';
import type { EventData, EventLog } from './event-log.ts';

/** Of which kind a line is: lines of one kind are folded together; `undefined` is never held back. Must have few values. */
export type KindOfLine = (event: LogEventId, data: EventData) => string | undefined;

/**
 * Lets each kind of line through once per `everyMs` and says in `folded` how many were held back before it, so that what somebody outside
 * can cause as often as they like (a bad cable, guessing at the door) cannot fill the disk with log.
 * @param kindOf the event itself unless told otherwise
 */
export function foldLog(
  log: EventLog,
  clock: Pick<Clock, 'mono'>,
  everyMs: number,
  kindOf: KindOfLine = (event) => event,
): EventLog {
  const last = new Map<string, { at: number; folded: number }>();
  return (event, data = {}) => {
    const kind = kindOf(event, data);
    if (kind === undefined) return log(event, data);
    const now = clock.mono();
    const seen = last.get(kind);
    if (seen !== undefined && now - seen.at < everyMs) {
      seen.folded += 1;
      return;
    }
    log(event, seen === undefined || seen.folded === 0 ? data : { ...data, folded: seen.folded });
    last.set(kind, { at: now, folded: 0 });
  };
}
