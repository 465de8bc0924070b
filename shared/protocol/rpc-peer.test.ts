import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { err, ok, type Result } from '../basics/result.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { createRpcPeer, type RpcError, rpcError } from './rpc-peer.ts';

const SHAPES = {
  Double: { request: z.strictObject({ n: z.int() }), response: z.strictObject({ twice: z.int() }) },
};
type Double = (request: { n: number }) => Promise<Result<{ twice: number }, RpcError>>;
const NEVER: Double = () => new Promise(() => {});

/** Timers that run when the test says so. */
function handTimers() {
  const due = new Set<() => void>();
  return {
    timers: {
      after: (_: number, run: () => void) => {
        due.add(run);
        return () => void due.delete(run);
      },
    },
    /** Lets every open wait run out. */
    elapse: () => {
      for (const run of [...due]) run();
    },
    pending: () => due.size,
  };
}

/** Two peers joined by a wire that the test can listen to; `carry` may drop or change what is sent. */
function pair(double: Double, carry: (text: string) => string | null = (text) => text) {
  const time = handTimers();
  const wire: string[] = [];
  const hopeless: string[] = [];
  const make = (deliver: (text: string) => void) =>
    createRpcPeer({
      served: SHAPES,
      called: SHAPES,
      handlers: { Double: double },
      timers: time.timers,
      onHopeless: (reason) => void hopeless.push(reason),
      send: (text) => {
        const carried = carry(text);
        wire.push(text);
        if (carried !== null) deliver(carried);
      },
    });
  const left: ReturnType<typeof make> = make((text) => void right.receive(text));
  const right: ReturnType<typeof make> = make((text) => void left.receive(text));
  onTestFinished(() => expect(time.pending()).toBe(0));
  return { left, right, time, wire, hopeless };
}

const doubling: Double = async ({ n }) => (n < 0 ? err(rpcError('TooSmall', 'no', { n })) : ok({ twice: 2 * n }));

describe('a peer', () => {
  it('calls and is called, both ways at once', async () => {
    const { left, right } = pair(doubling);
    const answers = await Promise.all([left.call('Double', { n: 2 }), right.call('Double', { n: 3 })]);
    expect(answers).toEqual([ok({ twice: 4 }), ok({ twice: 6 })]);
  });

  it('hears refusals with code and details', async () => {
    expect(await pair(doubling).left.call('Double', { n: -1 })).toEqual(err(rpcError('TooSmall', 'no', { n: -1 })));
  });

  it('answers what it does not know, and names the field that does not fit', async () => {
    const { right, wire } = pair(doubling);
    await right.receive('[2,"7","Triple",{}]');
    await right.receive('[2,"8","toString",{}]');
    await right.receive('[2,"9","Double",{"n":"two"}]');
    expect(wire.map((text) => JSON.parse(text).slice(0, 3))).toEqual([
      [4, '7', 'NotImplemented'],
      [4, '8', 'NotImplemented'],
      [4, '9', 'FormatViolation'],
    ]);
    expect(wire[2]).toContain('"n: Invalid input');
  });

  it('takes no answer of the wrong shape', async () => {
    const { left } = pair(doubling, (text) => text.replace('"twice":4', '"twice":"four"'));
    expect(await left.call('Double', { n: 2 })).toMatchObject({ ok: false, error: { code: 'FormatViolation' } });
  });

  it('gives up waiting, and bears the answer that comes late', async () => {
    const { left, time, wire } = pair(NEVER);
    const call = left.call('Double', { n: 1 });
    time.elapse();
    expect(await call).toMatchObject({ ok: false, error: { code: 'Timeout' } });
    await left.receive('[3,"1",{"twice":2}]');
    await left.receive('[3,"99",{}]');
    expect(wire).toEqual(['[2,"1","Double",{"n":1}]']);
  });

  it('answers every open call when the connection is gone, and sends nothing more', async () => {
    const { left, wire } = pair(NEVER);
    const call = left.call('Double', { n: 1 });
    left.close();
    expect(await call).toMatchObject({ ok: false, error: { code: 'Timeout' } });
    expect(await left.call('Double', { n: 2 })).toMatchObject({ ok: false, error: { code: 'Timeout' } });
    expect(wire).toHaveLength(1);
  });

  it('lets only so many calls be open, on either side', async () => {
    const { left, right, wire } = pair(NEVER, () => null);
    const open = Array.from({ length: PROTOCOL_LIMITS.maxPendingCalls }, (_, n) => left.call('Double', { n }));
    expect(await left.call('Double', { n: 99 })).toMatchObject({ ok: false, error: { code: 'TooManyCalls' } });
    for (let n = 0; n <= PROTOCOL_LIMITS.maxPendingCalls; n += 1) void right.receive(`[2,"x${n}","Double",{"n":1}]`);
    expect(wire.at(-1)).toMatch(/^\[4,"x16","TooManyCalls"/);
    left.close();
    await Promise.all(open);
  });

  it('declares a connection hopeless after too much nonsense, not before', async () => {
    const { left, hopeless } = pair(doubling);
    for (let n = 1; n < PROTOCOL_LIMITS.maxBadMessages; n += 1) await left.receive('nonsense');
    expect(hopeless).toEqual([]);
    await left.receive('{}');
    expect(hopeless).toEqual([expect.stringContaining('not a frame')]);
  });
});
