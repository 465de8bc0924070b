import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginSelfTest,
  isPending,
  isProven,
  levelAtHand,
  problemsOf,
  type SelfTestInput,
  type SelfTestRun,
  stepSelfTest,
  verdictOf,
  withSent,
} from './self-test.ts';
import type { LevelTest } from './service-page.ts';

const saw = (level: Level, problem: Extract<SelfTestInput, { kind: 'saw' }>['problem'] = null): SelfTestInput => ({
  kind: 'saw',
  level,
  problem,
});
const pressed = (level: Level, kept = true): SelfTestInput => ({ kind: 'pressed', level, kept });
const through = (...inputs: readonly SelfTestInput[]): SelfTestRun => inputs.reduce(stepSelfTest, beginSelfTest(7));
/** As a level goes where all is well. */
const well = (level: Level): SelfTestInput[] => [{ kind: 'opened' }, saw(level), pressed(level)];
const rowOf = ({ levels }: SelfTestRun, level: Level) => levels.find((row) => row.level === level);

describe('a run through the five levels', () => {
  it('asks for each, positive first, and is over after the last', () => {
    const asked: (Level | null)[] = [];
    let run = beginSelfTest(7);
    while (levelAtHand(run) !== null) {
      const level = levelAtHand(run) as Level;
      asked.push(level);
      for (const input of well(level)) run = stepSelfTest(run, input);
    }
    expect(asked).toEqual(LEVEL_ORDER);
    expect(run.levels.map(({ glass, kept }) => [glass, kept])).toEqual(Array(5).fill(['ok', 'ok']));
    expect(verdictOf(run.levels)).toBe('passed');
  });

  it.each<readonly [string, SelfTestInput[], Partial<LevelTest>]>([
    ['its tile is covered', [{ kind: 'opened' }, saw(5, 'covered')], { glass: 'covered', kept: null }],
    ['the screen says nothing', [{ kind: 'opened' }, { kind: 'silence' }], { glass: 'no-answer', kept: null }],
    ['its tile does nothing', [{ kind: 'opened' }, saw(5), { kind: 'silence' }], { glass: 'no-answer' }],
    ['its tile sends another level', [{ kind: 'opened' }, saw(5), pressed(4)], { kept: 'failed' }],
    ['its record is not in the log', [{ kind: 'opened' }, saw(5), pressed(5, false)], { kept: 'failed' }],
    ['the log takes nothing', [{ kind: 'refused' }], { glass: null, kept: 'failed' }],
  ])('says of a level that %s, and goes on with the next', (_what, inputs, found) => {
    const run = through(...inputs);
    expect(rowOf(run, 5)).toMatchObject(found);
    expect(levelAtHand(run)).toBe(4);
    expect(verdictOf([run.levels[0]!, ...LEVEL_ORDER.slice(1).map(passedRow)])).toBe('failed');
  });

  it('takes no press of a tile that was not looked at, and no look at another tile', () => {
    expect(through({ kind: 'opened' }, pressed(5)).index).toBe(0);
    expect(through({ kind: 'opened' }, saw(1), pressed(5)).index).toBe(0);
    expect(through(saw(5), pressed(5)).index).toBe(0);
  });

  it('passes only where every level was looked at, pressed and kept, in any walk', () => {
    const level = fc.constantFrom(...LEVEL_ORDER);
    const input = fc.oneof(
      { weight: 3, arbitrary: fc.constant<SelfTestInput>({ kind: 'opened' }) },
      { weight: 3, arbitrary: level.map((one) => saw(one)) },
      { weight: 3, arbitrary: level.map((one) => pressed(one)) },
      level.map((one) => saw(one, 'covered')),
      level.map((one) => pressed(one, false)),
      fc.constantFrom<SelfTestInput>({ kind: 'silence' }, { kind: 'refused' }),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        const run = through(...inputs);
        for (const { glass, kept } of run.levels.slice(0, run.index)) expect(glass ?? kept).not.toBeNull();
        for (const { glass, kept } of run.levels) if (kept === 'ok') expect(glass).toBe('ok');
        if (verdictOf(run.levels) === 'passed') expect(run.index).toBe(5);
      }),
    );
  });
});

const passedRow = (level: Level): LevelTest => ({ level, glass: 'ok', kept: 'ok', sent: null });

describe('what a finished run comes to', () => {
  const kept = LEVEL_ORDER.map(passedRow);

  it.each([
    ['ok', 'passed', true, false],
    ['alone', 'passed', false, false],
    [null, 'passed', false, true],
    ['failed', 'failed', false, true],
  ] as const)('with its records %s', (sent, verdict, proven, pending) => {
    const levels = withSent(kept, (level) => (level === 1 ? sent : 'ok'));
    expect([verdictOf(levels), isProven(levels), isPending(levels)]).toEqual([verdict, proven, pending]);
  });

  it('asks after no record that was never kept', () => {
    const levels = withSent([{ level: 5, glass: 'covered', kept: null, sent: null }], () => 'ok');
    expect(levels).toMatchObject([{ sent: null }]);
    expect(isPending(levels)).toBe(false);
  });

  it('is no pass with four levels, however well they went', () => {
    expect(verdictOf(kept.slice(1))).toBe('failed');
  });

  it('names what is wrong once and no level (P5)', () => {
    const levels: LevelTest[] = [
      { level: 5, glass: 'covered', kept: null, sent: null },
      { level: 4, glass: 'covered', kept: null, sent: null },
      { level: 3, glass: 'ok', kept: 'failed', sent: null },
      { level: 2, glass: 'ok', kept: 'ok', sent: 'failed' },
    ];
    expect(problemsOf(levels)).toEqual(['covered', 'not-kept', 'not-acknowledged']);
  });
});
