import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import type { QrHandle, RatingId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { OpenedBy, SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { HeldSession } from '../core/session/session-state.ts';

/** Mints the sessions and ids that begin at this terminal. */
export function createMint(options: {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Shown where the opener names nobody. */
  readonly staff: () => { readonly name: string; readonly number: string } | undefined;
}) {
  const newId = () => uuidV7(options.clock.now(), options.randomBytes);
  const bareView = (openedBy: OpenedBy): SessionView => ({
    sessionId: newId() as SessionId,
    qrHandle: Buffer.from(options.randomBytes(16)).toString('base64url') as QrHandle,
    openedBy,
    openedAt: options.clock.now(),
  });
  return {
    ratingId: () => newId() as RatingId,

    /** For the terminal to try itself: says nothing of a service or of anybody. */
    test: (): HeldSession => ({ view: bareView('self-test') }),

    session(openedBy: Exclude<OpenedBy, 'self-test'>, service?: ServiceRecord): HeldSession {
      const staff = service?.staff ?? options.staff();
      return {
        view: {
          ...bareView(openedBy),
          ...(service?.taskType && { taskType: service.taskType }),
          ...(service && { matterName: service.taskName, serialNumber: service.serialNumber ?? service.projectNo }),
          ...(staff && { staffName: staff.name, staffNumber: staff.number }),
        },
        ...(service && { service }),
      };
    },
  };
}
