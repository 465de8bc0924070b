import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { describe, expect, it, vi } from 'vitest';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { commitRatings, upTo } from './log-fixture.ts';
import { startScriptedGateway } from './scripted-gateway.ts';
import { newTerminal, PATIENCE, ratingsIn, startSync, syncFromTwoDisks } from './sync-fixture.ts';

describe('the network', () => {
  it('cut for 10 000 ratings and back, again and again: each arrives exactly once', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const wire = await createTcpProxy(gateway.url);
    const { store, client } = startSync(terminal, wire.url);
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    wire.cut();
    commitRatings(store, 1, 10_000);
    client.nudge();
    await vi.waitFor(() => expect(client.status().connected).toBe(false), PATIENCE);
    const { epoch } = store.head();
    for (const share of [0.2, 0.5, 0.8]) {
      wire.restore();
      await vi.waitFor(() => expect(gateway.ledger.texts(epoch).length).toBeGreaterThan(10_000 * share), PATIENCE);
      wire.cut();
    }
    wire.restore();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual(upTo(10_000));
    expect(store.ackedSeq()).toBe(10_001);
    expect(gateway.mostAtOnce()).toBe(1);
    expect(gateway.violations).toEqual([]);
    expect(Math.max(...gateway.uploads.map(({ records }) => records.length))).toBe(200);
  });

  it('that hangs without closing is noticed, and dialled around', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const wire = await createTcpProxy(gateway.url);
    const { store, client } = startSync(terminal, wire.url);
    await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
    wire.stall();
    commitRatings(store, 1, 10);
    await vi.waitFor(() => expect(client.status().connected).toBe(false), PATIENCE);
    wire.restore();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual(upTo(10));
  });

  it('that is never there hinders nothing, and stops cleanly', async () => {
    const { client, store, stop } = startSync(newTerminal(), 'http://127.0.0.1:1');
    commitRatings(store, 1, 10);
    client.nudge();
    expect(store.backlog().count).toBe(11);
    expect(client.status()).toMatchObject({ connected: false, clockOffset: null });
    await stop();
  });
});

describe('an acknowledgement', () => {
  it('that never arrives: the same records are sent again and counted once', async () => {
    const terminal = newTerminal();
    let swallowed = 0;
    const gateway = await startScriptedGateway(terminal.key, {
      upload: (_, take) => {
        const outcome = take();
        swallowed += 1;
        return swallowed <= 4 ? 'silent' : outcome;
      },
    });
    const { store, client } = startSync(terminal, gateway.url);
    commitRatings(store, 1, 1_000);
    client.nudge();
    await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual(upTo(1_000));
    expect(gateway.hellos.length).toBeGreaterThan(1);
    expect(gateway.uploads.length).toBeGreaterThan(6);
  });

  it('lost with the process: the next start sends the rest and nothing twice', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key, { upload: (_, take) => take() && 'silent' });
    const first = startSync(terminal, gateway.url);
    commitRatings(first.store, 1, 100);
    first.client.nudge();
    await vi.waitFor(() => expect(gateway.uploads.length).toBeGreaterThan(0), PATIENCE);
    await first.stop();
    delete gateway.script.upload;
    const second = startSync(terminal, gateway.url);
    commitRatings(second.store, 101, 120);
    second.client.nudge();
    await vi.waitFor(() => expect(second.store.backlog().count).toBe(0), PATIENCE);
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual(upTo(120));
  });
});

describe('a copied disk', () => {
  it('sends what the other machine did not, and nothing of either is lost or doubled', async () => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const events = await syncFromTwoDisks(terminal, gateway.url, { common: 50, each: 30 });
    const expected = [...upTo(80), ...upTo(30).map((n) => 1_050 + n)];
    expect([...ratingsIn(gateway.ledger.allTexts())].sort((a, b) => a - b)).toEqual(expected);
    expect(gateway.ledger.epochs()).toBe(2);
    expect(events).toContain('sync.conflict');
  });
});

describe('a closing gateway', () => {
  it.each([
    ['going down', CLOSE_CODES.goingDown],
    ['letting a newer connection take over', CLOSE_CODES.replaced],
  ])('%s is dialled again, one connection at a time', async (_, code) => {
    const terminal = newTerminal();
    const gateway = await startScriptedGateway(terminal.key);
    const { store, client } = startSync(terminal, gateway.url);
    for (let round = 1; round <= 3; round += 1) {
      await vi.waitFor(() => expect(gateway.hellos).toHaveLength(round), PATIENCE);
      commitRatings(store, round, round);
      client.nudge();
      await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
      for (const socket of gateway.sockets()) socket.close(code);
    }
    expect(ratingsIn(gateway.ledger.allTexts())).toEqual([1, 2, 3]);
    expect(gateway.mostAtOnce()).toBe(1);
  });
});
