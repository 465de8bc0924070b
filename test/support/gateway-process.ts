import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceRecordInput } from '@mingjing/shared/domain/service-record.ts';
import type { gatewaySettingsSchema } from '@mingjing/shared/settings/gateway-settings.ts';
import type { z } from 'zod';
import { type Program, startProgram } from './program.ts';

/** A real gateway process with one business system allowed to call it. */
export interface GatewayProcess extends Program {
  readonly url: string;
  readonly enrolmentCode: string;
  /** Opens a session as the business system does; the answer's state is `shown`, `waiting`, `offline` … */
  openSession(terminal: string, service: ServiceRecordInput): Promise<{ sessionId: string; state: string }>;
  /** What the business system may know of a session. */
  sessionState(sessionId: string): Promise<'open' | 'rated' | 'closed'>;
  /** Takes a session back as the business system does. */
  cancelSession(sessionId: string): Promise<void>;
}

type Settings = Partial<z.input<typeof gatewaySettingsSchema>> & { readonly dataDir: string };

/**
 * Starts a gateway on a free or given port and waits until it listens.
 * @param citySecret signing secret of the city named in the settings
 */
export async function startGatewayProcess(settings: Settings, citySecret = ''): Promise<GatewayProcess> {
  const callerKey = randomBytes(24).toString('base64url');
  const enrolmentCode = randomBytes(12).toString('base64url');
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const settingsFile = join(settings.dataDir, 'settings.json');
  const complete: z.input<typeof gatewaySettingsSchema> = {
    port: 0,
    callers: [{ name: 'business-system', keySha256: createHash('sha256').update(callerKey).digest('hex') }],
    developmentEnrolmentCode: enrolmentCode,
    ...settings,
  };
  writeFileSync(settingsFile, JSON.stringify(complete), { mode: 0o600 });
  const program = await startProgram({
    script: 'gateway/main.ts',
    args: ['--settings', settingsFile],
    env: { MINGJING_CITY_SECRET: citySecret },
    isReady: ({ event, port }) => (event === 'gateway.ready' ? Number(port) : undefined),
  });
  const url = `http://127.0.0.1:${program.ready}`;
  const headers = { authorization: `Bearer ${callerKey}` };
  return {
    ...program,
    url,
    enrolmentCode,
    async openSession(terminal, service) {
      const response = await fetch(`${url}/api/v1/service-sessions`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ terminal, service }),
      });
      if (response.status >= 300) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
      const body = (await response.json()) as { sessionId: string; terminal: { state: string } };
      return { sessionId: body.sessionId, state: body.terminal.state };
    },
    async sessionState(sessionId) {
      const response = await fetch(`${url}/api/v1/service-sessions/${sessionId}`, { headers });
      if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
      return ((await response.json()) as { state: 'open' | 'rated' | 'closed' }).state;
    },
    async cancelSession(sessionId) {
      const response = await fetch(`${url}/api/v1/service-sessions/${sessionId}`, { method: 'DELETE', headers });
      if (response.status >= 300) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    },
  };
}
