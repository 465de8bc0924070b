import { ok } from '@mingjing/shared/basics/result.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../simulators/fleet/terminal-identity.ts';
import { dial, type TerminalSocket } from '../simulators/fleet/terminal-socket.ts';
import { type Hall, openHall } from './http-harness.ts';

let hall: Hall;
let socket: TerminalSocket | undefined;
beforeEach(async () => {
  hall = await openHall();
});
afterEach(async () => {
  socket?.close();
  await hall?.close();
});

interface Told {
  readonly opened: string[];
  readonly closed: { readonly sessionId: string; readonly reason: string }[];
}

async function connect(state: 'shown' | 'waiting' | 'refused' = 'shown'): Promise<Told> {
  const told: Told = { opened: [], closed: [] };
  socket = await dial({
    url: hall.gateway.url,
    identity: hall.identity,
    handlers: {
      async OpenSession({ session }) {
        told.opened.push(session.sessionId);
        expect(JSON.stringify(session)).not.toContain('李雷');
        return ok({ state });
      },
      async CloseSession(request) {
        told.closed.push(request);
        return ok({ state: 'closed' });
      },
    },
  });
  expect((await socket.hello(newId(), 0)).ok).toBe(true);
  return told;
}

describe('a terminal that enrolled over HTTP', () => {
  it.each(['shown', 'waiting', 'refused'] as const)(
    'is shown a session and its answer reaches the caller: %s',
    async (state) => {
      const told = await connect(state);
      const opened = await hall.openService('T-1');
      expect(opened).toMatchObject({ status: 201, state });
      expect(told.opened).toEqual([opened.sessionId]);
    },
  );

  it('is told to close when the citizen has rated on the phone', async () => {
    const told = await connect();
    const opened = await hall.openService('T-2');
    await hall.rateByPhone(opened, { level: '1' });
    await expect.poll(() => told.closed).toEqual([{ sessionId: opened.sessionId, reason: 'rated-elsewhere' }]);
  });

  it('is told to close when the business system cancels', async () => {
    const told = await connect();
    const opened = await hall.openService('T-3');
    expect((await hall.call('DELETE', `/api/v1/service-sessions/${opened.sessionId}`)).status).toBe(204);
    await expect.poll(() => told.closed).toEqual([{ sessionId: opened.sessionId, reason: 'cancelled' }]);
  });

  it('is shown what was opened while it was away', async () => {
    const opened = await hall.openService('T-4');
    expect(opened.state).toBe('offline');
    const told = await connect();
    await expect.poll(() => told.opened).toEqual([opened.sessionId]);
  });

  it('is told that the gateway goes down, and the listener is gone', async () => {
    await connect();
    const { url } = hall.gateway;
    await hall.gateway.stop();
    expect(await socket?.closed).toBe(CLOSE_CODES.goingDown);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});

it('is known to have proven its five levels also by a gateway that was started anew', async () => {
  await connect();
  const at = Date.now() - 3_600_000;
  const selfTest = { state: 'passed' as const, at, provenAt: at };
  const health = { pads: [], unsent: 0, oldestUnsentAgeMs: null, storage: 'ok' as const, screenConnected: true };
  const beat = { clock: Date.now(), health: { ...health, rssMb: 60, selfTest } };
  expect(await socket?.call('Heartbeat', beat)).toMatchObject({ ok: true });
  const told = async () => {
    const response = await hall.call('GET', '/api/v1/terminals');
    return (await response.json()) as { terminals: { connected: boolean; selfTest: object }[] };
  };
  const [before] = (await told()).terminals;
  expect(before).toMatchObject({ connected: true, selfTest: { state: 'passed', overdue: false } });
  await hall.restart();
  expect((await told()).terminals).toEqual([{ ...before, connected: false }]);
});
