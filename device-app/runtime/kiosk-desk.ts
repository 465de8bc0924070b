import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import { type Delays, delaysFor, STANDARD_DELAYS } from '../core/delays.ts';
import type { KioskInput } from '../core/kiosk/kiosk-input.ts';
import {
  type KioskAct,
  type KioskContext,
  type KioskEvent,
  stepKiosk,
  UNTOUCHED,
} from '../core/kiosk/kiosk-machine.ts';
import type { KioskPage } from '../core/kiosk/kiosk-page.ts';
import { kioskPageOf, nextKioskChangeAt } from '../core/kiosk/kiosk-page-of.ts';
import type { SessionReply } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Visit } from './kiosk-visits.ts';

/** How long a page waits that a display lets wait without end: it stands in the hall with what one citizen typed on it. */
const UNHURRIED_MS = 300_000;
/** Ratings without a ticket come no faster (UX §4.2): quicker than any honest queue, too slow for a child to enjoy. */
const RATE_EVERY_MS = 15_000;

export interface KioskDeskOptions {
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  /** As the settings have them. */
  readonly delays: Delays;
  readonly catalogue: () => VersionedCatalogue | null;
  readonly hasScanner: () => boolean;
  readonly state: () => SessionState;
  readonly lookUp: (serialNumber: string) => void;
  readonly rate: (visit: Visit) => SessionReply | 'refused';
  /** A rating without a ticket so soon after another. */
  readonly onTooSoon: () => void;
  /** Whether language and display are as the settings have them. */
  readonly isAsSet: () => boolean;
  /** Language and display as the settings have them, for the next citizen. */
  readonly reset: () => void;
  readonly onChange: () => void;
}

/** The pages of a kiosk while nobody rates. */
export interface KioskDesk {
  page(): KioskPage;
  input(input: KioskInput): void;
  /** Somebody is there: chose a language or a display. */
  touched(): void;
  /** The session moved on. */
  follow(state: SessionState): void;
  stop(): void;
}

export function createKioskDesk(options: KioskDeskOptions): KioskDesk {
  const { clock, timers, catalogue } = options;
  const { warningMs } = STANDARD_DELAYS;
  let state = UNTOUCHED;
  let ratedAt = Number.NEGATIVE_INFINITY;
  let cancel = () => {};

  const isFree = () => options.state().phase.kind === 'idle';

  function context(): KioskContext {
    const { invitationMs } = delaysFor(options.delays, options.state().display);
    const mono = clock.mono();
    const mayRate = mono - ratedAt >= RATE_EVERY_MS;
    const idleMs = invitationMs ?? UNHURRIED_MS;
    return { mono, idleMs, catalogue: catalogue(), isAsSet: options.isAsSet(), mayRate };
  }

  function step(event: KioskEvent): void {
    const { state: next, act } = stepKiosk(state, event, context());
    const isOther = next !== state;
    state = next;
    schedule();
    if (act !== null) carryOut(act);
    if (isOther) options.onChange();
  }

  function carryOut(act: KioskAct): void {
    switch (act.kind) {
      case 'look-up':
        options.lookUp(act.serialNumber);
        break;
      case 'rate':
        ratedAt = clock.mono();
        options.rate(act);
        break;
      case 'too-soon':
        options.onTooSoon();
        break;
      case 'left':
        options.reset();
        break;
      default:
        assertNever(act);
    }
  }

  function schedule(): void {
    cancel();
    const at = isFree() ? nextKioskChangeAt(state, clock.mono(), warningMs) : null;
    cancel = at === null ? () => {} : timers.after(Math.max(0, at - clock.mono()), wake);
  }

  function wake(): void {
    step({ act: 'tick' });
    // The warning began, or the page is another one.
    options.onChange();
  }

  return {
    page: () =>
      kioskPageOf(state, { mono: clock.mono(), warningMs, catalogue: catalogue(), hasScanner: options.hasScanner() }),
    input: (input) => {
      if (isFree()) step(input);
    },
    touched: () => {
      if (isFree()) step({ act: 'touched' });
    },
    follow: () => {
      if (!isFree() && state !== UNTOUCHED) step({ act: 'session-began' });
    },
    stop: () => cancel(),
  };
}
