import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { LevelTest, SelfTestReport, TileProblem } from './service-page.ts';

/** One run through the five levels, positive first: each is asked of the glass, pressed there, and looked for in the log. */
export interface SelfTestRun {
  /** Wall-clock time of its beginning, ms. */
  readonly at: number;
  readonly levels: readonly LevelTest[];
  /** Which of them is at hand; 5 once it is over. */
  readonly index: number;
  /** `opening`: its session is to be opened; `looking`: the screen looks at the tile; `pressing`: the tile is well and is being pressed. */
  readonly stage: 'opening' | 'looking' | 'pressing';
}

export type SelfTestInput =
  | { readonly kind: 'opened' }
  /** The log takes nothing now. */
  | { readonly kind: 'refused' }
  /** What the screen found at a tile; null: nothing wrong. */
  | { readonly kind: 'saw'; readonly level: Level; readonly problem: TileProblem | null }
  /** A press of this level came in, and whether its record was then found in the log, once. */
  | { readonly kind: 'pressed'; readonly level: Level; readonly kept: boolean }
  /** The screen did not answer in time. */
  | { readonly kind: 'silence' };

/** The beginning of a run: nothing is known of any level. */
export function beginSelfTest(at: number): SelfTestRun {
  const levels = LEVEL_ORDER.map((level) => ({ level, glass: null, kept: null, sent: null }));
  return { at, levels, index: 0, stage: 'opening' };
}

/** The level at hand; null once the run is over. */
export function levelAtHand({ levels, index }: SelfTestRun): Level | null {
  return levels[index]?.level ?? null;
}

/** What becomes of a run by one input; one that does not fit changes nothing. */
export function stepSelfTest(run: SelfTestRun, input: SelfTestInput): SelfTestRun {
  const level = levelAtHand(run);
  if (level === null) return run;
  switch (input.kind) {
    case 'opened':
      return run.stage === 'opening' ? { ...run, stage: 'looking' } : run;
    case 'refused':
      return onward(run, { kept: 'failed' });
    case 'saw':
      if (run.stage !== 'looking' || input.level !== level) return run;
      return input.problem === null ? { ...run, stage: 'pressing' } : onward(run, { glass: input.problem });
    case 'pressed':
      if (run.stage !== 'pressing') return run;
      // A tile that sends another level than its own is the worst there can be: nothing of it was kept as it was meant.
      return onward(run, { glass: 'ok', kept: input.level === level && input.kept ? 'ok' : 'failed' });
    case 'silence':
      return onward(run, { glass: 'no-answer' });
    default:
      return assertNever(input);
  }
}

function onward(run: SelfTestRun, found: Partial<LevelTest>): SelfTestRun {
  const levels = run.levels.map((row, index) => (index === run.index ? { ...row, ...found } : row));
  return { ...run, levels, index: run.index + 1, stage: 'opening' };
}

/** Whether a level is, as far as is known, as it should be. What is still on its way to the gateway is not held against it. */
function isWell({ glass, kept, sent }: LevelTest): boolean {
  return glass === 'ok' && kept === 'ok' && sent !== 'failed';
}

/** What a finished run comes to. */
export function verdictOf(levels: readonly LevelTest[]): 'passed' | 'failed' {
  return levels.length === LEVEL_ORDER.length && levels.every(isWell) ? 'passed' : 'failed';
}

/** Whether all five went the whole way, from the glass to the gateway's acknowledgement. */
export function isProven(levels: readonly LevelTest[]): boolean {
  return verdictOf(levels) === 'passed' && levels.every(({ sent }) => sent === 'ok');
}

/** Whether there is something left to hear from the gateway. */
export function isPending(levels: readonly LevelTest[]): boolean {
  return levels.some(({ kept, sent }) => kept === 'ok' && sent !== 'ok' && sent !== 'alone');
}

/**
 * What is known of how far the kept records came.
 * @param sentOf of the record of a level: acknowledged, no gateway, overdue although there is a connection, or still on its way
 */
export function withSent(
  levels: readonly LevelTest[],
  sentOf: (level: Level) => LevelTest['sent'],
): readonly LevelTest[] {
  return levels.map((row) => (row.kept === 'ok' ? { ...row, sent: sentOf(row.level) } : row));
}

/** What went wrong, each sort once and in words: names no level. */
export function problemsOf(levels: readonly LevelTest[]): readonly string[] {
  const words = levels.flatMap(({ glass, kept, sent }) => [
    ...(glass === 'ok' || glass === null ? [] : [glass]),
    ...(kept === 'failed' ? ['not-kept'] : []),
    ...(sent === 'failed' ? ['not-acknowledged'] : []),
  ]);
  return [...new Set(words)];
}

/** Before there was any. */
export const NEVER_TESTED: SelfTestReport = { state: 'never', at: null, levels: [] };
