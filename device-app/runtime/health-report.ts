import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';

/** As many pads and peripherals as the settings may name. */
const MAX_DEVICES = 16;

/** What the terminal tells the gateway of its own condition: counters and states, nothing of a rating or a person. */
export function healthReport(now: {
  readonly pads: readonly PadStatus[];
  readonly store: Pick<LogStore, 'backlog'>;
  readonly clock: Clock;
  readonly trouble: WriteRefusal | null;
  readonly screen: boolean;
  readonly selfTest: HealthReport['selfTest'];
}): HealthReport {
  const { count, oldestAt } = now.store.backlog();
  return {
    pads: now.pads.slice(0, MAX_DEVICES).map(({ role, profile, connected, badFrames, strayPresses }) => ({
      role,
      profile,
      connected,
      badFrames,
      strayPresses,
    })),
    unsent: count,
    oldestUnsentAgeMs: oldestAt === null ? null : Math.max(0, now.clock.now() - oldestAt),
    storage: now.trouble ?? 'ok',
    screenConnected: now.screen,
    ...(now.selfTest !== undefined && { selfTest: now.selfTest }),
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 102.4) / 10,
  };
}
