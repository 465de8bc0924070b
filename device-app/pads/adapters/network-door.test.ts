import { once } from 'node:events';
import { createServer } from 'node:net';
import { listening, openOn, text } from '@mingjing/test/support/network-bench.ts';
import { describe, expect, it, vi } from 'vitest';

describe('an evaluator that dials in', () => {
  it.each(['tcp', 'websocket'] as const)(
    'over %s is seen when it comes, and what it said meanwhile is kept',
    async (kind) => {
      const bench = await listening(kind);
      expect(await bench.transport.list(bench.wanted)).toEqual([]);
      expect(await bench.transport.exists(bench.path)).toBe(false);
      const evaluator = await bench.dial();
      evaluator.send(text('early'));
      await bench.seen();
      await evaluator.settle?.();
      expect(await bench.transport.list(bench.wanted)).toEqual([{ path: bench.path }]);
      const { data } = await openOn(bench);
      await vi.waitFor(() => expect(data.join('')).toBe('early'));
      evaluator.send(text('late'));
      await vi.waitFor(() => expect(data.join('')).toBe('earlylate'));
    },
  );

  it.each(['tcp', 'websocket'] as const)('over %s stays: a second one is turned away', async (kind) => {
    const bench = await listening(kind);
    const first = await bench.dial();
    await bench.seen();
    const { connection, gone } = await openOn(bench);
    const second = await bench.dial();
    expect(await second.closed).toBe(kind === 'tcp' ? undefined : 1013);
    expect(bench.refusals).toEqual([{ address: bench.path, peer: '127.0.0.1', why: 'another evaluator is connected' }]);
    expect(await connection.write(text('hello'), 'output')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(Buffer.from(first.received()).toString()).toBe('hello'));
    expect(gone).toEqual([]);
  });

  it('makes room for another when it does not answer any more', async () => {
    const bench = await listening('websocket', { waits: { pongMs: 50 } });
    await bench.dial({ autoPong: false });
    await bench.seen();
    const first = await openOn(bench);
    const second = await bench.dial();
    await vi.waitFor(() => expect(first.gone).toEqual(['it does not answer any more']));
    await bench.seen();
    const again = await openOn(bench);
    second.send(text('here'));
    await vi.waitFor(() => expect(again.data).toEqual(['here']));
  });

  it('is missed when it falls silent, and not while it answers', async () => {
    const bench = await listening('websocket', { waits: { pingMs: 20, pongMs: 1000 } });
    const lively = await bench.dial();
    await bench.seen();
    const first = await openOn(bench);
    lively.send(text('on'));
    await vi.waitFor(() => expect(first.data).toEqual(['on']));
    expect(first.gone).toEqual([]);
    await first.connection.close();
    await lively.closed;
    const other = await listening('websocket', { waits: { pingMs: 20, pongMs: 20 } });
    const silent = await other.dial({ autoPong: false });
    await silent.closed;
    await vi.waitFor(async () => expect(await other.transport.exists(other.path)).toBe(false));
  });

  it('is forgotten when it leaves before it was opened', async () => {
    const bench = await listening('tcp');
    const evaluator = await bench.dial();
    await bench.seen();
    evaluator.hangUp();
    await vi.waitFor(async () => expect(await bench.transport.exists(bench.path)).toBe(false));
    const opened = await bench.transport.open(bench.path, bench.wanted, {
      onData: () => undefined,
      onGone: () => undefined,
    });
    expect(opened).toMatchObject({ ok: false, error: { reason: 'no evaluator has dialled in yet' } });
  });

  it.each(['tcp', 'websocket'] as const)('over %s is let go when nobody watches before it was opened', async (kind) => {
    const bench = await listening(kind);
    const evaluator = await bench.dial();
    await bench.seen();
    bench.watching.stop();
    await evaluator.closed;
    expect(bench.refusals).toEqual([]);
  });

  it('keeps its line when nobody watches any more, and the address is free once both are over', async () => {
    const bench = await listening('tcp');
    const evaluator = await bench.dial();
    await bench.seen();
    const { connection, data, gone } = await openOn(bench);
    bench.watching.stop();
    evaluator.send(text('still here'));
    await vi.waitFor(() => expect(data.join('')).toBe('still here'));
    await connection.close();
    const server = createServer().listen({ host: '127.0.0.1', port: bench.port });
    await once(server, 'listening');
    server.close();
    expect(gone).toEqual([]);
  });
});
