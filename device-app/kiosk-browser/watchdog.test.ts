import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { startWatchdog, systemdNotify } from './watchdog.ts';

describe('startWatchdog', () => {
  it('says ready once, and is silent while nobody can rate', () => {
    const time = createManualTime();
    const told: string[] = [];
    let healthy = false;
    startWatchdog({ notify: (state) => told.push(state), timers: time.timers, everyMs: 10, isHealthy: () => healthy });
    time.advance(50);
    expect(told).toEqual([]);
    healthy = true;
    time.advance(20);
    expect(told).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1']);
    healthy = false;
    time.advance(50);
    expect(told).toHaveLength(3);
    healthy = true;
    time.advance(10);
    expect(told.slice(3)).toEqual(['WATCHDOG=1']);
  });
});

describe('systemdNotify', () => {
  it('is absent where no service manager asked', () => {
    expect(systemdNotify({})).toBeUndefined();
  });
});
