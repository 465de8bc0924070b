import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { MATTER_ITEMS } from '@mingjing/shared/domain/matter-items.data.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../delays.ts';
import type { SessionContext, SessionInput, SessionReply, SessionStep } from './session-input.ts';
import { isArmed, stepSession, WAITING_MAX } from './session-machine.ts';
import { emptyState, rebase, type SessionState, sessionStateSchema } from './session-state.ts';

const WALL = 1_760_000_000_000;

function at(mono: number): SessionContext {
  return {
    mono,
    wall: WALL + mono,
    delays: STANDARD_DELAYS,
    catalogue: REASON_CATALOGUE,
    layoutVersion: 'test-1',
    defaultLanguage: 'zh-CN',
    defaultDisplay: STANDARD_DISPLAY,
  };
}

/** Plays inputs from an empty machine; each item is [time, input]. */
function play(...script: readonly (readonly [number, SessionInput])[]): SessionStep & { readonly log: NewEntry[] } {
  let last: SessionStep = { state: emptyState('zh-CN'), entries: [], reply: 'ignored' };
  const log: NewEntry[] = [];
  for (const [mono, input] of script) {
    last = stepSession(last.state, input, at(mono));
    log.push(...last.entries);
  }
  return { ...last, log };
}

const id = (n: number) => heldSession(n).view.sessionId;
const open = (n: number): SessionInput => ({ kind: 'open', session: heldSession(n) });
const painted: SessionInput = { kind: 'painted' };
const tick: SessionInput = { kind: 'tick' };
const pressOn = (n: number, level: Level = 5): SessionInput => ({
  kind: 'press',
  sessionId: id(n),
  level,
  source: 'screen',
  ratingId: ratingId(n),
});
const padPress = (level: Level, n = 1): SessionInput => ({
  kind: 'press',
  level,
  source: 'pad',
  ratingId: ratingId(n),
});
const by = (kind: 'undo' | 'confirm' | 'skip-reasons' | 'more-time', n = 1): SessionInput => ({
  kind,
  sessionId: id(n),
});

function kinds(log: readonly NewEntry[]): string[] {
  return log.map((entry) =>
    entry.type === 'session' && entry.body.kind === 'closed' ? entry.body.outcome : entry.type,
  );
}

function sessionsOf(log: readonly NewEntry[], what: 'opened' | 'closed' | 'rating'): SessionId[] {
  return log.flatMap((entry) => {
    if (entry.type === 'rating') return what === 'rating' ? [entry.body.sessionId] : [];
    if (entry.type !== 'session' || entry.body.kind !== what) return [];
    return [entry.body.kind === 'opened' ? entry.body.view.sessionId : entry.body.sessionId];
  });
}

describe('a service session at the terminal', () => {
  it('goes from invitation to thanks, committing only when the undo time is over', () => {
    const pressed = play([0, open(1)], [50, painted], [1000, pressOn(1, 2)]);
    expect(pressed.state.phase.kind).toBe('tentative');
    expect(kinds(pressed.log)).toEqual(['session']);
    const early = stepSession(pressed.state, tick, at(1000 + STANDARD_DELAYS.undoMs - 1));
    expect(early.entries).toEqual([]);
    const committed = stepSession(pressed.state, tick, at(1000 + STANDARD_DELAYS.undoMs));
    expect(committed.entries).toMatchObject([
      {
        type: 'rating',
        body: { level: 2, source: 'screen', latencyMs: 950, pressedAt: WALL + 1000, origin: 'active' },
      },
    ]);
    const said = stepSession(
      committed.state,
      { kind: 'give-reasons', sessionId: id(1), tags: ['213'], items: ['q02'], text: '等了很久', ink: null },
      at(9000),
    );
    expect(said.entries).toMatchObject([
      {
        type: 'followup',
        body: {
          tags: ['213'],
          items: { codes: ['q02'], version: MATTER_ITEMS.version },
          text: '等了很久',
          skipped: false,
          ratingId: ratingId(1),
        },
      },
      { type: 'session', body: { kind: 'closed', outcome: 'rated' } },
    ]);
    expect(said.state.phase).toMatchObject({ kind: 'notice', notice: 'thanks' });
    expect(stepSession(said.state, tick, at(99_000)).state.phase.kind).toBe('idle');
  });

  it('keeps handwriting as it was drawn, and says nothing of it or of items where there are none', () => {
    const ink = { height: 300, strokes: ['AACC'] };
    const rated = play([0, open(1)], [900, padPress(5)], [6000, tick]).state;
    const give = { kind: 'give-reasons', sessionId: id(1), tags: [], items: [], text: '' } as const;
    const [drawn] = stepSession(rated, { ...give, ink }, at(7000)).entries;
    expect(drawn?.body).toMatchObject({ ink, skipped: false });
    const [bare] = stepSession(rated, { ...give, ink: null }, at(7000)).entries;
    expect(Object.keys(bare?.body ?? {})).not.toContain('ink');
    expect(Object.keys(bare?.body ?? {})).not.toContain('items');
  });

  it.each([
    ['while this process runs', 0],
    ['and the process is another one by then', 5_000],
  ])('dates the press by the clock of its commit when the clock was set in between, %s', (_, delta) => {
    const { state } = play([0, open(1)], [50, painted], [1000, pressOn(1)]);
    const hourBack = { ...at(3000 + delta), wall: WALL + 3000 - 3_600_000 };
    const { entries } = stepSession(rebase(state, delta), by('confirm'), hourBack);
    expect(entries).toMatchObject([{ body: { pressedAt: WALL + 1000 - 3_600_000 } }]);
  });

  it('takes a level back and counts how often', () => {
    const end = play(
      [0, open(1)],
      [1, painted],
      [500, pressOn(1, 1)],
      [600, by('undo')],
      [601, painted],
      [1100, pressOn(1, 4)],
      [1200, by('confirm')],
    );
    expect(end.log.at(-1)).toMatchObject({ type: 'rating', body: { level: 4, undoCount: 1 } });
    expect(kinds(end.log).filter((kind) => kind === 'rating')).toHaveLength(1);
  });

  it('asks every level for the same number of steps (P8) and shows nothing of it in between (P5)', () => {
    const paths = LEVEL_ORDER.map((level) => {
      const pressed = play([0, open(1)], [1, painted], [500, pressOn(1, level)]);
      const end = play([0, open(1)], [1, painted], [500, pressOn(1, level)], [6000, tick], [6001, by('skip-reasons')]);
      return { phase: pressed.state.phase.kind, log: kinds(end.log), ended: end.state.phase };
    });
    expect(new Set(paths.map((path) => JSON.stringify(path))).size).toBe(1);
  });

  const ignored: [string, (readonly [number, SessionInput])[], SessionReply][] = [
    ['a press before anything was opened', [[0, padPress(5)]], 'ignored'],
    [
      'a press within the guard time',
      [
        [0, open(1)],
        [10, painted],
        [300, pressOn(1)],
      ],
      'ignored',
    ],
    [
      'a screen press on an invitation never painted',
      [
        [0, open(1)],
        [5000, pressOn(1)],
      ],
      'ignored',
    ],
    [
      'a press meant for another session',
      [
        [0, open(1)],
        [1, painted],
        [900, pressOn(2)],
      ],
      'ignored',
    ],
    [
      'a second press in the undo time',
      [
        [0, open(1)],
        [900, padPress(5)],
        [1000, padPress(1, 2)],
      ],
      'ignored',
    ],
    [
      'an undo after the commit',
      [
        [0, open(1)],
        [900, padPress(5)],
        [6000, tick],
        [6001, by('undo')],
      ],
      'ignored',
    ],
    [
      'tags of another level',
      [
        [0, open(1)],
        [900, padPress(5)],
        [6000, tick],
        [6100, { kind: 'give-reasons', sessionId: id(1), tags: ['213'], items: [], text: '', ink: null }],
      ],
      'ignored',
    ],
    [
      'items of another kind of matter',
      [
        [0, open(1)],
        [900, padPress(2)],
        [6000, tick],
        [6100, { kind: 'give-reasons', sessionId: id(1), tags: [], items: ['q17'], text: '', ink: null }],
      ],
      'ignored',
    ],
    [
      'a session opened twice',
      [
        [0, open(1)],
        [10, open(1)],
      ],
      'already-open',
    ],
    [
      'a session pushed again after it closed',
      [
        [0, open(1)],
        [70_000, tick],
        [80_000, open(1)],
      ],
      'already-closed',
    ],
    [
      'a cancellation after the press',
      [
        [0, open(1)],
        [900, padPress(5)],
        [950, { kind: 'close', sessionId: id(1), reason: 'cancelled' }],
      ],
      'already-rated',
    ],
    ['closing what is not open', [[0, { kind: 'close', sessionId: id(9), reason: 'cancelled' }]], 'not-open'],
  ];
  it.each(ignored)('does not act on %s', (_name, script, reply) => {
    const before = play(...script.slice(0, -1));
    const [mono, input] = script.at(-1)!;
    const after = stepSession(before.state, input, at(mono));
    expect(after).toEqual({ state: before.state, entries: [], reply });
  });

  it('counts a pad press although no screen painted anything', () => {
    expect(play([0, open(1)], [900, padPress(3)]).state.phase.kind).toBe('tentative');
  });

  it('ends as unrated, never as a rating, when nobody comes', () => {
    const end = play([0, open(1)], [STANDARD_DELAYS.invitationMs, tick]);
    expect(kinds(end.log)).toEqual(['session', 'unrated']);
    expect(end.state.phase).toMatchObject({ notice: 'unrated' });
  });

  it('gives more time as often as asked', () => {
    let { state } = play([0, open(1)]);
    for (let n = 1; n <= 12; n += 1) {
      state = stepSession(state, by('more-time'), at(n * 50_000)).state;
      expect(stepSession(state, tick, at(n * 50_000 + 59_999)).state.phase.kind).toBe('inviting');
    }
  });

  it('replaces an untouched invitation and lets a touched one finish', () => {
    expect(kinds(play([0, open(1)], [100, open(2)]).log)).toEqual(['session', 'replaced', 'session']);
    const waits = play([0, open(1)], [10, by('more-time')], [100, open(2)]);
    expect(waits.reply).toBe('waiting');
    const next = play(
      [0, open(1)],
      [900, padPress(4)],
      [950, open(2)],
      [6000, tick],
      [6001, by('skip-reasons')],
      [9100, tick],
    );
    expect(next.state.phase).toMatchObject({ kind: 'inviting', session: heldSession(2) });
  });

  it('keeps a bounded queue and closes what falls out of it', () => {
    const script: [number, SessionInput][] = [
      [0, open(0)],
      [900, padPress(4)],
    ];
    for (let n = 1; n <= WAITING_MAX + 1; n += 1) script.push([900 + n, open(n)]);
    const end = play(...script);
    expect(end.state.waiting).toHaveLength(WAITING_MAX);
    expect(end.log.at(-1)).toMatchObject({ body: { kind: 'closed', outcome: 'replaced', sessionId: id(1) } });
  });

  it('steps back when the phone was first, and keeps a press made at the same moment', () => {
    const phone: SessionInput = { kind: 'close', sessionId: id(1), reason: 'rated-elsewhere' };
    expect(play([0, open(1)], [100, phone]).state.phase).toMatchObject({ notice: 'already-rated' });
    expect(kinds(play([0, open(1)], [900, padPress(5)], [901, phone]).log)).toEqual([
      'session',
      'rating',
      'rated-elsewhere',
    ]);
  });

  it('returns to the default language for the next citizen', () => {
    const end = play([0, open(1)], [1, { kind: 'set-language', language: 'en' }], [61_000, tick], [65_000, tick]);
    expect(end.state).toMatchObject({ language: 'zh-CN', phase: { kind: 'idle' } });
  });
});

describe('any walk through a session', () => {
  const session = fc.integer({ min: 1, max: 4 });
  const input = fc.oneof(
    session.map(open),
    fc.record({ n: session, level: fc.constantFrom(...LEVEL_ORDER) }).map(({ n, level }) => pressOn(n, level)),
    fc.constantFrom(...LEVEL_ORDER).map((level) => padPress(level)),
    fc
      .tuple(
        fc.constantFrom('undo' as const, 'confirm' as const, 'skip-reasons' as const, 'more-time' as const),
        session,
      )
      .map(([kind, n]) => by(kind, n)),
    fc
      .tuple(session, fc.constantFrom('rated-elsewhere' as const, 'cancelled' as const))
      .map(([n, reason]): SessionInput => ({ kind: 'close', sessionId: id(n), reason })),
    fc.constant(painted),
    fc.constant(tick),
  );
  const walk = fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), input), { maxLength: 60 });

  /** Plays a walk with fresh rating ids, then lets time run out. `restart` decides after which steps the process dies. */
  function run(steps: readonly (readonly [number, SessionInput])[], restart: (index: number) => boolean): NewEntry[] {
    let state: SessionState = emptyState('zh-CN');
    const log: NewEntry[] = [];
    let mono = 0;
    let offset = 0;
    const feed = (next: SessionInput, index: number) => {
      const result = stepSession(state, next, { ...at(mono + offset), wall: WALL + mono });
      log.push(...result.entries);
      state = result.state;
      if (restart(index)) {
        const stored = sessionStateSchema.parse(JSON.parse(JSON.stringify(state)));
        state = rebase(stored, 7_777);
        offset += 7_777;
        // The new process paints what it resumed; only an invitation that had been painted can be pressed on the glass.
        if (stored.phase.kind === 'inviting' && stored.phase.paintedAt !== null && state.phase.kind === 'inviting') {
          state = { ...state, phase: { ...state.phase, paintedAt: stored.phase.paintedAt + 7_777 } };
        }
      }
    };
    steps.forEach(([wait, next], index) => {
      mono += wait;
      feed(next.kind === 'press' ? { ...next, ratingId: ratingId(index + 1) } : next, index);
    });
    for (let n = 0; n < 60; n += 1) {
      mono += 61_000;
      feed(tick, steps.length + n);
    }
    expect(state.phase.kind).toBe('idle');
    expect(isArmed(state)).toBe(false);
    return log;
  }

  it('opens and closes every session once and rates it at most once', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const log = run(steps, () => false);
        const opened = sessionsOf(log, 'opened');
        const rated = sessionsOf(log, 'rating');
        expect(new Set(opened).size).toBe(opened.length);
        expect(new Set(rated).size).toBe(rated.length);
        expect(sessionsOf(log, 'closed').sort()).toEqual(opened.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('says the same whether or not the process died after any of its steps', () => {
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.boolean()), (steps, dice) => {
        const dies = Array.from({ length: steps.length + 60 }, () => dice.next().value as boolean);
        expect(run(steps, (index) => dies[index] ?? false)).toEqual(run(steps, () => false));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a session that a citizen scanned at this terminal', () => {
  const scanned = { view: { ...heldSession(1).view, openedBy: 'kiosk' as const } };
  const scan = (again: boolean): SessionInput => ({ kind: 'open', session: scanned, again });

  it('is asked again after it was left unrated, but only for the citizen who asks', () => {
    const left: (readonly [number, SessionInput])[] = [
      [0, scan(true)],
      [60_000, tick],
      [63_000, tick],
    ];
    expect(play(...left, [70_000, scan(false)]).reply).toBe('already-closed');
    const end = play(
      ...left,
      [70_000, scan(true)],
      [71_000, painted],
      [72_000, pressOn(1, 4)],
      [72_500, by('confirm')],
    );
    expect(end.state.phase.kind).toBe('reasons');
    expect(end.log.filter(({ type }) => type === 'rating')).toHaveLength(1);
  });

  it('speaks the language that was chosen before the scan, unlike one that somebody else opened', () => {
    const inEnglish: readonly [number, SessionInput] = [0, { kind: 'set-language', language: 'en' }];
    expect(play(inEnglish, [100, scan(true)]).state.language).toBe('en');
    expect(play(inEnglish, [100, open(1)]).state.language).toBe('zh-CN');
  });

  it('opens once, however often it is scanned', () => {
    expect(play([0, scan(true)], [100, scan(true)]).reply).toBe('already-open');
    expect(kinds(play([0, scan(true)], [100, scan(true)]).log)).toEqual(['session']);
  });

  it.each(LEVEL_ORDER)('is rated %i by the channel of self-service terminals', (level) => {
    const end = play([0, scan(true)], [100, painted], [1000, pressOn(1, level)], [1500, by('confirm')]);
    expect(end.log.at(-1)).toMatchObject({ type: 'rating', body: { level, channel: 'kiosk' } });
    const atWindow = play([0, open(1)], [100, painted], [1000, pressOn(1, level)], [1500, by('confirm')]);
    expect(atWindow.log.at(-1)).toMatchObject({ type: 'rating', body: { level, channel: 'window' } });
  });
});
