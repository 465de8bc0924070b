import { expect, it, onTestFinished, vi } from 'vitest';
import { createPadSimulator } from '../simulators/pad/pad-simulator.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { houseFolder, startCity, startGateway } from './house.ts';
import { expectExactlyOnce, readGateway } from './house-audit.ts';
import { ackedSeqOf } from './log-position.ts';
import { prepareRatings } from './prepared-log.ts';
import { openWindow, PATIENCE } from './window.ts';

/** Waits until the gateway has confirmed this many records more. */
async function moreAcked(dataDir: string, count: number): Promise<void> {
  const before = ackedSeqOf(dataDir);
  await vi.waitFor(() => expect(ackedSeqOf(dataDir)).toBeGreaterThan(before + count), { ...PATIENCE, interval: 5 });
}

function highestHeld(gatewayDir: string): number {
  return Math.max(...readGateway(gatewayDir).records.map(({ record }) => record.seq));
}

it('kill -9 of the gateway while it ingests, several times: nothing confirmed to the terminal is lost', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const pad = await createPadSimulator({ keys: 5 });
  onTestFinished(() => pad.close());
  const settings = { gatewayUrl: gateway.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { pad, settings });
  await window.terminal().logged('sync.connected');
  await window.stop();
  window.confirmed.push(...prepareRatings(window.dataDir, 1, 1_000));
  await window.start();
  for (let kill = 1; kill <= 4; kill += 1) {
    await moreAcked(window.dataDir, 300);
    await gateway.kill();
    expect(highestHeld(gateway.dir)).toBeGreaterThanOrEqual(ackedSeqOf(window.dataDir));
    if (kill === 2) await window.rate(2_001, 1);
    await gateway.start();
  }
  await window.drained();
  expect(pad.acks()).toHaveLength(1);
  await expectExactlyOnce({ gateway, windows: [window], city });
}, 120_000);

it('kill -9 of both at once, and of the terminal alone, in the middle of an upload and of a session', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const proxy = await createTcpProxy(gateway.url);
  const settings = { gatewayUrl: proxy.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { settings });
  await window.terminal().logged('sync.connected');
  await window.stop();
  proxy.cut();
  window.confirmed.push(...prepareRatings(window.dataDir, 1, 800));
  await window.start();
  for (const [n, dies] of (['both', 'terminal', 'both'] as const).entries()) {
    const sessionId = await window.open(2_001 + n);
    await window.press(sessionId, 2);
    proxy.restore();
    await moreAcked(window.dataDir, 100);
    await Promise.all([window.kill(), ...(dies === 'both' ? [gateway.kill()] : [])]);
    proxy.cut();
    await Promise.all([window.start(), ...(dies === 'both' ? [gateway.start()] : [])]);
    await window.confirm(sessionId, 2_001 + n, 2);
  }
  expect(window.unsent()).toBeGreaterThan(0);
  proxy.restore();
  await window.drained();
  await expectExactlyOnce({ gateway, windows: [window], city });
}, 120_000);
