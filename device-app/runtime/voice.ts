import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';
import { isQuietAt, untilQuietEdge } from '../core/voice/quiet-hours.ts';
import type { Sound } from '../core/voice/sound.ts';

/** Wall time may be set while the terminal waits for an hour to begin or end. */
const LOOK_AGAIN_MS = 60_000;

export interface VoiceOptions {
  readonly settings: Pick<TerminalSettings, 'sound' | 'display'>;
  /** Of the clip pack; none where there is none that can be used. */
  readonly clips: Sound['clips'];
  readonly clock: Clock;
  readonly timers: Timers;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly dispatch: (input: SessionInput) => unknown;
  readonly onScreenChange: () => void;
  /** Somebody plugged in: what they chose by it lapses when they have gone, like any choice. */
  readonly onPlugged: () => void;
}

/** What may be heard at the terminal, and by whom. */
export interface Voice {
  sound(): Sound;
  /** The keys (`KeyboardEvent.code`) by which an audio keypad tells of its plug. */
  keys(): readonly string[];
  /** A key went down or up; of others than its own it knows nothing. */
  key(event: { readonly code: string; readonly down: boolean }): void;
  /** Nobody would hear now that the plug came out: it counts as out. */
  unplug(): void;
  /** The session moved on. */
  follow(state: Pick<SessionState, 'phase'>): void;
  start(): void;
  stop(): void;
}

/**
 * Knows quiet hours and headphones. A plug that goes in starts the guide, so that it need not be found on a screen one cannot see
 * (EN 301 549 5.1.3); one that comes out ends it at once and resets the volume (5.1.3.13): what follows would be heard by the hall.
 */
export function createVoice(options: VoiceOptions): Voice {
  const { settings, clips, clock, timers, dispatch } = options;
  const { quiet, privateEar } = settings.sound;
  const ear = privateEar.by === 'keys' ? privateEar : null;
  // After a restart nobody knows: what is not private for sure is not.
  let plugged = false;
  /** Who plugged in waits for the service they will rate; whoever comes after them plugs in anew. */
  let guides = false;
  let served = false;
  let wasQuiet = false;
  let cancel = () => {};
  let cancelGuide = () => {};

  const wall = () => clock.now() + (options.clockOffset() ?? 0);
  const isQuiet = () => isQuietAt(quiet, wall());

  function watch(): void {
    const wait = untilQuietEdge(quiet, wall());
    if (wait === null) return;
    const now = isQuiet();
    if (now !== wasQuiet) options.onScreenChange();
    wasQuiet = now;
    cancel = timers.after(Math.min(wait, LOOK_AGAIN_MS), watch);
  }

  function plug(): void {
    if (plugged) return;
    plugged = true;
    guides = true;
    guide();
    options.onPlugged();
    options.onScreenChange();
  }

  function guide(): void {
    dispatch({ kind: 'set-display', display: { guided: true } });
  }

  function unplug(): void {
    if (!plugged) return;
    plugged = false;
    guides = false;
    cancelGuide();
    dispatch({ kind: 'set-display', display: { guided: settings.display.guided, volume: settings.display.volume } });
    options.onScreenChange();
  }

  return {
    sound: () => ({ quiet: isQuiet(), privateEar: privateEar.by === 'always' || plugged, clips }),
    keys: () => (ear === null ? [] : [ear.in, ear.out]),
    key({ code, down }) {
      if (!down) return;
      if (code === ear?.in) plug();
      else if (code === ear?.out) unplug();
    },
    unplug,
    follow({ phase }) {
      const wasServed = served;
      served = phase.kind !== 'idle';
      if (served === wasServed || !guides) return;
      // The choice made while they waited may have lapsed since. Not within the step that opens the session.
      if (served) cancelGuide = timers.after(0, guide);
      else guides = false;
    },
    start: watch,
    stop() {
      cancel();
      cancelGuide();
    },
  };
}
