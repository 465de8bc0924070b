import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGatewayProcess } from '../simulators/fleet/gateway-process.ts';
import { drain } from '../simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { liveService, newTerminalLog, type TerminalLog } from '../simulators/fleet/terminal-log.ts';
import { dial } from '../simulators/fleet/terminal-socket.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-kill-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

interface Sender {
  readonly identity: TerminalIdentity;
  readonly log: TerminalLog;
  acked: number;
}

/** Sends until everything is acknowledged or the connection breaks. */
async function sendUntilCut(url: string, sender: Sender, onAck: () => void): Promise<void> {
  try {
    const socket = await dial({ url, identity: sender.identity });
    const hello = await socket.hello(sender.log.epoch, sender.log.lastSeq());
    if (hello.ok) expect(hello.value.ackSeq).toBeGreaterThanOrEqual(sender.acked);
    await drain(socket, sender.log, {
      batch: 10,
      onAck(_took, ackSeq) {
        sender.acked = Math.max(sender.acked, ackSeq);
        onAck();
      },
    });
    socket.close();
  } catch (error) {
    // Only the cut may end it early; a failed expectation is no cut.
    if (error instanceof Error && error.name === 'AssertionError') throw error;
  }
}

test('a gateway killed again and again while it ingests keeps every acknowledged record, and doubles none', async () => {
  const senders = Array.from({ length: 6 }, (): Sender => {
    const identity = newTerminalIdentity();
    const log = newTerminalLog(identity);
    for (let n = 0; n < 150; n += 1) liveService(log, { reasons: { tags: ['510'], text: '', skipped: false } });
    return { identity, log, acked: 0 };
  });
  const total = senders.reduce((sum, { log }) => sum + log.lastSeq(), 0);
  let cuts = 0;

  for (const killAfterAcks of [25, 60, 110, Number.POSITIVE_INFINITY]) {
    const gateway = await startGatewayProcess(dir);
    if (cuts === 0) await gateway.enrol(senders.map(({ identity }) => identity));
    let acks = 0;
    let killed: Promise<void> | undefined;
    const onAck = () => {
      acks += 1;
      if (acks >= killAfterAcks) killed ??= gateway.kill();
    };
    await Promise.all(senders.map((sender) => sendUntilCut(gateway.url, sender, onAck)));
    if (killed !== undefined) cuts += 1;
    await (killed ?? gateway.kill());

    const report = await verifyLedger(join(dir, DATABASE_FILE));
    expect(report.fault).toBeNull();
    const reader = openReader(join(dir, DATABASE_FILE));
    const held = reader.prepare<[string], { text: string }>('select text from ledger where device = ? order by idx');
    for (const { identity, log, acked } of senders) {
      const texts = held.all(identity.deviceId).map(({ text }) => text);
      expect(texts.length).toBeGreaterThanOrEqual(acked);
      expect(texts).toStrictEqual(
        log
          .records()
          .slice(0, texts.length)
          .map(({ text }) => text),
      );
    }
    reader.close();
  }

  expect(cuts).toBe(3);
  const report = await verifyLedger(join(dir, DATABASE_FILE));
  expect(report).toMatchObject({ ok: true, terminalRecords: total, effectiveRatings: 6 * 150 });
});
