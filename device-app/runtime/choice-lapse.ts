import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';

/** How long a choice made with nobody being served stands: UX §3.2, idle → information screen, 长辈版. */
export const CHOICE_STANDS_MS = 60_000;

export interface ChoiceLapseOptions {
  readonly settings: Pick<TerminalSettings, 'language' | 'display'>;
  readonly timers: Timers;
  readonly dispatch: (input: SessionInput) => unknown;
}

/** Takes back language and display chosen while nobody is being served, once whoever chose them has gone. A session ends with its own. */
export function createChoiceLapse({ settings, timers, dispatch }: ChoiceLapseOptions) {
  let followed: Pick<SessionState, 'language' | 'display'> = settings;
  let cancel = () => {};

  function rest(): void {
    cancel();
    cancel = () => {};
    followed = settings;
  }

  function lapse(): void {
    dispatch({ kind: 'set-language', language: settings.language });
    dispatch({ kind: 'set-display', display: settings.display });
  }

  return {
    follow({ phase, language, display }: SessionState): void {
      if (phase.kind !== 'idle') {
        rest();
        return;
      }
      if (language === followed.language && display === followed.display) return;
      rest();
      followed = { language, display };
      if (isAsSet(followed, settings)) return;
      cancel = timers.after(CHOICE_STANDS_MS, lapse);
    },

    /** Whoever chose is still there: their choice has its time anew. */
    touched(): void {
      if (followed === settings || isAsSet(followed, settings)) return;
      cancel();
      cancel = timers.after(CHOICE_STANDS_MS, lapse);
    },

    stop: rest,
  };
}

export type ChoiceLapse = ReturnType<typeof createChoiceLapse>;

function isAsSet(
  chosen: Pick<SessionState, 'language' | 'display'>,
  settings: ChoiceLapseOptions['settings'],
): boolean {
  const names = Object.keys(settings.display) as (keyof SessionState['display'])[];
  return (
    chosen.language === settings.language && names.every((name) => chosen.display[name] === settings.display[name])
  );
}
