import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BareGateway, startBareGateway } from '../simulators/fleet/bare-gateway.ts';
import { drain } from '../simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { liveService, newTerminalLog, type TerminalLog } from '../simulators/fleet/terminal-log.ts';
import { dial } from '../simulators/fleet/terminal-socket.ts';

let dir: string;
let gateway: BareGateway;
let identity: TerminalIdentity;
let log: TerminalLog;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-copy-'));
  gateway = await startBareGateway({ dir });
  identity = newTerminalIdentity();
  await gateway.store.enrolTerminal(identity.enrolment);
  log = newTerminalLog(identity);
  for (let n = 0; n < 20; n += 1) liveService(log);
});
afterEach(async () => {
  await gateway.stop();
  const report = await verifyLedger(join(dir, DATABASE_FILE));
  rmSync(dir, { recursive: true });
  expect(report.fault).toBeNull();
});
const connectTerminal = (localAddress?: string) =>
  dial({ url: gateway.url, identity, ...(localAddress === undefined ? {} : { localAddress }) });

test('the same log sent twice, by two connections, is in the ledger once', async () => {
  const first = await connectTerminal();
  await drain(first, log, { batch: 7 });
  const second = await connectTerminal();
  // As if no acknowledgement had ever arrived: everything again, in other pieces.
  for (let from = 1; from <= log.lastSeq(); from += 9) {
    const answer = await second.call('UploadRecords', log.upload(from, Math.min(from + 8, log.lastSeq())));
    expect(answer).toMatchObject({ ok: true, value: { ackSeq: log.lastSeq() } });
  }
  expect(gateway.store.counts()).toMatchObject({
    ledgerRows: 61,
    ratedSessions: 20,
    duplicateRatings: 0,
    quarantined: 0,
  });
});

test('a copied disk in a second machine: alarm, nothing overwritten, nothing lost, and a new epoch counts each rating once', async () => {
  const original = await connectTerminal();
  await drain(original, log);
  const copy = log.copy();
  liveService(log);
  await drain(original, log);

  for (let n = 0; n < 3; n += 1) liveService(copy);
  const clone = await connectTerminal('127.0.0.2');
  expect(await original.closed).toBe(CLOSE_CODES.replaced);
  const hello = await clone.hello(copy.epoch, copy.lastSeq());
  expect(hello).toMatchObject({ ok: true, value: { ackSeq: 63 } });
  const refused = await clone.call('UploadRecords', copy.upload(61));
  expect(refused).toMatchObject({ ok: false, error: { code: 'LogConflict' } });
  const afterHello = await clone.call('UploadRecords', copy.upload(64));
  expect(afterHello).toMatchObject({ ok: false, error: { code: 'LogConflict' } });

  const renewed = copy.beginEpochAfter(60);
  expect(await drain(clone, renewed)).toBe(9);
  const back = await connectTerminal();
  liveService(log);
  expect(await drain(back, log)).toBe(66);

  expect(gateway.store.counts()).toMatchObject({
    ratedSessions: 25,
    duplicateRatings: 0,
    quarantined: 2,
    ledgerRows: 1 + 66 + 9,
  });
  const names = gateway.events.map(({ event }) => event);
  expect(names.filter((event) => event === 'ingest.conflict')).toHaveLength(2);
  expect(
    gateway.events.filter(({ event }) => event === 'terminal.replaced').map(({ data }) => data.addressesDiffer),
  ).toContain(true);
});
