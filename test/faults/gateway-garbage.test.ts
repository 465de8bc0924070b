import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BareGateway, startBareGateway } from '../simulators/fleet/bare-gateway.ts';
import { drain } from '../simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { liveService, newTerminalLog } from '../simulators/fleet/terminal-log.ts';
import { dial, type TerminalSocket } from '../simulators/fleet/terminal-socket.ts';

let dir: string;
let gateway: BareGateway;
let identity: TerminalIdentity;
let socket: TerminalSocket;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-garbage-'));
  gateway = await startBareGateway({ dir });
});
beforeEach(async () => {
  identity = newTerminalIdentity();
  await gateway.store.enrolTerminal(identity.enrolment);
  socket = await dial({ url: gateway.url, identity });
});
/** Whatever came before: a well-behaved terminal is served, and the ledger holds. */
afterEach(async () => {
  socket.raw.terminate();
  const witness = newTerminalIdentity();
  await gateway.store.enrolTerminal(witness.enrolment);
  const log = newTerminalLog(witness);
  liveService(log);
  const good = await dial({ url: gateway.url, identity: witness });
  expect(await drain(good, log)).toBe(3);
  good.close();
  expect((await verifyLedger(join(dir, DATABASE_FILE))).fault).toBeNull();
});
afterAll(async () => {
  await gateway.stop();
  rmSync(dir, { recursive: true });
});

test('a frame larger than agreed ends the connection', async () => {
  socket.raw.send('x'.repeat(1024 * 1024));
  expect(await socket.closed).toBe(1009);
});

test('a binary message ends the connection', async () => {
  socket.raw.send(randomBytes(100));
  expect(await socket.closed).toBe(CLOSE_CODES.protocolError);
});

describe('malformed messages are counted, then the connection ends', () => {
  test.each([
    ['no JSON', '{"'],
    ['no frame', '{"hello":"world"}'],
    ['an unknown type', '[7,"1","Hello",{}]'],
    ['an id too long', `[2,"${'i'.repeat(100)}","Hello",{}]`],
    ['deep nesting', '['.repeat(200_000)],
    ['deep nesting that closes', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s', async (_name, text) => {
    for (let n = 0; n < PROTOCOL_LIMITS.maxBadMessages; n += 1) socket.raw.send(text);
    expect(await socket.closed).toBe(CLOSE_CODES.protocolError);
  });
});

test('random bytes as text do not disturb the gateway', async () => {
  for (let n = 0; n < PROTOCOL_LIMITS.maxBadMessages; n += 1) socket.raw.send(randomBytes(2_000).toString('latin1'));
  expect(await socket.closed).toBe(CLOSE_CODES.protocolError);
});

test('payloads of any shape are answered with an error that names the field', async () => {
  const upload = () => newTerminalLog(identity);
  const log = upload();
  liveService(log);
  const good = log.upload(1, 3);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('epoch', 'fromSeq', 'records', 'headSignature'),
      fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constant('__proto__'), fc.constant(-1)),
      async (field, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(good[field as keyof typeof good]));
        const answer = await socket.call('UploadRecords', { ...good, [field]: value } as never);
        expect(answer.ok).toBe(false);
        if (answer.ok) return;
        expect(['FormatViolation', 'ChainBroken']).toContain(answer.error.code);
        if (answer.error.code === 'FormatViolation') {
          expect((answer.error.details as { issues: string[] }).issues[0]).toMatch(new RegExp(`^${field}`));
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(gateway.store.ackedSeq(identity.deviceId, log.epoch)).toBe(0);
});

test('records of any shape are refused whole', async () => {
  const log = newTerminalLog(identity);
  liveService(log);
  const good = log.upload(1, 3);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 2 }), fc.oneof(fc.json(), fc.string()), async (at, text) => {
      const answer = await socket.call('UploadRecords', { ...good, records: good.records.toSpliced(at, 1, text) });
      expect(answer).toMatchObject({ ok: false, error: { code: 'FormatViolation' } });
    }),
    { numRuns: 60 },
  );
  expect(await socket.call('UploadRecords', good)).toMatchObject({ ok: true, value: { ackSeq: 3 } });
});

test('actions that do not exist, not even on the prototype, are refused', async () => {
  for (const action of ['OpenSession', 'constructor', '__proto__', 'toString']) {
    const answer = await socket.call(action as never, {} as never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'NotImplemented' } });
  }
});

test('bytes that are no HTTP are turned away at the port', async () => {
  const raw = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const closed = new Promise<void>((resolve) => raw.once('close', () => resolve()));
  raw.on('error', () => {});
  raw.on('data', () => {});
  raw.write(randomBytes(64 * 1024));
  await closed;
});
