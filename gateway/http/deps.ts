import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { DeviceId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import type { GatewaySettings } from '@mingjing/shared/settings/gateway-settings.ts';
import type { BreakerState } from '../forwarding/breaker.ts';
import type { DerivedKeys } from '../provisioning/derived-keys.ts';
import type { CatalogueDesk } from '../provisioning/service-catalogue.ts';
import type { SelfTestWatch } from '../self-test-watch.ts';
import type { GatewayStore } from '../store/gateway-store.ts';
import type { TerminalHealth } from '../ws/health-board.ts';
import type { HttpLimits } from './limits.data.ts';

/** What the HTTP side asks of the terminals' sockets. */
export interface TerminalLine {
  isConnected(deviceId: DeviceId): boolean;
  connectedCount(): number;
  /** The last known condition; undefined when it was never seen by this process. */
  health(deviceId: DeviceId): TerminalHealth | undefined;
  openSession(deviceId: DeviceId, view: SessionView): Promise<ActionResponse<'OpenSession'>['state'] | 'offline'>;
  closeSession(deviceId: DeviceId, sessionId: SessionId, reason: 'rated-elsewhere' | 'cancelled'): unknown;
}

/** What it asks of forwarding; absent where no city is configured. */
export interface ForwardLine {
  nudge(): void;
  breakerState(): BreakerState;
}

/** Is the gateway able to keep a rating? Each check rejects when it is not. */
export interface HealthProbes {
  writer(): Promise<void>;
  disk(): Promise<void>;
}

/** Everything the HTTP side is given. */
export interface AppDeps {
  readonly store: GatewayStore;
  readonly terminals: TerminalLine;
  readonly selfTests: Pick<SelfTestWatch, 'overdueCount'>;
  readonly forwarding: ForwardLine | undefined;
  readonly probes: HealthProbes;
  readonly catalogue: CatalogueDesk;
  readonly settings: Pick<
    GatewaySettings,
    'callers' | 'publicUrl' | 'ratePage' | 'trustProxy' | 'developmentEnrolmentCode'
  >;
  readonly keys: DerivedKeys;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
  readonly limits: HttpLimits;
}
