import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../devices/device-problem.ts';
import {
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionState,
  STOPPED,
  stepConnection,
} from './connection-machine.ts';

const BECAUSE = deviceProblem('unplugged');

/** Effects that something answers later. */
type Asked = 'search' | 'open' | 'settle' | 'prove' | 'close' | 'pause';
function isAsked(type: ConnectionEffect['type']): type is Asked {
  return ['search', 'open', 'settle', 'prove', 'close', 'pause'].includes(type);
}

/** A world in which everything the machine asks for happens at a moment that the walk chooses. */
function createWorld() {
  let state: ConnectionState = STOPPED;
  const pending: { readonly type: Asked; readonly round: number }[] = [];
  const open = new Set<number>();
  const connected: string[] = [];
  let most = 0;
  const give = (input: ConnectionInput): void => {
    const step = stepConnection(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type === 'connected') connected.push(effect.path);
      if (isAsked(effect.type)) pending.push({ ...effect, type: effect.type });
    }
  };
  const answers: { readonly [T in Asked]: (round: number, present: boolean) => ConnectionInput } = {
    search: (round, present) =>
      present ? { type: 'found', path: '/dev/pad', round } : { type: 'not-found', problem: BECAUSE, round },
    open: (round, present) => {
      if (!present) return { type: 'open-failed', problem: BECAUSE, round };
      open.add(round);
      most = Math.max(most, open.size);
      return { type: 'opened', round };
    },
    settle: (round) => ({ type: 'settled', round }),
    prove: (round, present) => (present ? { type: 'proved', round } : { type: 'gone', problem: BECAUSE, round }),
    pause: (round) => ({ type: 'retry', round }),
    close: (round) => {
      open.delete(round);
      return { type: 'closed', round };
    },
  };
  /** Lets one thing that was asked for happen. */
  const happen = (index: number, present: boolean): void => {
    const [effect] = pending.splice(index % pending.length, 1);
    if (effect !== undefined) give(answers[effect.type](effect.round, present));
  };
  return { give, happen, pending, open, connected, state: () => state, most: () => most };
}

type Late = 'open-failed' | 'closed' | 'retry' | 'settled' | 'proved';

type Move =
  | { readonly move: 'happen'; readonly index: number; readonly present: boolean }
  | { readonly move: 'gone' | 'start' | 'stop' | 'changed' }
  /** A deadline passed before the port opened, or the port opened after all. */
  | { readonly move: 'late'; readonly type: Late; readonly back: number };

const moves = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ move: fc.constant('happen' as const), index: fc.nat(5), present: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        move: fc.constantFrom('gone' as const, 'start' as const, 'stop' as const, 'changed' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        move: fc.constant('late' as const),
        type: fc.constantFrom<Late>('open-failed', 'closed', 'retry', 'settled', 'proved'),
        back: fc.nat(2),
      }),
    },
  ),
  { maxLength: 80 },
);

function lateInput(type: Late, round: number): ConnectionInput {
  return type === 'open-failed' ? { type, problem: BECAUSE, round } : { type, round };
}

function walk(world: ReturnType<typeof createWorld>, path: readonly Move[]): void {
  for (const step of path) {
    const { round } = world.state();
    if (step.move === 'happen') world.happen(step.index, step.present);
    else if (step.move === 'gone') world.give({ type: 'gone', problem: BECAUSE, round });
    else if (step.move === 'late' && step.type === 'open-failed') {
      // Deadlines concern what is still under way.
      if (world.state().at === 'opening')
        world.give({ type: 'open-failed', problem: BECAUSE, round: round - step.back });
    } else if (step.move === 'late') world.give(lateInput(step.type, round - 1 - step.back));
    else world.give({ type: step.move as 'start' | 'stop' | 'changed', round });
  }
}

function settle(world: ReturnType<typeof createWorld>): void {
  for (let turns = 0; turns < 50 && world.pending.length > 0; turns += 1) world.happen(0, true);
}

describe('the connection machine, on random walks', () => {
  it('always reaches a pad that is there, and never holds two ports', () => {
    fc.assert(
      fc.property(moves, (path) => {
        const world = createWorld();
        world.give({ type: 'start', round: 0 });
        walk(world, path);
        settle(world);
        world.give({ type: 'start', round: world.state().round });
        settle(world);
        expect(world.state().at).toBe('connected');
        expect(world.open).toEqual(new Set([world.state().round]));
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves nothing open when it is stopped, whatever is under way', () => {
    fc.assert(
      fc.property(moves, (path) => {
        const world = createWorld();
        world.give({ type: 'start', round: 0 });
        walk(world, path);
        world.give({ type: 'stop', round: world.state().round });
        settle(world);
        expect(world.state().at).toBe('stopped');
        expect(world.open.size).toBe(0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the connection machine, step by step', () => {
  const feed = (inputs: readonly ConnectionInput[]) => {
    const world = createWorld();
    for (const input of inputs) world.give(input);
    return world;
  };
  const start: ConnectionInput = { type: 'start', round: 0 };

  it('counts failures in a row, for the pause between them', () => {
    const world = feed([start, { type: 'not-found', problem: BECAUSE, round: 1 }, { type: 'retry', round: 1 }]);
    world.give({ type: 'found', path: '/dev/pad', round: 2 });
    world.give({ type: 'open-failed', problem: BECAUSE, round: 2 });
    expect(world.pending.filter(({ type }) => type === 'pause')).toMatchObject([{ failures: 1 }, { failures: 2 }]);
  });

  it('starts counting anew once it was connected', () => {
    const world = feed([
      start,
      { type: 'not-found', problem: BECAUSE, round: 1 },
      { type: 'retry', round: 1 },
      { type: 'found', path: '/dev/pad', round: 2 },
      { type: 'opened', round: 2 },
      { type: 'settled', round: 2 },
      { type: 'proved', round: 2 },
      { type: 'gone', problem: BECAUSE, round: 2 },
      { type: 'closed', round: 2 },
    ]);
    expect(world.pending.filter(({ type }) => type === 'pause').at(-1)).toMatchObject({ failures: 1 });
  });

  it('closes a port that opens after its deadline', () => {
    const world = feed([
      start,
      { type: 'found', path: '/dev/pad', round: 1 },
      { type: 'open-failed', problem: BECAUSE, round: 1 },
      { type: 'opened', round: 1 },
    ]);
    expect(world.pending.at(-1)).toEqual({ type: 'close', round: 1 });
    expect(world.state().at).toBe('waiting');
  });

  it('ends a pause at once when devices came or went, and begins to count anew', () => {
    const world = feed([start, { type: 'not-found', problem: BECAUSE, round: 1 }, { type: 'changed', round: 0 }]);
    expect(world.state()).toEqual({ at: 'searching', round: 2, failures: 0 });
    world.give({ type: 'retry', round: 1 });
    expect(world.state()).toEqual({ at: 'searching', round: 2, failures: 0 });
  });

  it('remembers a change that came while it was looking', () => {
    const world = feed([
      start,
      { type: 'not-found', problem: BECAUSE, round: 1 },
      { type: 'retry', round: 1 },
      { type: 'changed', round: 0 },
      { type: 'not-found', problem: BECAUSE, round: 2 },
    ]);
    expect(world.pending.filter(({ type }) => type === 'pause')).toMatchObject([{ failures: 1 }, { failures: 1 }]);
  });

  it('gives a port up that is not the device, and counts it as a failure', () => {
    const world = feed([
      start,
      { type: 'found', path: '/dev/pad', round: 1 },
      { type: 'opened', round: 1 },
      { type: 'settled', round: 1 },
      { type: 'gone', problem: BECAUSE, round: 1 },
    ]);
    expect(world.connected).toEqual([]);
    expect(world.state()).toEqual({ at: 'closing', round: 1, failures: 1 });
  });
});
