import type { Result } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { SelfTestReport, ServiceViewOf } from '../core/service/service-page.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { Sound } from '../core/voice/sound.ts';
import type { Pads } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LinkState } from '../sync/sync-client.ts';

export type ProfileTitle = ServiceViewOf<'pads'>['offers'][number]['title'];
export type MadeBundle = NonNullable<ServiceViewOf<'bundle'>['made']>;

/** What the service pages see and move of the terminal that is in service. */
export interface ServicePorts {
  /** With the setup choices laid over them. */
  readonly settings: TerminalSettings;
  /** Whether a citizen is being served, or asked to rate. The self-test is no citizen. */
  readonly isServed: () => boolean;
  readonly identity: () => DeviceIdentity | null;
  readonly link: () => LinkState;
  readonly pads: Pick<Pads, 'diagnostics' | 'watch' | 'status'>;
  /** The name of a profile that rates, by the id that ports give for it; undefined of any other. */
  readonly padTitle: (profile: string) => ProfileTitle | undefined;
  readonly sound: () => Sound;
  readonly selfTest: { readonly report: () => SelfTestReport; readonly run: () => void };
  readonly makeBundle: () => Promise<Result<MadeBundle, unknown>>;
  readonly dispatch: (input: SessionInput) => unknown;
  /** Puts an event into the terminal's log; false where it takes none. */
  readonly record: (entry: NewEntry) => boolean;
}
