import type { Display } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { describe, expect, it } from 'vitest';
import { delaysFor, delaysWith, STANDARD_DELAYS } from './delays.ts';

const shown = (display: Partial<Display>, delays: Parameters<typeof delaysFor>[0] = STANDARD_DELAYS) =>
  delaysFor(delays, { ...STANDARD_DISPLAY, ...display });

describe('delaysFor', () => {
  it('leaves the waits of a hall alone where nobody asked for others', () => {
    expect(shown({ theme: 'dark', low: true })).toEqual(STANDARD_DELAYS);
  });

  it('gives 长辈版 two minutes, ten seconds to take back, five of thanks and a longer guard (UX §3.2)', () => {
    const patient = { invitationMs: 120_000, undoMs: 10_000, noticeMs: 5000, guardMs: 600, warningMs: 20_000 };
    expect(shown({ elder: true })).toMatchObject(patient);
    expect(shown({ large: true })).toMatchObject(patient);
  });

  it('never shortens what a hall has set longer', () => {
    const set = delaysWith({ invitation: 300, undo: 10, notice: 10 });
    expect(shown({ elder: true }, set)).toMatchObject({ invitationMs: 300_000, undoMs: 10_000, noticeMs: 10_000 });
  });

  it.each<Partial<Display>>([{ theme: 'contrast' }, { guided: true }, { guided: true, elder: true }])(
    'ends no answer by itself with %o, except the reasons, which tell of the level (P5)',
    (display) => {
      const waits = shown(display);
      expect(waits).toMatchObject({ invitationMs: null, undoMs: null });
      expect(Number.isFinite(waits.reasonsMs)).toBe(true);
    },
  );
});
