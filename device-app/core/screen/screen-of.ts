import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { type ReasonCatalogue, tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { Delays } from '../delays.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Countdown, Page, ScanNotice, ServiceCard } from './screen-state.ts';

/** What a screen shows beside the session. */
export interface Surroundings {
  readonly mono: number;
  readonly delays: Delays;
  readonly catalogue: ReasonCatalogue;
  readonly idleCard: Omit<Extract<Page, { kind: 'idle' }>, 'kind'>;
  readonly qrUrl: string | null;
  readonly fault: Extract<Page, { kind: 'fault' }>['code'] | null;
  /** What a scan came to, if that is to be shown. */
  readonly scan: ScanNotice | null;
  /** The technician's page, if it is open. */
  readonly diagnostics: Extract<Page, { kind: 'diagnostics' }> | null;
}

/** The page that a session and its surroundings call for. */
export function pageOf(state: SessionState, around: Surroundings): Page {
  const { phase } = state;
  // Before a fault: it is what a technician came for.
  if (around.diagnostics !== null && phase.kind === 'idle') return around.diagnostics;
  if (around.fault !== null) return { kind: 'fault', code: around.fault };
  switch (phase.kind) {
    case 'idle':
      return around.scan === null ? { kind: 'idle', ...around.idleCard } : { kind: 'scan', notice: around.scan };
    case 'inviting':
      return {
        kind: 'invitation',
        sessionId: phase.session.view.sessionId,
        card: cardOf(phase.session.view),
        levels: [...LEVEL_ORDER],
        qrUrl: around.qrUrl,
        warning: warningAt(phase.deadline, around),
      };
    case 'tentative':
      return {
        kind: 'undo',
        sessionId: phase.session.view.sessionId,
        countdown: { remainingMs: Math.max(0, phase.deadline - around.mono), totalMs: around.delays.undoMs },
      };
    case 'reasons':
      return {
        kind: 'reasons',
        sessionId: phase.session.view.sessionId,
        options: tagsForLevel(phase.level, around.catalogue).map(({ code, zh, en }) => ({ code, zh, en })),
        textMax: REMARK_MAX,
        warning: warningAt(phase.deadline, around),
      };
    case 'notice':
      return { kind: phase.notice };
    default:
      return assertNever(phase);
  }
}

/** When the page changes by itself next, on the monotonic clock; null when it does not. */
export function nextChangeAt(state: SessionState, mono: number, delays: Delays): number | null {
  const { phase } = state;
  if (phase.kind === 'idle') return null;
  const warnsAt = phase.deadline - delays.warningMs;
  const warns = phase.kind === 'inviting' || phase.kind === 'reasons';
  return warns && mono < warnsAt ? warnsAt : phase.deadline;
}

function warningAt(deadline: number, { mono, delays }: Surroundings): Countdown | null {
  const remainingMs = deadline - mono;
  return remainingMs > delays.warningMs ? null : { remainingMs: Math.max(0, remainingMs), totalMs: delays.warningMs };
}

function cardOf(view: SessionView): ServiceCard {
  const { matterName, staffName, staffNumber, serialNumber } = view;
  return {
    ...(matterName !== undefined && { matterName }),
    ...(staffName !== undefined && { staffName }),
    ...(staffNumber !== undefined && { staffNumber }),
    ...(serialNumber !== undefined && { serialNumber }),
  };
}
