import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../delays.ts';
import type { SessionContext, SessionInput } from './session-input.ts';
import { stepSession } from './session-machine.ts';
import { emptyState, type HeldSession, type SessionState } from './session-state.ts';

const at = (mono: number): SessionContext => ({
  mono,
  wall: 1_760_000_000_000 + mono,
  delays: STANDARD_DELAYS,
  catalogue: REASON_CATALOGUE,
  layoutVersion: 'test-1',
  defaultLanguage: 'zh-CN',
  defaultDisplay: STANDARD_DISPLAY,
});

const TEST = 90;
const test = (n = TEST): HeldSession => {
  const { sessionId, qrHandle, openedAt } = heldSession(n).view;
  return { view: { sessionId, qrHandle, openedAt, openedBy: 'self-test' } };
};
const open = (session: HeldSession): SessionInput => ({ kind: 'open', session });
const painted: SessionInput = { kind: 'painted' };
const idOf = (n: number) => heldSession(n).view.sessionId;
const press = (n: number, source: 'screen' | 'pad' | 'keyboard' = 'screen'): SessionInput => ({
  kind: 'press',
  ...(source !== 'pad' && { sessionId: idOf(n) }),
  level: 2,
  source,
  ratingId: ratingId(n),
});
const by = (kind: 'confirm' | 'undo', n = TEST): SessionInput => ({ kind, sessionId: idOf(n) });
const cancel: SessionInput = { kind: 'close', sessionId: idOf(TEST), reason: 'cancelled' };

function play(...script: readonly (readonly [number, SessionInput])[]) {
  let state: SessionState = emptyState('zh-CN');
  const log: NewEntry[] = [];
  let reply = '';
  for (const [mono, input] of script) {
    const step = stepSession(state, input, at(mono));
    state = step.state;
    reply = step.reply;
    log.push(...step.entries);
  }
  return { state, log, reply };
}

/** What the log says in the order of its entries. */
const told = (log: readonly NewEntry[]) =>
  log.map(({ type, body }) => {
    if (type === 'rating') return `rating ${body.origin}`;
    if (type !== 'session') return type;
    return body.kind === 'opened' ? `opened ${body.view.openedBy}` : `closed ${body.outcome}`;
  });

const invited = [
  [0, open(test())],
  [50, painted],
] as const;

describe('a session by which the terminal tries itself', () => {
  it.each(LEVEL_ORDER)('takes level %i from the glass, marks it a test, and asks nobody for reasons', (level) => {
    const end = play(...invited, [500, { ...press(TEST), level } as SessionInput], [501, by('confirm')]);
    expect(told(end.log)).toEqual(['opened self-test', 'rating self-test', 'closed rated']);
    expect(end.log[1]).toMatchObject({ body: { level, source: 'screen' } });
    expect(end.state.phase.kind).toBe('idle');
  });

  it.each(['pad', 'keyboard'] as const)('takes nothing from the %s', (source) => {
    expect(play(...invited, [5000, press(TEST, source)]).reply).toBe('ignored');
  });

  it('opens only where there is nobody', () => {
    const busy = play([0, open(heldSession(1))], [10, open(test())]);
    expect(busy.reply).toBe('ignored');
    expect(told(busy.log)).toEqual(['opened gateway']);
    expect(play([0, open(test())], [10, open(test(91))]).reply).toBe('ignored');
  });

  it.each([
    ['invites', []],
    ['was painted', [[50, painted]]],
    [
      'was pressed',
      [
        [50, painted],
        [500, press(TEST)],
      ],
    ],
  ] as const)('gives way at once to a person while it %s, and nothing of it is kept', (_when, steps) => {
    const end = play([0, open(test())], ...steps, [600, open(heldSession(1))]);
    expect(end.reply).toBe('shown');
    expect(told(end.log)).toEqual(['opened self-test', 'closed cancelled', 'opened gateway']);
    expect(end.state).toMatchObject({ waiting: [], phase: { kind: 'inviting', since: 600, undoCount: 0 } });
  });

  it('can be taken back when it was pressed, and ends without a word to anybody', () => {
    const end = play(...invited, [500, press(TEST)], [501, cancel]);
    expect(told(end.log)).toEqual(['opened self-test', 'closed cancelled']);
    expect(end.state.phase.kind).toBe('idle');
    const left = play(...invited, [60_000, { kind: 'tick' }]);
    expect(told(left.log)).toEqual(['opened self-test', 'closed unrated']);
    expect(left.state.phase.kind).toBe('idle');
  });

  it('never keeps a person waiting nor gets mixed up with one, in any walk', () => {
    const inputs = fc.oneof(
      fc.integer({ min: 1, max: 3 }).map((n) => open(heldSession(n))),
      fc.integer({ min: TEST, max: TEST + 2 }).map((n) => open(test(n))),
      fc.constantFrom(1, 2, 3, TEST, TEST + 1).map((n) => press(n)),
      fc.constantFrom(1, 2, TEST, TEST + 1).map((n) => by('confirm', n)),
      fc.constant(press(1, 'pad')),
      fc.constant(painted),
      fc.constant(cancel),
      fc.constant<SessionInput>({ kind: 'tick' }),
    );
    const walk = fc.array(fc.tuple(fc.integer({ min: 0, max: 8_000 }), inputs), { maxLength: 50 });
    fc.assert(
      fc.property(walk, (steps) => {
        const trace = walked(steps);
        for (const { before, input, after, reply } of trace) {
          // Whoever comes while the terminal tries itself is shown at once, unless it was here and over before.
          const comes = input.kind === 'open' && !isTest(input.session) && testing(before);
          if (comes) expect(['shown', 'already-closed']).toContain(reply);
          expect(after.waiting.some(isTest)).toBe(false);
        }
        const log = trace.flatMap(({ entries }) => entries);
        const tests = new Set(openedTests(log));
        const rated = log.flatMap((entry) => (entry.type === 'rating' ? [entry.body] : []));
        for (const { sessionId, origin } of rated) expect(origin === 'self-test').toBe(tests.has(sessionId));
      }),
      { numRuns: 400 },
    );
  });
});

const isTest = (session: HeldSession) => session.view.openedBy === 'self-test';
const testing = ({ phase }: SessionState) => 'session' in phase && isTest(phase.session);

function openedTests(log: readonly NewEntry[]): string[] {
  return log.flatMap(({ type, body }) =>
    type === 'session' && body.kind === 'opened' && body.view.openedBy === 'self-test' ? [body.view.sessionId] : [],
  );
}

/** Every step of a walk, with what was before and after it. */
function walked(steps: readonly (readonly [number, SessionInput])[]) {
  let state: SessionState = emptyState('zh-CN');
  let mono = 0;
  return steps.map(([wait, input]) => {
    mono += wait;
    const before = state;
    const { state: after, entries, reply } = stepSession(state, input, at(mono));
    state = after;
    return { before, input, after, entries, reply };
  });
}
