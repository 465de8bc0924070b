import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import type { QrHandle, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Place } from '@mingjing/shared/domain/service-catalogue.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { KioskAct } from '../core/kiosk/kiosk-machine.ts';

/** What a citizen chose at a kiosk. */
export type Visit = Extract<KioskAct, { kind: 'rate' }>;

/** Shown and kept where the citizen rates what the catalogue does not name. */
const OTHER_MATTER = '咨询或其他服务';

type Fact =
  | { readonly serialNumber: string }
  | { readonly place: Place; readonly windowName: string; readonly matterName: string };

/** Mints the sessions that citizens begin at a kiosk without a service that the kiosk knows of. */
export function createVisits(world: { readonly clock: Clock; readonly randomBytes: RandomBytes }) {
  function view(fact: Fact): SessionView {
    const now = world.clock.now();
    return {
      sessionId: uuidV7(now, world.randomBytes) as SessionId,
      qrHandle: Buffer.from(world.randomBytes(16)).toString('base64url') as QrHandle,
      openedBy: 'kiosk',
      openedAt: now,
      ...fact,
    };
  }
  return {
    /** Holds the number and nothing else: the gateway finds the service. */
    ofNumber: (serialNumber: string): SessionView => view({ serialNumber }),
    /** 独立评价 */
    ofPlace: ({ place, windowName, matterName }: Visit): SessionView =>
      view({ place, windowName, matterName: matterName ?? OTHER_MATTER }),
  };
}
