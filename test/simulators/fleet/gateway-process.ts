import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromGateway, ToGateway } from './gateway-entry.ts';
import type { TerminalIdentity } from './terminal-identity.ts';

/** A gateway in a process of its own. */
export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  enrol(identities: readonly TerminalIdentity[]): Promise<void>;
  measure(): Promise<{ readonly rssMb: number; readonly connected: number }>;
  /** Ends in good order. */
  stop(): Promise<void>;
  /** SIGKILL: no goodbye, no flush. Resolves when the process is gone. */
  kill(): Promise<void>;
}

export async function startGatewayProcess(dir: string): Promise<GatewayProcess> {
  const child = fork(new URL('./gateway-entry.ts', import.meta.url), [dir], { stdio: 'inherit' });
  const next = async <T extends FromGateway['type']>(type: T) => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`the gateway ended with ${String(code)}`))),
    ])) as [FromGateway];
    if (message.type !== type) throw new Error(`expected '${type}' from the gateway, not '${message.type}'`);
    return message as Extract<FromGateway, { type: T }>;
  };
  const { url } = await next('ready');
  return {
    url,
    pid: child.pid as number,
    async enrol(identities) {
      const terminals = identities.map(({ enrolment }) => ({ ...enrolment, qrKey: [...enrolment.qrKey] }));
      child.send({ type: 'enrol', terminals } satisfies ToGateway);
      await next('enrolled');
    },
    async measure() {
      child.send({ type: 'measure' } satisfies ToGateway);
      return next('measured');
    },
    async stop() {
      const gone = once(child, 'exit');
      child.send({ type: 'stop' } satisfies ToGateway);
      await gone;
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
