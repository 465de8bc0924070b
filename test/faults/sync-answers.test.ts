import { ok } from '@mingjing/shared/basics/result.ts';
import { sessionViewSchema } from '@mingjing/shared/domain/service-session.ts';
import { RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import { rpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { describe, expect, it, vi } from 'vitest';
import { commitRatings, ratingEntry, stampAt, upTo } from './log-fixture.ts';
import { startScriptedGateway } from './scripted-gateway.ts';
import { HEALTH, newTerminal, PATIENCE, QUICK, ratingsIn, startSync } from './sync-fixture.ts';

const refuse = (code: string, details: unknown = {}) => ({
  ok: false as const,
  error: rpcError(code, 'scripted', details),
});

describe('an upload', () => {
  it.each([
    ['Busy', refuse(RPC_ERRORS.busy, { retryAfterMs: 30 }), undefined],
    ['TooManyCalls', refuse(RPC_ERRORS.tooManyCalls), undefined],
    ['ChainBroken', refuse(RPC_ERRORS.chainBroken), 'sync.upload-refused'],
    ['InternalError', refuse(RPC_ERRORS.internal), 'sync.upload-refused'],
    ['an error nobody knows', refuse('Unheard', { x: [1] }), 'sync.upload-refused'],
    ['a gap without a number', refuse(RPC_ERRORS.sequenceGap, { expectedSeq: 'x' }), 'sync.upload-refused'],
    ['a gap that is none', refuse(RPC_ERRORS.sequenceGap, { expectedSeq: 1 }), 'sync.gap'],
    ['an answer of the wrong shape', ok({ ackSeq: 'all' } as never), 'sync.upload-refused'],
    ['an acknowledgement of too little', ok({ ackSeq: 3 }), 'sync.upload-refused'],
  ])('answered once with %s is sent again and arrives exactly once', async (_, answer, event) => {
    const terminal = newTerminal();
    let times = 0;
    const gateway = await startScriptedGateway(terminal.key, {
      upload: (_upload, take) => {
        times += 1;
        return times === 1 ? answer : take();
      },
    });
    const { store, client, events } = startSync(terminal, gateway.url);
    commitRatings(store, 1, 700);
    client.nudge();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual(upTo(700));
    expect(gateway.ledger.epochs()).toBe(1);
    if (event !== undefined) expect(events).toContain(event);
  });

  it('in conflict goes on under a new epoch with the same rating ids', async () => {
    const terminal = newTerminal();
    let times = 0;
    const gateway = await startScriptedGateway(terminal.key, {
      upload: (_, take) => (times++ === 0 ? refuse(RPC_ERRORS.logConflict) : take()),
    });
    const { store, client, events } = startSync(terminal, gateway.url);
    commitRatings(store, 1, 30);
    client.nudge();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(events.filter((event) => event === 'sync.conflict')).toHaveLength(1);
    expect(ratingsIn(gateway.ledger.texts(store.head().epoch))).toEqual(upTo(30));
  });

  it('that is always in conflict does not fill the disk with epochs', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key, { upload: () => refuse(RPC_ERRORS.logConflict) });
    const { store, client, events } = startSync(terminal, gateway.url);
    commitRatings(store, 1, 30);
    client.nudge();
    await vi.waitFor(() => expect(gateway.uploads.length).toBeGreaterThan(6), PATIENCE);
    expect(new Set(gateway.uploads.map(({ epoch }) => epoch)).size).toBe(2);
    expect(events.filter((event) => event === 'sync.conflict')).toHaveLength(1);
    expect(store.backlog().count).toBe(32);
  });

  it('fits the frame even when every character has to be escaped', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const { store, client } = startSync(terminal, gateway.url);
    const data = Object.fromEntries(upTo(18).map((n) => [`field-${n}`, '"\\'.repeat(200)]));
    const entries = upTo(120).map(() => ({ type: 'event' as const, body: { event: 'a.b', data } }));
    expect(store.commit(entries, undefined, stampAt(1)).ok).toBe(true);
    client.nudge();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    const largest = Math.max(...gateway.frameBytes);
    expect(largest).toBeLessThanOrEqual(PROTOCOL_LIMITS.maxFrameBytes);
    expect(largest).toBeGreaterThan(PROTOCOL_LIMITS.maxFrameBytes / 2);
  });

  it('runs three ahead, never more', async () => {
    const terminal = newTerminal();
    let open = 0;
    const gateway = await startScriptedGateway(terminal.key, {
      upload: () => {
        open += 1;
        return 'silent';
      },
    });
    const { store, client } = startSync(terminal, gateway.url, {
      delays: { callMs: 60_000, pingMs: 60_000 },
      calls: { closeSession: () => ({ state: 'not-open' }) },
    });
    commitRatings(store, 1, 2_000);
    client.nudge();
    await vi.waitFor(() => expect(open).toBe(3), PATIENCE);
    client.nudge();
    const answer = await gateway.call('CloseSession', { sessionId: sessionViewOf(1).sessionId, reason: 'cancelled' });
    // That call was answered after everything sent before it: still three.
    expect(answer).toEqual(ok({ state: 'not-open' }));
    expect(open).toBe(3);
  });
});

function sessionViewOf(n: number) {
  return sessionViewSchema.parse({
    sessionId: `01990000-0003-7000-8000-${String(n).padStart(12, '0')}`,
    qrHandle: Buffer.alloc(16, n).toString('base64url'),
    openedBy: 'gateway',
    openedAt: 1_790_000_000_000,
    matterName: '内资公司设立登记',
  });
}

describe('the gateway', () => {
  it('calls, and is answered by the terminal', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const opened: string[] = [];
    const { client } = startSync(terminal, gateway.url, {
      calls: {
        openSession: ({ session }) => {
          opened.push(session.sessionId);
          return { state: 'shown' };
        },
        closeSession: () => ({ state: 'already-rated' }),
      },
    });
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    const session = sessionViewOf(1);
    expect(await gateway.call('OpenSession', { session })).toEqual(ok({ state: 'shown' }));
    const { sessionId } = session;
    expect(await gateway.call('CloseSession', { sessionId, reason: 'rated-elsewhere' })).toEqual(
      ok({ state: 'already-rated' }),
    );
    expect(await gateway.call('OpenSession', { session: { ...session, openedAt: -1 } })).toMatchObject({
      ok: false,
      error: { code: RPC_ERRORS.formatViolation },
    });
    expect(opened).toEqual([sessionId]);
  });

  it('hears of health and clock as often as it asked', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key, { heartbeatMs: 1_000, now: () => Date.now() + 7_000 });
    const { client } = startSync(terminal, gateway.url);
    await vi.waitFor(() => expect(gateway.heartbeats.length).toBeGreaterThan(1), PATIENCE);
    expect(gateway.heartbeats[0]?.health).toEqual(HEALTH);
    expect(client.status().clockOffset).toBeGreaterThan(6_000);
    expect(client.status().clockOffset).toBeLessThan(8_000);
  });

  it('that greets nobody is left and dialled again', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key, { hello: () => 'silent' });
    const { client } = startSync(terminal, gateway.url, { delays: { callMs: 100 } });
    await vi.waitFor(() => expect(gateway.hellos.length).toBeGreaterThan(2), PATIENCE);
    expect(client.status().connected).toBe(false);
    expect(gateway.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it.each<[string, string | Buffer]>([
    ['random bytes', Buffer.from([0, 255, 3, 8])],
    ['no JSON', 'hello?'],
    ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['JSON of the wrong kind', '{"a":1}'],
    ['a call with a number for a name', '[2,"1",7,{}]'],
    ['an id that is too long', `[3,"${'9'.repeat(40)}",{}]`],
  ])('that sends %s is left after three of them, and dialled again', async (_, message) => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const { store, client } = startSync(terminal, gateway.url);
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    const [socket] = gateway.sockets();
    const closed = new Promise<number>((resolve) => socket?.once('close', resolve));
    for (let n = 0; n < PROTOCOL_LIMITS.maxBadMessages; n += 1) socket?.send(message);
    expect(await closed).toBe(4002);
    store.commit([ratingEntry(1)], undefined, stampAt(1));
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual([1]);
  });

  it('that sends more than a frame may hold is left at once', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const { client } = startSync(terminal, gateway.url);
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    const [socket] = gateway.sockets();
    const closed = new Promise<number>((resolve) => socket?.once('close', resolve));
    socket?.send('x'.repeat(1024 * 1024));
    // RFC 6455 §7.4.1: 1009, message too big.
    expect(await closed).toBe(1009);
    await vi.waitFor(() => expect(gateway.hellos).toHaveLength(2), PATIENCE);
  });

  it('that calls without end is told to wait, and everything else goes on', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const { store, client } = startSync(terminal, gateway.url, { delays: QUICK });
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    const [socket] = gateway.sockets();
    for (let n = 0; n < 200; n += 1) socket?.send(JSON.stringify([2, `x${n}`, 'NoSuchAction', {}]));
    commitRatings(store, 1, 5);
    client.nudge();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  });
});
