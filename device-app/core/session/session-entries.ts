import type { Language } from '@mingjing/shared/domain/display.ts';
import { directionOf } from '@mingjing/shared/domain/display-words.ts';
import type { Ink } from '@mingjing/shared/domain/ink.ts';
import { MATTER_ITEMS } from '@mingjing/shared/domain/matter-items.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { SessionOutcome } from '@mingjing/shared/domain/service-session.ts';
import { isSelfTest } from './self-test-session.ts';
import type { SessionContext } from './session-input.ts';
import type { HeldSession, PhaseOf } from './session-state.ts';

/** The log entry of a session that begins here. */
export function openedEntry(session: HeldSession): NewEntry {
  return { type: 'session', body: { kind: 'opened', ...session } };
}

/** The log entry of a session that ends here. */
export function closedEntry(session: HeldSession, outcome: SessionOutcome): NewEntry {
  return { type: 'session', body: { kind: 'closed', sessionId: session.view.sessionId, outcome } };
}

/** The log entry of a level that can no longer be taken back. */
export function ratingEntry(phase: PhaseOf<'tentative'>, language: Language, context: SessionContext): NewEntry {
  const { session, press, undoCount } = phase;
  return {
    type: 'rating',
    body: {
      ...press,
      pressedAt: wallTimeOf(press.pressedAt, context),
      sessionId: session.view.sessionId,
      channel: session.view.openedBy === 'kiosk' ? 'kiosk' : 'window',
      origin: isSelfTest(session) ? 'self-test' : 'active',
      undoCount,
      catalogueVersion: context.catalogue.version,
      layoutVersion: layoutIn(language, context),
      language,
    },
  };
}

/** A mirrored scale is another layout: the best level stands where reading begins. */
function layoutIn(language: Language, { layoutVersion }: SessionContext): string {
  return directionOf(language) === 'rtl' ? `${layoutVersion}-rtl` : layoutVersion;
}

/**
 * When a moment was, by the wall clock as it stands now: all times of one record must be by one clock, or its `clockOffset` would
 * correct a clock that was set in between by the wrong amount.
 */
function wallTimeOf(moment: number, { wall, mono }: SessionContext): number {
  return Math.max(0, Math.round(wall - Math.max(0, mono - moment)));
}

/** What a citizen added to a level. */
export interface Said {
  readonly tags: readonly string[];
  readonly items: readonly string[];
  readonly text: string;
  readonly ink: Ink | null;
  /** The citizen was asked and chose not to say. */
  readonly skipped: boolean;
}

export function saidNothing({ skipped }: Pick<Said, 'skipped'>): Said {
  return { tags: [], items: [], text: '', ink: null, skipped };
}

/** The log entry of the reasons, or of having been asked for them. */
export function reasonsEntry(phase: PhaseOf<'reasons'>, said: Said, context: SessionContext): NewEntry {
  return {
    type: 'followup',
    body: {
      kind: 'reasons',
      ratingId: phase.ratingId,
      sessionId: phase.session.view.sessionId,
      tags: [...said.tags],
      text: said.text,
      skipped: said.skipped,
      catalogueVersion: context.catalogue.version,
      ...(said.items.length > 0 && { items: { codes: [...said.items], version: MATTER_ITEMS.version } }),
      ...(said.ink !== null && { ink: said.ink }),
    },
  };
}
