import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { qrHandleSchema, sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import { mintQrToken } from '@mingjing/shared/qr/token.ts';
import type { StoredSession, Terminal } from '../../../store/gateway-store.ts';
import type { AppDeps } from '../../deps.ts';
import type { TerminalState } from './schemas.ts';

type Mint = Pick<AppDeps, 'clock' | 'randomBytes'>;

/** A new session as the terminal will show it: nothing of the applicant, and a handle that says nothing. */
export function mintView(service: ServiceRecord, { clock, randomBytes }: Mint): SessionView {
  const now = clock.now();
  return {
    sessionId: sessionIdSchema.parse(uuidV7(now, randomBytes)),
    qrHandle: qrHandleSchema.parse(toBase64Url(randomBytes(16))),
    openedBy: 'gateway',
    openedAt: now,
    matterName: service.taskName,
    ...(service.taskType && { taskType: service.taskType }),
    staffName: service.staff.name,
    staffNumber: service.staff.number,
    serialNumber: service.serialNumber ?? service.projectNo,
  };
}

/** Tells the terminal of a new session and waits a little for its answer. It is told again when it reconnects. */
export async function announce(
  session: StoredSession,
  { terminals, timers, limits }: Pick<AppDeps, 'terminals' | 'timers' | 'limits'>,
): Promise<TerminalState> {
  let cancel = () => {};
  const patience = new Promise<'unconfirmed'>((resolve) => {
    cancel = timers.after(limits.terminalAnswerMs, () => resolve('unconfirmed'));
  });
  const answer = await Promise.race([terminals.openSession(session.deviceId, session.view), patience]);
  cancel();
  // It knew of the session before we did: it reconnected in between.
  return answer === 'already-open' || answer === 'already-closed' ? 'shown' : answer;
}

/** Address of the citizen's page, as the terminal's code shows it; undefined when the gateway does not know its public address. */
export function qrUrl(
  terminal: Terminal,
  session: StoredSession,
  { clock, settings }: Pick<AppDeps, 'clock' | 'settings'>,
): string | undefined {
  if (settings.publicUrl === undefined) return undefined;
  const token = mintQrToken(terminal.shortId, session.view.qrHandle, clock.now(), terminal.qrKey);
  return `${settings.publicUrl.replace(/\/+$/, '')}/r/${token}`;
}
