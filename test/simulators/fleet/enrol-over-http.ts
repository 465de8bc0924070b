import { setTimeout as sleep } from 'node:timers/promises';
import { ENROLMENT_PATH, enrolSigningText } from '@mingjing/shared/protocol/enrolment.ts';
import type { TerminalIdentity } from './terminal-identity.ts';

/** Enrols as a real terminal does. @throws with the gateway's answer when it refuses */
export async function enrolOverHttp(url: string, identity: TerminalIdentity, code: string): Promise<void> {
  const { deviceId, enrolment } = identity;
  const proof = identity.sign(enrolSigningText(deviceId, code));
  const body = JSON.stringify({ code, deviceId, publicKey: enrolment.publicKey, proof, appVersion: 'fleet' });
  const headers = { 'content-type': 'application/json' };
  let answer = await fetch(new URL(ENROLMENT_PATH, url), { method: 'POST', headers, body });
  while (answer.status === 429) {
    // Enrolment is slow on purpose; a fleet waits its turn as the gateway asks.
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
    answer = await fetch(new URL(ENROLMENT_PATH, url), { method: 'POST', headers, body });
  }
  if (!answer.ok) throw new Error(`enrolment was refused with ${answer.status}: ${await answer.text()}`);
}
