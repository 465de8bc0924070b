import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { createContext, useContext, useEffect, useState } from 'react';

/** When the snapshot on the screen was received. */
export const ReceivedAtContext = createContext(0);

/** Whole seconds left, rounded up, counting down on its own until the next snapshot. */
export function useCountdown(countdown: Countdown): number {
  const receivedAt = useContext(ReceivedAtContext);
  const endsAt = receivedAt + countdown.remainingMs;
  const [now, setNow] = useState(() => performance.now());
  const leftMs = Math.max(0, endsAt - Math.max(now, receivedAt));
  useEffect(() => {
    if (leftMs === 0) return;
    const untilNextSecond = leftMs % 1000 || 1000;
    const timer = setTimeout(() => setNow(performance.now()), untilNextSecond);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return Math.ceil(leftMs / 1000);
}
