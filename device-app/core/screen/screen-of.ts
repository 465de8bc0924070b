import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { itemsForMatter } from '@mingjing/shared/domain/matter-items.ts';
import { type ReasonCatalogue, tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import { type Delays, delaysFor } from '../delays.ts';
import type { KioskPage } from '../kiosk/kiosk-page.ts';
import type { ServicePage } from '../service/service-page.ts';
import type { SessionState } from '../session/session-state.ts';
import type { IdlePageState, StaffPageState } from './idle-page.ts';
import type { Countdown, Page, ScanNotice, ServiceCard } from './screen-state.ts';

/** What a screen shows beside the session. */
export interface Surroundings {
  readonly mono: number;
  readonly delays: Delays;
  readonly catalogue: ReasonCatalogue;
  readonly idle: IdlePageState;
  readonly qrUrl: string | null;
  readonly fault: Extract<Page, { kind: 'fault' }>['code'] | null;
  /** What a scan came to, if that is to be shown. */
  readonly scan: ScanNotice | null;
  /** Where this is a kiosk: its page, instead of the idle one. */
  readonly kiosk: KioskPage | null;
  /** The technician's page, if it is open. */
  readonly service: ServicePage | null;
  /** The sign-in page, if it is open. */
  readonly staff: StaffPageState | null;
}

/** What can be typed at a window with others waiting (UX §4.7); the phone takes more. */
export const TYPED_REMARK_MAX = 200;

/** The page that a session and its surroundings call for. */
export function pageOf(state: SessionState, around: Surroundings): Page {
  const { phase } = state;
  // Before a fault: it is what a technician came for.
  if (around.service !== null && phase.kind === 'idle') return around.service;
  if (around.fault !== null) return { kind: 'fault', code: around.fault };
  switch (phase.kind) {
    case 'idle':
      // A citizen's scan goes before: staff see their page again after it.
      return around.scan === null
        ? (around.staff ?? around.kiosk ?? around.idle)
        : { kind: 'scan', notice: around.scan };
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
        countdown: undoCountdown(phase.deadline, delaysFor(around.delays, state.display), around.mono),
      };
    case 'reasons':
      return {
        kind: 'reasons',
        sessionId: phase.session.view.sessionId,
        options: tagsForLevel(phase.level, around.catalogue).map(({ code, zh, en, ug, bo }) => ({
          code,
          zh,
          en,
          ug,
          bo,
        })),
        items: itemsForMatter(phase.session.view.taskType).map(({ code, zh, en, ug, bo }) => ({
          code,
          zh,
          en,
          ug,
          bo,
        })),
        textMax: TYPED_REMARK_MAX,
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
  if (phase.kind === 'idle' || phase.deadline === null) return null;
  const warnsAt = phase.deadline - delays.warningMs;
  const warns = phase.kind === 'inviting' || phase.kind === 'reasons';
  return warns && mono < warnsAt ? warnsAt : phase.deadline;
}

function undoCountdown(deadline: number | null, { undoMs, waitedForMs }: Delays, mono: number): Countdown | null {
  if (deadline === null) return null;
  return { remainingMs: Math.max(0, deadline - mono), totalMs: undoMs ?? waitedForMs };
}

function warningAt(deadline: number | null, { mono, delays }: Surroundings): Countdown | null {
  if (deadline === null) return null;
  const remainingMs = deadline - mono;
  return remainingMs > delays.warningMs ? null : { remainingMs: Math.max(0, remainingMs), totalMs: delays.warningMs };
}

function cardOf(view: SessionView): ServiceCard {
  const { matterName, staffName, staffNumber, serialNumber, windowName, place } = view;
  const isOther = place !== undefined && place.matterId === undefined;
  return {
    ...(isOther && { otherMatter: true }),
    ...(!isOther && matterName !== undefined && { matterName }),
    ...(staffName !== undefined && { staffName }),
    ...(staffNumber !== undefined && { staffNumber }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(windowName !== undefined && { windowName }),
  };
}
