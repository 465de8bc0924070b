import type { DeviceKey } from '@mingjing/device-app/store/device-identity.ts';
import { shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type BareGateway, startBareGateway } from '../simulators/fleet/bare-gateway.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { commitRatings, temporaryFolder } from './log-fixture.ts';
import { newTerminal, PATIENCE, startSync, syncFromTwoDisks } from './sync-fixture.ts';

/** A real gateway that knows the terminal. */
async function gatewayFor(dir: string, key: DeviceKey): Promise<BareGateway> {
  const gateway = await startBareGateway({ dir });
  if (gateway.store.findTerminal(key.deviceId) === undefined) {
    const { deviceId, publicKey } = key;
    const shortId = shortIdSchema.parse('7K3MZQ');
    await gateway.store.enrolTerminal({
      deviceId,
      publicKey,
      shortId,
      qrKey: new Uint8Array(32),
      windowName: '3号窗口',
    });
  }
  return gateway;
}

it('the real gateway, cut off and restarted under way, holds every rating once', async () => {
  const terminal = newTerminal();
  const dir = temporaryFolder();
  let gateway = await gatewayFor(dir, terminal.key);
  onTestFinished(() => gateway.stop());
  const wire = await createTcpProxy(gateway.url);
  const { store, client } = startSync(terminal, wire.url);
  commitRatings(store, 1, 3_000);
  client.nudge();
  const { epoch } = store.head();
  await vi.waitFor(() => expect(gateway.store.ackedSeq(terminal.key.deviceId, epoch)).toBeGreaterThan(500), PATIENCE);
  wire.cut();
  await gateway.stop();
  commitRatings(store, 3_001, 4_000);
  gateway = await gatewayFor(dir, terminal.key);
  wire.redirect(gateway.url);
  wire.restore();
  await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  expect(gateway.store.ackedSeq(terminal.key.deviceId, epoch)).toBe(4_001);
  expect(gateway.store.counts()).toMatchObject({ quarantined: 0, duplicateRatings: 0 });
});

it('the real gateway takes the ratings of a copied disk under a new epoch, and none of either twice', async () => {
  const terminal = newTerminal();
  const gateway = await gatewayFor(temporaryFolder(), terminal.key);
  onTestFinished(() => gateway.stop());
  // The gateway writes the enrolment itself into its ledger.
  const enrolmentRows = gateway.store.counts().ledgerRows;
  const events = await syncFromTwoDisks(terminal, gateway.url, { common: 20, each: 20 });
  expect(events).toContain('sync.conflict');
  expect(gateway.events.map(({ event }) => event)).toContain('ingest.conflict');
  // The first-start event, the conflict event and sixty ratings: nothing of either machine is missing or there twice.
  const { ledgerRows, duplicateRatings } = gateway.store.counts();
  expect(ledgerRows - enrolmentRows).toBe(62);
  expect(duplicateRatings).toBe(0);
});
