import { err, ok } from '@mingjing/shared/basics/result.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { beforeEach, expect, it, vi } from 'vitest';
import { emptyState, type SessionState } from '../core/session/session-state.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import type { Terminal } from './terminal.ts';
import { createTerminalSlot, type Handover, type TerminalSlot } from './terminal-slot.ts';

const AT_WORK: SessionState = { ...emptyState('en'), phase: { kind: 'notice', notice: 'thanks', deadline: 1 } };
const FULL: OpenProblem = { kind: 'full', message: 'no room' };

let time: ReturnType<typeof createManualTime>;
let events: LogEventId[];
let steps: string[];
let problem: OpenProblem | undefined;
let damagedAtStart: boolean;
let handovers: Handover[];
let releaseStop: (() => void) | undefined;
let session: SessionState;
let slot: TerminalSlot;

/** A terminal that can be started, asked and stopped, and nothing else. */
function terminalOf(handover: Handover): Terminal {
  const parts: Partial<Terminal> = {
    start() {
      steps.push('start');
      if (damagedAtStart) handover.onDamaged();
    },
    session: () => session,
    async stop() {
      steps.push('stop');
      if (releaseStop !== undefined)
        await new Promise<void>((resolve) => {
          releaseStop = resolve;
        });
    },
  };
  return new Proxy(parts, {
    get(target, key) {
      if (!Reflect.has(target, key)) throw new Error(`unscripted: ${String(key)}`);
      return Reflect.get(target, key);
    },
  }) as Terminal;
}

beforeEach(() => {
  time = createManualTime();
  events = [];
  steps = [];
  session = AT_WORK;
  problem = undefined;
  damagedAtStart = false;
  handovers = [];
  releaseStop = undefined;
  slot = createTerminalSlot({
    assemble(handover) {
      if (problem !== undefined) return err(problem);
      handovers.push(handover);
      return ok({ terminal: terminalOf(handover), localToken: 'token' });
    },
    clock: time.clock,
    timers: time.timers,
    log: (event) => events.push(event),
    onChange: () => steps.push(slot.terminal() === undefined ? 'none' : 'there'),
  });
});

const assembled = (times: number) => vi.waitFor(() => expect(handovers).toHaveLength(times));

it('tries an unusable data folder again until it can be used, and tells of each change once', () => {
  problem = FULL;
  slot.start();
  time.advance(60_000);
  expect(slot.problem()).toEqual(FULL);
  expect(slot.localToken()).toBeUndefined();
  expect(events).toEqual(['store.unavailable']);
  problem = undefined;
  time.advance(5_000);
  expect(slot.terminal()).toBeDefined();
  expect(slot.localToken()).toBe('token');
  expect(events).toEqual(['store.unavailable', 'store.recovered']);
});

it('stops a terminal whose log is damaged before the next one opens it, and hands its session over', async () => {
  slot.start();
  handovers[0]!.onDamaged();
  handovers[0]!.onDamaged();
  // The call that met the damage is still on its way through the terminal.
  expect(steps).toEqual(['start', 'there']);
  time.advance(0);
  await assembled(2);
  expect(steps).toEqual(['start', 'there', 'none', 'stop', 'start', 'there']);
  expect(handovers[1]!.resume).toEqual(AT_WORK);
  expect(events).toEqual(['store.suspect', 'store.recovered']);
  handovers[0]!.onDamaged();
  time.advance(60_000);
  expect(handovers).toHaveLength(2);
});

it('keeps a disk that fails again and again from filling the log: one line, and a try every 5 s', async () => {
  slot.start();
  damagedAtStart = true;
  handovers[0]!.onDamaged();
  for (let tries = 2; tries < 8; tries += 1) {
    time.advance(tries === 2 ? 0 : 4_999);
    if (tries > 2) {
      expect(handovers).toHaveLength(tries - 1);
      time.advance(1);
    }
    await assembled(tries);
  }
  expect(events).toEqual(['store.suspect']);
  damagedAtStart = false;
  time.advance(5_000);
  await assembled(8);
  expect(events).toEqual(['store.suspect', 'store.recovered']);
});

it('opens nothing any more once it was told to stop, also in the middle of a repair', async () => {
  slot.start();
  releaseStop = () => {};
  handovers[0]!.onDamaged();
  time.advance(0);
  const stopped = slot.stop();
  releaseStop();
  await stopped;
  time.advance(60_000);
  expect(handovers).toHaveLength(1);
  expect(steps).toEqual(['start', 'there', 'none', 'stop']);
});

it('puts the terminal on other settings without a word of a fault, and takes what is set meanwhile in its turn', async () => {
  session = emptyState('ug');
  slot.start();
  releaseStop = () => {};
  slot.renew();
  slot.renew();
  await vi.waitFor(() => expect(steps).toContain('stop'));
  expect([slot.terminal(), slot.problem()]).toEqual([undefined, undefined]);
  const release = releaseStop;
  releaseStop = undefined;
  release();
  await assembled(3);
  expect(steps).toEqual(['start', 'there', 'none', 'stop', 'start', 'there', 'none', 'stop', 'start', 'there']);
  expect(handovers[1]!.resume).toEqual(session);
  expect(events).toEqual([]);
});

it('leaves the terminal as it is while somebody is being served, and puts it on its settings once they have gone', async () => {
  slot.start();
  slot.renew();
  await vi.waitFor(() => expect(time.pending()).toBe(1));
  slot.renew();
  time.advance(1_000);
  await vi.waitFor(() => expect(time.pending()).toBe(1));
  expect(steps).toEqual(['start', 'there']);
  session = emptyState('ug');
  time.advance(1_000);
  await assembled(2);
  expect(handovers[1]!.resume).toEqual(session);
  slot.renew();
  session = AT_WORK;
  await slot.stop();
  expect(time.pending()).toBe(0);
});

it('renews nothing while there is no terminal, nor once it was told to stop', async () => {
  problem = FULL;
  slot.start();
  slot.renew();
  problem = undefined;
  time.advance(5_000);
  await assembled(1);
  await slot.stop();
  slot.renew();
  expect(steps.at(-1)).toBe('stop');
  expect(handovers).toHaveLength(1);
});
