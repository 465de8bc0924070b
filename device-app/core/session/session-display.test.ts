import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import { describe, expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../delays.ts';
import { nextChangeAt, pageOf } from '../screen/screen-of.ts';
import type { DisplayChange, SessionContext, SessionInput, SessionStep } from './session-input.ts';
import { stepSession } from './session-machine.ts';
import { emptyState, rebase, type SessionState, sessionStateSchema } from './session-state.ts';

const HOUR = 3_600_000;
const context = (mono: number): SessionContext => ({
  mono,
  wall: 1_760_000_000_000 + mono,
  delays: STANDARD_DELAYS,
  catalogue: REASON_CATALOGUE,
  layoutVersion: 'test-1',
  defaultLanguage: 'zh-CN',
  defaultDisplay: STANDARD_DISPLAY,
});

function play(...script: readonly (readonly [number, SessionInput])[]): SessionStep & { readonly log: NewEntry[] } {
  let last: SessionStep = { state: emptyState('zh-CN'), entries: [], reply: 'ignored' };
  const log: NewEntry[] = [];
  for (const [mono, input] of script) {
    last = stepSession(last.state, input, context(mono));
    log.push(...last.entries);
  }
  return { ...last, log };
}

const open = (n: number): SessionInput => ({ kind: 'open', session: heldSession(n) });
const show = (display: DisplayChange): SessionInput => ({ kind: 'set-display', display });
const press: SessionInput = { kind: 'press', level: 2, source: 'pad', ratingId: ratingId(1) };
const tick: SessionInput = { kind: 'tick' };
const confirm: SessionInput = { kind: 'confirm', sessionId: heldSession(1).view.sessionId };
const ratings = (log: readonly NewEntry[]) => log.filter(({ type }) => type === 'rating');
const deadlineOf = ({ phase }: SessionState) => ('deadline' in phase ? phase.deadline : undefined);

describe('长辈版', () => {
  it('has two minutes from when it was chosen, and ten seconds to take a level back', () => {
    const chosen = play([0, open(1)], [30_000, show({ elder: true })]);
    expect(deadlineOf(chosen.state)).toBe(150_000);
    const pressed = play([0, open(1)], [30_000, show({ elder: true })], [31_000, press]);
    expect(deadlineOf(pressed.state)).toBe(41_000);
  });

  it('keeps a press of the longer guard from counting', () => {
    const elder = [0, show({ elder: true })] as const;
    expect(play([0, open(1)], elder, [599, press]).state.phase.kind).toBe('inviting');
    expect(play([0, open(1)], elder, [600, press]).state.phase.kind).toBe('tentative');
  });

  it('ends with the session, like every choice', () => {
    const all = { elder: true, theme: 'dark', large: true, low: true, guided: false } as const;
    const end = play([0, open(1)], [1, show(all)], [120_001, tick], [HOUR, tick]);
    expect(end.state).toMatchObject({ phase: { kind: 'idle' }, display: STANDARD_DISPLAY, language: 'zh-CN' });
  });
});

describe('high contrast', () => {
  const calm = [1, show({ theme: 'contrast' })] as const;

  it('never ends an invitation or commits a level by itself', () => {
    expect(play([0, open(1)], calm, [HOUR, tick]).state.phase.kind).toBe('inviting');
    const pressed = play([0, open(1)], calm, [1000, press], [HOUR, tick]);
    expect(pressed.state.phase.kind).toBe('tentative');
    expect(nextChangeAt(pressed.state, HOUR, STANDARD_DELAYS)).toBeNull();
    expect(ratings(pressed.log)).toHaveLength(0);
    expect(ratings(play([0, open(1)], calm, [1000, press], [HOUR, confirm]).log)).toHaveLength(1);
  });

  it('loses no level when nobody confirms it: it is committed once somebody else waits', () => {
    const waited = play([0, open(1)], calm, [1000, press], [HOUR, open(2)]);
    expect(deadlineOf(waited.state)).toBe(HOUR + STANDARD_DELAYS.waitedForMs);
    const end = play([0, open(1)], calm, [1000, press], [HOUR, open(2)], [HOUR + STANDARD_DELAYS.waitedForMs, tick]);
    expect(ratings(end.log)).toMatchObject([{ body: { level: 2 } }]);
  });

  it('gives an end to what begins while somebody waits', () => {
    const undo: SessionInput = { ...confirm, kind: 'undo' } as SessionInput;
    const again = play([0, open(1)], calm, [1000, press], [2000, open(2)], [3000, undo]);
    expect(deadlineOf(again.state)).toBe(3000 + STANDARD_DELAYS.waitedForMs);
  });

  it('shows no countdown where none runs', () => {
    const { state } = play([0, open(1)], calm, [1000, press]);
    const around = { mono: HOUR, delays: STANDARD_DELAYS, fault: null, diagnostics: null, scan: null };
    expect(pageOf(state, around as never)).toMatchObject({ kind: 'undo', countdown: null });
  });

  it('goes back to a countdown when it is switched off', () => {
    const off = play([0, open(1)], calm, [1000, press], [HOUR, show({ theme: 'light' })]);
    expect(deadlineOf(off.state)).toBe(HOUR + STANDARD_DELAYS.undoMs);
  });

  it('survives a restart', () => {
    const { state } = play([0, open(1)], calm, [1000, press]);
    const stored = sessionStateSchema.parse(JSON.parse(JSON.stringify(state)));
    expect(rebase(stored, -5000)).toMatchObject({ display: { theme: 'contrast' }, phase: { deadline: null } });
  });
});

describe('a state stored before there was a choice', () => {
  it('is read as it was meant', () => {
    const { display: _, ...old } = emptyState('en');
    expect(sessionStateSchema.parse(old).display).toEqual(STANDARD_DISPLAY);
  });
});

describe('which way the scale was read', () => {
  it.each([
    ['ug', 'test-1-rtl'],
    ['bo', 'test-1'],
  ] as const)('is stored with a rating in %s', (language, layoutVersion) => {
    const { log } = play([0, open(1)], [1, { kind: 'set-language', language }], [1000, press], [1001, confirm]);
    expect(ratings(log)).toMatchObject([{ body: { language, layoutVersion } }]);
  });
});
