import type { Result } from '@mingjing/shared/basics/result.ts';
import type { ActionRequest, ActionResponse, HealthReport } from '@mingjing/shared/protocol/actions.ts';

/** What the gateway may ask of the terminal. */
export interface GatewayCalls {
  openSession(request: ActionRequest<'OpenSession'>): ActionResponse<'OpenSession'>;
  closeSession(request: ActionRequest<'CloseSession'>): ActionResponse<'CloseSession'>;
  health(): HealthReport;
}

/** How far the way to the gateway reaches. A gateway that does not know us has refused; what answers otherwise is none. */
export type LinkState =
  | 'alone'
  | 'no-code'
  | 'enrolling'
  | 'connecting'
  | 'connected'
  | 'unreachable'
  | 'refused'
  | 'not-a-gateway';

export interface SyncStatus {
  readonly connected: boolean;
  readonly link: LinkState;
  /** Gateway time − terminal time, ms; null while never measured. Survives disconnection. */
  readonly clockOffset: number | null;
}

/** Keeps the terminal's log on its way to the gateway. */
export interface SyncClient {
  start(): void;
  /** There is something new to send. */
  nudge(): void;
  status(): SyncStatus;
  /** Asks the gateway which service a receipt speaks of. Never rejects; `offline` also where the gateway does not answer in time. */
  findSession(query: ActionRequest<'FindSession'>): Promise<Result<ActionResponse<'FindSession'>, 'offline'>>;
  /** Asks the gateway for its catalogue of halls, windows and matters. As `findSession`. */
  listServices(request: ActionRequest<'ListServices'>): Promise<Result<ActionResponse<'ListServices'>, 'offline'>>;
  stop(): Promise<void>;
}
