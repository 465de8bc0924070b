import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { STANDARD_DELAYS } from '@mingjing/device-app/core/delays.ts';
import type { HeldSession } from '@mingjing/device-app/core/session/session-state.ts';
import { createSessionDriver, type SessionDriver } from '@mingjing/device-app/runtime/session-driver.ts';
import { openLogStore } from '@mingjing/device-app/store/open-log-store.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { DeviceId, SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/level-order.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime, type ManualTime } from '../support/manual-time.ts';
import { heldSession, ratingId, uuidOf } from '../support/sessions.ts';
import { type BenchResult, round } from './bench-result.ts';

const WARM_UP = 1_000;
/** So many sessions after which the gateway has confirmed everything and housekeeping has been. */
const PRUNE_EVERY = 1_000;
/** From one citizen to the next; longer than undo, reasons and thanks together. */
const BETWEEN_MS = 10 * 60_000;

/** What a hundred thousand sessions leave in the process that kept them: the session machine over a real log, with time put forward. */
export async function runSessionsMemoryBench(sessions = 100_000): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const time = createManualTime();
  const world = { clock: time.clock, timers: time.timers, log: () => {} };
  const opened = openLogStore({ dir, deviceId: uuidOf(3, 1) as DeviceId, ...world, randomBytes: systemRandomBytes });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const driver = createSessionDriver({
    ...{ ...world, store, delays: STANDARD_DELAYS, catalogue: REASON_CATALOGUE, layoutVersion: 'bench-1' },
    ...{ defaultLanguage: 'zh-CN', defaultDisplay: STANDARD_DISPLAY, clockOffset: () => null },
    onChange: () => {},
    onRefusal: (refusal) => {
      throw new Error(`the log refused: ${refusal}`);
    },
  });
  const run = (from: number, count: number) => {
    for (let n = from; n < from + count; n += 1) {
      rate(driver, time, n);
      if (n % PRUNE_EVERY > 0) continue;
      store.setAcked(store.head().seq);
      store.prune(time.clock.now() - BETWEEN_MS);
    }
  };
  try {
    driver.start();
    run(0, WARM_UP);
    const before = collected();
    const started = performance.now();
    run(WARM_UP, sessions);
    const took = performance.now() - started;
    const after = collected();
    const grown = (what: 'heapUsed' | 'external') => round((after[what] - before[what]) / 1e6);
    return {
      bench: 'sessions-memory',
      figures: [
        {
          metric: `heap after ${sessions} sessions more`,
          value: grown('heapUsed'),
          unit: 'MB',
          reference: { name: 'heap before', value: round(before.heapUsed / 1e6) },
          goal: { of: 'value', atMost: 10 },
        },
        { metric: 'outside of the heap', value: grown('external'), unit: 'MB', goal: { of: 'value', atMost: 10 } },
        { metric: 'timers left', value: time.pending(), unit: 'timers', goal: { of: 'value', atMost: 0 } },
        { metric: 'a session', value: round(took / sessions), unit: 'ms' },
      ],
    };
  } finally {
    driver.stop();
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Opened, rated, and every fourth time asked for reasons and left there. */
function rate(driver: SessionDriver, time: ManualTime, n: number): void {
  const { view } = heldSession(1);
  const sessionId = uuidOf(1 + Math.floor(n / 0x1_0000), n % 0x1_0000) as SessionId;
  const session = { view: { ...view, sessionId } } as HeldSession;
  if (driver.dispatch({ kind: 'open', session }) !== 'shown') throw new Error(`session ${n} was not shown`);
  const level = LEVEL_ORDER[n % LEVEL_ORDER.length] ?? 5;
  driver.dispatch({ kind: 'press', sessionId, level, source: 'screen', ratingId: ratingId(n % 0x1_0000) });
  if (n % 4 === 0) driver.dispatch({ kind: 'confirm', sessionId });
  time.advance(BETWEEN_MS);
  if (driver.state().phase.kind !== 'idle') throw new Error(`session ${n} did not end`);
}

function collected(): NodeJS.MemoryUsage {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let rounds = 0; rounds < 5; rounds += 1) collect();
  return process.memoryUsage();
}
