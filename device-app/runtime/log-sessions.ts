import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';

/** Says in the terminal's own log that sessions came and went; how they were rated, never (P5). */
export function logSessions(entries: readonly NewEntry[], log: EventLog): void {
  for (const { type, body } of entries) {
    if (type !== 'session') continue;
    if (body.kind === 'opened') log('session.opened', { by: body.view.openedBy });
    else log('session.closed', { outcome: body.outcome });
  }
}
