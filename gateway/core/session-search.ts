import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { ActionResponse } from '@mingjing/shared/protocol/actions.ts';

/** A session that a receipt may speak of. */
export interface SearchedSession {
  readonly view: SessionView;
  readonly rated: boolean;
  readonly cancelled: boolean;
  /** By the gateway's clock. */
  readonly openedAt: number;
}

/**
 * What a terminal is told of a session. Everywhere but at the terminal that opened it, it is opened as at a kiosk, which decides the
 * channel 评价渠道 of its rating, and its citizen is shown at which window it was.
 * @param windowName of the terminal that opened it
 */
export function viewAt(
  deviceId: string,
  session: { readonly deviceId: string; readonly view: SessionView },
  windowName: string | undefined,
): SessionView {
  if (session.deviceId === deviceId) return session.view;
  return { ...session.view, openedBy: 'kiosk', ...(windowName !== undefined && { windowName }) };
}

/** A session's view with the card that another terminal shows of it: which window it was, and staff only where that terminal names them. */
export function viewAsShown(view: SessionView, shown: SessionView): SessionView {
  const { staffName, staffNumber, ...rest } = view;
  const { windowName } = shown;
  return {
    ...rest,
    ...(staffName !== undefined && shown.staffName !== undefined && { staffName }),
    ...(staffNumber !== undefined && shown.staffNumber !== undefined && { staffNumber }),
    ...(windowName !== undefined && { windowName }),
  };
}

type Answer = ActionResponse<'FindSession'>;

/**
 * Which of the services under one business number is meant: the latest that can be rated now; where there is none, the latest that was
 * not cancelled says why not.
 * @param newestFirst sessions under the number
 * @param windowMs how long after its opening a service can be rated by its number
 */
export function chooseSession(newestFirst: readonly SearchedSession[], now: number, windowMs: number): Answer {
  const standing = newestFirst.filter((session) => !session.cancelled);
  const stateOf = (session: SearchedSession) => {
    if (session.rated) return 'already-rated';
    return now - session.openedAt > windowMs ? 'expired' : 'found';
  };
  const found = standing.find((session) => stateOf(session) === 'found');
  if (found !== undefined) return { state: 'found', session: found.view };
  const [latest] = standing;
  // `found` is not among them: the type does not know.
  return { state: latest === undefined ? 'unknown' : (stateOf(latest) as 'already-rated' | 'expired') };
}
