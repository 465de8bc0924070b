import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../delays.ts';
import { pageOf, type Surroundings } from '../screen/screen-of.ts';
import type { SessionInput } from '../session/session-input.ts';
import { stepSession } from '../session/session-machine.ts';
import { emptyState } from '../session/session-state.ts';
import { type Heard, nextPrompt, type Prompt } from './prompts.ts';

const { sessionId } = heldSession(1).view;
/** What a person does, and how long they wait before, ms. `press` stands for the level of the run. */
type Move = readonly [number, SessionInput | 'press' | 'plug' | 'unplug'];

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.tuple(
    fc.constantFrom(1, 700, 4_000, 16_000, 61_000),
    fc.constantFrom<Move[1]>(
      'press',
      'press',
      'plug',
      'unplug',
      { kind: 'tick' },
      { kind: 'undo', sessionId },
      { kind: 'confirm', sessionId },
      { kind: 'more-time', sessionId },
      { kind: 'skip-reasons', sessionId },
      { kind: 'set-language', language: 'ug' },
      { kind: 'set-display', display: { elder: true } },
      { kind: 'set-display', display: { guided: true } },
      { kind: 'set-display', display: { guided: false } },
    ),
  ),
  { minLength: 1, maxLength: 25 },
);

/** All that is said and captioned in a run in which every press is of `level`, but for the choice itself (`mayHearChoices`). */
function heardIn(script: readonly Move[], level: Level) {
  let state = emptyState('zh-CN');
  let privateEar = false;
  let mono = 0;
  let before: Heard | null = null;
  const prompts: (Prompt | null)[] = [];
  const step = (input: SessionInput): void => {
    const context = {
      mono,
      wall: 1_760_000_000_000 + mono,
      delays: STANDARD_DELAYS,
      catalogue: REASON_CATALOGUE,
      layoutVersion: 'test-1',
      defaultLanguage: 'zh-CN',
      defaultDisplay: STANDARD_DISPLAY,
    } as const;
    ({ state } = stepSession(state, input, context));
  };
  const listen = (): void => {
    // Only what a session asks for is of interest; what the surroundings show knows of no level.
    const around: Partial<Surroundings> = { mono, delays: STANDARD_DELAYS, catalogue: REASON_CATALOGUE, qrUrl: null };
    const bare = { idle: { kind: 'idle' }, fault: null, scan: null, kiosk: null, staff: null, service: null };
    const page = pageOf(state, { ...bare, diagnostics: null, ...around } as unknown as Surroundings);
    const now: Heard = {
      page,
      language: state.language,
      display: state.display,
      sound: { quiet: false, privateEar, clips: {} },
    };
    prompts.push(nextPrompt(before, now));
    before = now;
  };
  step({ kind: 'open', session: heldSession(1) });
  listen();
  for (const [waited, move] of script) {
    mono += waited;
    if (move === 'plug' || move === 'unplug') privateEar = move === 'plug';
    else step(move === 'press' ? { kind: 'press', level, source: 'pad', ratingId: ratingId(1) } : move);
    listen();
  }
  return prompts;
}

it('what is said never depends on the level (P5)', () => {
  const level = fc.constantFrom<Level>(5, 4, 3, 2, 1);
  let committed = 0;
  fc.assert(
    fc.property(moves, level, level, (script, one, other) => {
      const first = heardIn(script, one);
      const second = heardIn(script, other);
      expect(first).toEqual(second);
      expect(JSON.stringify(first)).not.toMatch(/level\d/);
      if (JSON.stringify(first).includes('recorded')) committed += 1;
    }),
    { numRuns: 500 },
  );
  // The runs are of no use if none gets anywhere.
  expect(committed).toBeGreaterThan(50);
});
