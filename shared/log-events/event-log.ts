import { type EventLevel, LOG_EVENTS, type LogEventId } from './catalogue.data.ts';

export type EventData = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** How any part of either program speaks to the log: an event of the catalogue with plain data. */
export type EventLog = (event: LogEventId, data?: EventData) => void;

/** The part of a pino logger that we use. */
type LineWriter = Readonly<Record<EventLevel, (fields: object, message: string) => void>>;

/** Writes events through a logger such as pino. */
export function createEventLog(writer: LineWriter): EventLog {
  return (event, data = {}) => {
    const { level, message } = LOG_EVENTS[event];
    writer[level]({ event, ...data }, message);
  };
}
