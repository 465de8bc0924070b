import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { SelfTestReport, ServiceViewOf } from '../core/service/service-page.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Sound } from '../core/voice/sound.ts';
import type { Pads } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore } from '../store/log-store.ts';
import type { LinkState, SyncClient } from '../sync/sync-client.ts';
import { hasServed } from './has-served.ts';

export type ProfileTitle = ServiceViewOf<'pads'>['offers'][number]['title'];
export type MadeBundle = NonNullable<ServiceViewOf<'bundle'>['made']>;

/** What the service pages see and move of the terminal that is in service. */
export interface ServicePorts {
  /** With the setup choices laid over them. */
  readonly settings: TerminalSettings;
  /** Whether a citizen is being served, or asked to rate. The self-test is no citizen. */
  readonly isServed: () => boolean;
  /** Whether its log knows of anybody who was. */
  readonly hasServed: () => boolean;
  readonly identity: () => DeviceIdentity | null;
  /** An enrolment code is there that the gateway has not answered yet. */
  readonly isCodeOpen: () => boolean;
  readonly link: () => LinkState;
  readonly pads: Pick<Pads, 'diagnostics' | 'watch' | 'status'>;
  /** The name of a profile that rates, by the id that ports give for it; undefined of any other. */
  readonly padTitle: (profile: string) => ProfileTitle | undefined;
  readonly sound: () => Sound;
  readonly selfTest: { readonly report: () => SelfTestReport; readonly run: () => void };
  /** Null where none can be made; then none is offered. */
  readonly makeBundle: (() => Promise<Result<MadeBundle, unknown>>) | null;
  readonly dispatch: (input: SessionInput) => unknown;
  /** Puts an event into the terminal's log; false where it takes none. */
  readonly record: (entry: NewEntry) => boolean;
}

type Taken =
  | 'settings'
  | 'identity'
  | 'isCodeOpen'
  | 'padTitle'
  | 'pads'
  | 'selfTest'
  | 'dispatch'
  | 'sound'
  | 'makeBundle';

/** What the service pages see and move of a terminal, from its parts. */
export function servicePortsOf(
  parts: Pick<ServicePorts, Taken> & {
    readonly clock: Clock;
    readonly store: Pick<LogStore, 'commit' | 'readAfter'>;
    /** Without the self-test. */
    readonly state: () => SessionState;
    readonly sync: Pick<SyncClient, 'status' | 'nudge'>;
  },
): ServicePorts {
  const { clock, store, sync } = parts;
  return {
    ...parts,
    isServed: () => parts.state().phase.kind !== 'idle',
    hasServed: () => hasServed(store),
    link: () => sync.status().link,
    record(entry) {
      const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: sync.status().clockOffset };
      const written = store.commit([entry], undefined, stamp);
      if (written.ok) sync.nudge();
      return written.ok;
    },
  };
}
