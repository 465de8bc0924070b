import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';

interface Opening {
  readonly view: SessionView;
  readonly service: ServiceRecord | null;
  /** By the gateway's clock, as well as a terminal that opened it knew that. */
  readonly openedAt: number;
}

interface Told extends Partial<Pick<Opening, 'view' | 'service'>> {
  readonly body?: Partial<Pick<Opening, 'view' | 'service'>>;
  readonly clockOffset?: number | null;
}

/** What the ledger tells of a session: in a fact of the gateway's own, or in the body of a terminal's record. Both were validated on their way in. */
export function openingIn(text: string): Opening {
  const told = JSON.parse(text) as Told;
  const { view, service } = told.body ?? told;
  if (view === undefined) throw new Error('the ledger row of a session does not tell of one');
  return { view, service: service ?? null, openedAt: view.openedAt + (told.clockOffset ?? 0) };
}
