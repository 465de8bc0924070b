import type { SqliteDatabase } from '../open-database.ts';
import type { Totals } from './totals.ts';

/** Forward jobs, one of a kind a session. A rating is due only after its service record was delivered, its 追评 only after the rating. */
export interface OutboxTable {
  addService(sessionId: string, now: number): void;
  /** Does nothing where the session has no service record to forward. */
  addRating(sessionId: string, now: number, wantedAt: number): void;
  /** Does nothing where the session has no rating to forward. */
  addFollowUp(sessionId: string, now: number): void;
  /** The reasons arrived: a rating still waiting for them is due at once. */
  reasonsArrived(sessionId: string, now: number): void;
  delivered(id: number, at: number, rawReply: string): void;
  retry(id: number, nextAt: number, rawReply: string): void;
  dead(id: number, at: number, rawReply: string): void;
  /** False when no dead letter has this number. */
  revive(id: number, at: number): boolean;
}

type Kind = 'service' | 'rating' | 'follow-up';
type Job = { readonly kind: Kind; readonly session_id: string; readonly state: string };

/** What waits until a job of this kind is delivered. */
const NEXT: Readonly<Partial<Record<Kind, Kind>>> = { service: 'rating', rating: 'follow-up' };

export function createOutboxTable(db: SqliteDatabase, totals: Totals): OutboxTable {
  const add = db.prepare<[string, string, number | null, number, number]>(
    `insert into outbox (kind, session_id, state, due_at, wanted_at, attempts, created_at)
     values (?, ?, 'pending', ?, ?, 0, ?) on conflict (session_id, kind) do nothing`,
  );
  const stateOf = db.prepare<[string, Kind], { state: string }>(
    'select state from outbox where session_id = ? and kind = ?',
  );
  const hurry = db.prepare<[number, number, string, number]>(
    `update outbox set wanted_at = ?, due_at = case when due_at is null then null else ? end
     where session_id = ? and kind = 'rating' and state = 'pending' and wanted_at > ?`,
  );
  const find = db.prepare<[number], Job>('select kind, session_id, state from outbox where id = ?');
  const end = db.prepare<[string, number, string, number]>(
    `update outbox set state = ?, due_at = null, ended_at = ?, last_reply = ?, attempts = attempts + 1
     where id = ? and state = 'pending'`,
  );
  const release = db.prepare<[string, Kind]>(
    `update outbox set due_at = wanted_at
     where session_id = ? and kind = ? and state = 'pending' and due_at is null`,
  );
  const later = db.prepare<[number, string, number]>(
    `update outbox set due_at = ?, last_reply = ?, attempts = attempts + 1
     where id = ? and state = 'pending' and due_at is not null`,
  );
  const back = db.prepare<[number | null, number, number]>(
    "update outbox set state = 'pending', due_at = ?, wanted_at = ?, ended_at = null, attempts = 0 where id = ?",
  );

  /** A 追评 is not asked: it never went out before its rating was delivered. */
  function isBlocked({ kind, session_id }: Job): boolean {
    return kind === 'rating' && stateOf.get(session_id, 'service')?.state !== 'delivered';
  }

  /** Adds a job that waits until the one before it is delivered. */
  function addAfter(before: Kind, kind: Kind, sessionId: string, now: number, wantedAt: number): void {
    const first = stateOf.get(sessionId, before);
    if (first === undefined) return;
    const dueAt = first.state === 'delivered' ? wantedAt : null;
    totals.add('outboxPending', add.run(kind, sessionId, dueAt, wantedAt, now).changes);
  }

  function finish(id: number, state: 'delivered' | 'dead', at: number, rawReply: string): Job | undefined {
    const job = find.get(id);
    if (job === undefined || end.run(state, at, rawReply, id).changes === 0) return undefined;
    totals.add('outboxPending', -1);
    totals.add(state === 'delivered' ? 'outboxDelivered' : 'outboxDead', 1);
    return job;
  }

  return {
    addService(sessionId, now) {
      totals.add('outboxPending', add.run('service', sessionId, now, now, now).changes);
    },
    addRating: (sessionId, now, wantedAt) => addAfter('service', 'rating', sessionId, now, wantedAt),
    addFollowUp: (sessionId, now) => addAfter('rating', 'follow-up', sessionId, now, now),
    reasonsArrived: (sessionId, now) => void hurry.run(now, now, sessionId, now),
    delivered(id, at, rawReply) {
      const job = finish(id, 'delivered', at, rawReply);
      if (job === undefined) return;
      const next = NEXT[job.kind];
      if (next !== undefined) release.run(job.session_id, next);
    },
    retry: (id, nextAt, rawReply) => void later.run(nextAt, rawReply, id),
    dead: (id, at, rawReply) => void finish(id, 'dead', at, rawReply),
    revive(id, at) {
      const job = find.get(id);
      if (job?.state !== 'dead') return false;
      back.run(isBlocked(job) ? null : at, at, id);
      totals.add('outboxPending', 1);
      totals.add('outboxDead', -1);
      return true;
    },
  };
}
