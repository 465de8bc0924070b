import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { readScan } from '../core/scan/read-scan.ts';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import type { SessionState } from '../core/session/session-state.ts';

/** A receipt that is held to the scanner a moment too long is read again and again. */
const PAUSE_MS = 1_000;
/** Lookups in a minute: more than a queue of people, fewer than a scanner stuck on a code. */
const LOOKUPS_PER_MINUTE = 20;
/** Numbers typed in a minute: enough to correct one's own, too few to find another's. */
const TYPED_PER_MINUTE = 6;
const MINUTE_MS = 60_000;

export interface ScanIntakeOptions {
  /** Hosts that our codes may name. */
  readonly hosts: readonly string[];
  readonly findSession: (
    query: ActionRequest<'FindSession'>,
  ) => Promise<Result<ActionResponse<'FindSession'>, 'offline'>>;
  /** Invites to rate this service. A notice where it cannot be; null where that is shown otherwise. */
  readonly open: (view: SessionView) => ScanNotice | null;
  /** Invites to rate whatever service this number turns out to mean, where the gateway cannot be asked; null at a window. */
  readonly openUnknown: ((serialNumber: string) => ScanNotice | null) | null;
  readonly state: () => SessionState;
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  /** How long a notice stays. */
  readonly noticeMs: number;
  readonly log: EventLog;
  /** The notice is another one. */
  readonly onChange: () => void;
}

type Found = Awaited<ReturnType<ScanIntakeOptions['findSession']>>;

/** Turns what a scanner reads into an invitation, while nobody is being served. A session in hand is never touched. */
export interface ScanIntake {
  read(text: string): void;
  /** Looks up a number that a citizen typed. What is shown of it is less than of a receipt: anybody may type any number. */
  type(serialNumber: string): void;
  /** Says that it is too soon for more, where a citizen began a rating otherwise. */
  askToWait(): void;
  /** What to say about the last scan; null: nothing. */
  notice(): ScanNotice | null;
  /** The session moved on. */
  follow(state: SessionState): void;
  stop(): void;
}

export function createScanIntake(options: ScanIntakeOptions): ScanIntake {
  const { clock, timers } = options;
  const admit = createRate(clock, LOOKUPS_PER_MINUTE);
  const admitTyped = createRate(clock, TYPED_PER_MINUTE);
  let shown: ScanNotice | null = null;
  let stopped = false;
  let cancel = () => {};

  function show(notice: ScanNotice | null): void {
    cancel();
    cancel = () => {};
    shown = notice;
    if (notice !== null && notice !== 'looking-up') linger(options.state());
    options.onChange();
  }

  /** The notice's time runs only while it can be seen: thanks to the citizen before come first. */
  function linger(state: SessionState): void {
    if (state.phase.kind !== 'idle') return;
    cancel();
    cancel = timers.after(options.noticeMs, () => show(null));
  }

  async function lookUp(query: ActionRequest<'FindSession'>, by: 'scan' | 'typing'): Promise<void> {
    show('looking-up');
    const found = await options.findSession(query);
    if (stopped) return;
    options.log('scan.looked-up', { answer: found.ok ? found.value.state : found.error });
    // Somebody is being served by now: the scan is forgotten.
    show(isFree(options.state()) ? outcome(found, query, by) : null);
  }

  function outcome(found: Found, query: ActionRequest<'FindSession'>, by: 'scan' | 'typing'): ScanNotice | null {
    if (!found.ok) {
      return 'serialNumber' in query && options.openUnknown !== null
        ? options.openUnknown(query.serialNumber)
        : found.error;
    }
    // The view says itself who opened it: another window's service is a kiosk's here, our own stays ours.
    const { value } = found;
    if (value.state !== 'found') return value.state;
    return options.open(by === 'scan' ? value.session : withoutStaff(value.session));
  }

  return {
    read(text) {
      if (stopped || shown === 'looking-up' || !isFree(options.state()) || !admit()) return;
      const reading = readScan(text, options.hosts);
      switch (reading.kind) {
        case 'unreadable':
          return show('unreadable');
        case 'token':
          return void lookUp({ token: reading.token }, 'scan');
        case 'serial':
          return void lookUp({ serialNumber: reading.serialNumber }, 'scan');
        default:
          return assertNever(reading);
      }
    },
    type(serialNumber) {
      if (stopped || shown === 'looking-up' || !isFree(options.state())) return;
      if (!admitTyped()) return show('busy');
      void lookUp({ serialNumber }, 'typing');
    },
    askToWait: () => show('busy'),
    notice: () => shown,
    follow(state) {
      if (shown === null || shown === 'looking-up') return;
      if (isFree(state)) linger(state);
      else show(null);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** Whether nobody is rating and nobody waits to. */
function isFree({ phase, waiting }: SessionState): boolean {
  return phase.kind === 'idle' || (phase.kind === 'notice' && waiting.length === 0);
}

/** Matter and window, no person. */
function withoutStaff({ staffName: _, staffNumber: __, ...view }: SessionView): SessionView {
  return view;
}

/** Lets a scan through unless it is too soon after the last, or one too many of its minute. */
function createRate(clock: Pick<Clock, 'mono'>, perMinute: number): () => boolean {
  let admitted: readonly number[] = [];
  return () => {
    const now = clock.mono();
    admitted = admitted.filter((at) => now - at < MINUTE_MS);
    const last = admitted.at(-1);
    if (admitted.length >= perMinute || (last !== undefined && now - last < PAUSE_MS)) return false;
    admitted = [...admitted, now];
    return true;
  };
}
