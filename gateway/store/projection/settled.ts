import type { DeviceId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { SettledSession } from '../gateway-store.ts';
import type { WorkingSet } from './working-set.ts';

/**
 * Where a service that has just got its rating may still be shown: at the terminal that opened it, at kiosks, and where it was opened
 * first under another session.
 * @param rater terminal that rated this session and knows; null for a phone
 */
export function settledBy(
  set: Pick<WorkingSet, 'openAt'>,
  { sessionId, canonicalId }: { readonly sessionId: string; readonly canonicalId: string },
  rater: string | null,
): SettledSession[] {
  const own = set.openAt(sessionId).filter((device) => device !== rater);
  const first = canonicalId === sessionId ? [] : set.openAt(canonicalId);
  return [
    ...own.map((device) => settledAt(device, sessionId)),
    ...first.map((device) => settledAt(device, canonicalId)),
  ];
}

export function settledAt(device: string, sessionId: string): SettledSession {
  return { deviceId: device as DeviceId, sessionId: sessionId as SessionId };
}
