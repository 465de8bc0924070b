import { isDeepStrictEqual } from 'node:util';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { delaysWith } from '../core/delays.ts';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Pads } from '../pads/pad-events.ts';
import { catalogueFile } from '../store/catalogue-file.ts';
import type { SyncClient } from '../sync/sync-client.ts';
import { createCatalogueSync } from './catalogue-sync.ts';
import { createKioskDesk, type KioskDesk } from './kiosk-desk.ts';
import { createVisits } from './kiosk-visits.ts';

export interface KioskOptions {
  readonly settings: TerminalSettings;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
  readonly sync: Pick<SyncClient, 'listServices' | 'status'>;
  readonly pads: Pick<Pads, 'status'>;
  readonly state: () => SessionState;
  readonly dispatch: (input: SessionInput) => SessionReply | 'refused';
  /** Looks up a number that was typed. */
  readonly lookUp: (serialNumber: string) => void;
  /** Asks to wait a little. */
  readonly onTooSoon: () => void;
  readonly onScreenChange: () => void;
}

/** What makes a terminal a kiosk. */
export interface Kiosk {
  readonly desk: KioskDesk;
  /** Invites to rate whatever service a number turns out to mean. */
  openUnknown(serialNumber: string): ScanNotice | null;
  follow(state: SessionState): void;
  /** The connection to the gateway came or went. */
  followSync(): void;
  stop(): void;
}

/** Wires what a kiosk has beyond a window's terminal. */
export function createKiosk(options: KioskOptions): Kiosk {
  const { settings, dispatch, pads, onScreenChange: onChange } = options;
  const visits = createVisits(options);
  const catalogue = createCatalogueSync({ ...options, file: catalogueFile(settings.dataDir), onChange });
  const open = (view: SessionView) => dispatch({ kind: 'open', session: { view } });
  const desk = createKioskDesk({
    ...options,
    delays: delaysWith(settings.timing),
    catalogue: catalogue.current,
    hasScanner: () => pads.status().some(({ role, connected }) => role === 'scanner' && connected),
    rate: (visit) => open(visits.ofPlace(visit)),
    isAsSet: () =>
      options.state().language === settings.language && isDeepStrictEqual(options.state().display, settings.display),
    reset() {
      dispatch({ kind: 'set-language', language: settings.language });
      dispatch({ kind: 'set-display', display: settings.display });
    },
    onChange,
  });
  return {
    desk,
    // Where records cannot be kept, the screen says so itself.
    openUnknown(serialNumber) {
      open(visits.ofNumber(serialNumber));
      return null;
    },
    follow: desk.follow,
    followSync: catalogue.follow,
    stop() {
      desk.stop();
      catalogue.stop();
    },
  };
}
