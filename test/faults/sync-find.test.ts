import { err, ok } from '@mingjing/shared/basics/result.ts';
import type { ActionRequest } from '@mingjing/shared/protocol/actions.ts';
import { RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { rpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { describe, expect, it, vi } from 'vitest';
import { heldSession } from '../support/sessions.ts';
import { type Script, startScriptedGateway } from './scripted-gateway.ts';
import { newTerminal, PATIENCE, startSync } from './sync-fixture.ts';

const QUERY = { serialNumber: '2026000007' };
const { view } = heldSession(7);

async function connected(script: Script, delays: NonNullable<Parameters<typeof startSync>[2]>['delays'] = {}) {
  const terminal = newTerminal();
  const gateway = await startScriptedGateway(terminal.key, script);
  const sync = startSync(terminal, gateway.url, { delays });
  await vi.waitFor(() => expect(sync.client.status().connected).toBe(true), PATIENCE);
  return { gateway, ...sync };
}

describe('a search for the service of a receipt', () => {
  it.each([
    { state: 'found', session: view },
    { state: 'already-rated' },
    { state: 'expired' },
    { state: 'unknown' },
  ] as const)('brings the answer of the gateway: $state', async (answer) => {
    const asked: ActionRequest<'FindSession'>[] = [];
    const { client } = await connected({
      find: (query) => {
        asked.push(query);
        return ok(answer);
      },
    });
    expect(await client.findSession(QUERY)).toEqual(ok(answer));
    expect(asked).toEqual([QUERY]);
  });

  it('is offline at once without a connection, and with one again finds', async () => {
    const { client } = startSync(newTerminal(), 'http://127.0.0.1:1');
    expect(await client.findSession(QUERY)).toEqual(err('offline'));
    const { client: online } = await connected({ find: () => ok({ state: 'unknown' }) });
    expect(await online.findSession(QUERY)).toEqual(ok({ state: 'unknown' }));
  });

  it('is offline before the gateway has greeted back', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key, {
      hello: () => 'silent',
      find: () => ok({ state: 'unknown' }),
    });
    const { client } = startSync(terminal, gateway.url, { delays: { callMs: 60_000, pingMs: 60_000 } });
    await vi.waitFor(() => expect(gateway.hellos).toHaveLength(1), PATIENCE);
    expect(await client.findSession(QUERY)).toEqual(err('offline'));
  });

  it('is offline when no answer comes in time, and the connection stays', async () => {
    const { client, gateway } = await connected(
      { find: () => 'silent' },
      { findMs: 50, callMs: 60_000, pingMs: 60_000 },
    );
    expect(await client.findSession(QUERY)).toEqual(err('offline'));
    expect(client.status().connected).toBe(true);
    expect(gateway.hellos).toHaveLength(1);
  });

  it('is offline when the connection ends meanwhile', async () => {
    const { client, gateway } = await connected({ find: () => 'silent' }, { findMs: 60_000, callMs: 60_000 });
    const answer = client.findSession(QUERY);
    for (const socket of gateway.sockets()) socket.terminate();
    expect(await answer).toEqual(err('offline'));
  });

  it.each([
    ['that it is too busy', RPC_ERRORS.busy],
    ['that it does not know the call: an older gateway', RPC_ERRORS.notImplemented],
  ])('is offline when the gateway says %s', async (_name, code) => {
    const { client } = await connected({ find: () => err(rpcError(code, 'no')) });
    expect(await client.findSession(QUERY)).toEqual(err('offline'));
  });

  it('is offline when the answer is none the protocol knows', async () => {
    const answer = ok({ state: 'found', session: { ...view, userName: '李雷' } });
    const { client } = await connected({ find: () => answer as never });
    expect(await client.findSession(QUERY)).toEqual(err('offline'));
  });
});
