import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DeviceKey } from '@mingjing/device-app/store/device-identity.ts';
import { loadOrCreateKey } from '@mingjing/device-app/store/device-key.ts';
import { enrol } from '@mingjing/device-app/store/enrol.ts';
import { loadIdentity } from '@mingjing/device-app/store/enrolment-file.ts';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from './log-fixture.ts';

const WORLD = { clock: { now: () => Date.now(), mono: () => 0 }, randomBytes };
const QR_KEY = Buffer.alloc(32, 7);
const GIVEN = { shortId: 'AB12CD', qrKey: toBase64Url(QR_KEY), windowName: '3号窗口' };

function keyIn(dir: string): DeviceKey {
  const key = loadOrCreateKey(dir, WORLD);
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
}

function isSignedBy(key: DeviceKey, message: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(message), publicKey, Buffer.from(signature, 'base64url'));
}

async function gateway(onRequest: RequestListener): Promise<string> {
  const server = createServer(onRequest).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the key of a terminal', () => {
  it('is made once, for its owner only, and stays', () => {
    const dir = temporaryFolder();
    const key = keyIn(dir);
    expect(statSync(join(dir, 'device-key.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['device-key.json']);
    const again = keyIn(dir);
    expect([again.deviceId, again.publicKey]).toEqual([key.deviceId, key.publicKey]);
    expect(isSignedBy(again, 'a text 文', key.sign('a text 文'))).toBe(true);
    expect(isSignedBy(again, 'another', key.sign('a text 文'))).toBe(false);
    expect(keyIn(temporaryFolder()).publicKey).not.toBe(key.publicKey);
  });

  it('that others could read is refused with the cure', () => {
    const dir = temporaryFolder();
    keyIn(dir);
    chmodSync(join(dir, 'device-key.json'), 0o640);
    const refused = loadOrCreateKey(dir, WORLD);
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: 'exposed', message: expect.stringMatching(/chmod 600/) },
    });
  });

  it.each(['', '{}', 'not JSON', '{"version":1,"deviceId":"x","privateKey":"AAAA"}'])(
    'that is damaged (%j) is refused, never replaced, and never quoted',
    (content) => {
      const dir = temporaryFolder();
      writeFileSync(join(dir, 'device-key.json'), content, { mode: 0o600 });
      expect(loadOrCreateKey(dir, WORLD)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
      expect(readFileSync(join(dir, 'device-key.json'), 'utf8')).toBe(content);
    },
  );
});

describe('enrolment', () => {
  it('trades code and proof for an identity, and keeps it', async () => {
    const dir = temporaryFolder();
    const key = keyIn(dir);
    const requests: { request: IncomingMessage; body: Record<string, string> }[] = [];
    const gatewayUrl = await gateway(async (request, response) => {
      requests.push({ request, body: JSON.parse(await text(request)) });
      // Asked again with the same key, the gateway says 200 and the same.
      response.writeHead(requests.length === 1 ? 201 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(GIVEN));
    });
    expect(loadIdentity(dir, key)).toEqual({ ok: true, value: null });
    const options = { dir, gatewayUrl: `${gatewayUrl}/base/`, code: 'ABCD2345', key, appVersion: '0.1.0', fetch };
    const first = await enrol(options);
    expect(first).toMatchObject({
      ok: true,
      value: { shortId: 'AB12CD', windowName: '3号窗口', deviceId: key.deviceId },
    });
    const [asked] = requests;
    expect([asked?.request.method, asked?.request.url]).toEqual(['POST', '/base/api/v1/enrolments']);
    const { proof = '', ...rest } = asked?.body ?? {};
    expect(rest).toEqual({ code: 'ABCD2345', deviceId: key.deviceId, publicKey: key.publicKey, appVersion: '0.1.0' });
    expect(isSignedBy(key, `mingjing-enrol-v1\n${key.deviceId}\nABCD2345`, proof)).toBe(true);

    expect((await enrol(options)).ok).toBe(true);
    const loaded = loadIdentity(dir, keyIn(dir));
    expect(loaded).toMatchObject({ ok: true, value: { shortId: 'AB12CD', windowName: '3号窗口' } });
    expect(loaded.ok && Buffer.from(loaded.value?.qrKey ?? []).equals(QR_KEY)).toBe(true);
    expect(statSync(join(dir, 'enrolment.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [
      403,
      JSON.stringify({ code: 'CodeExpired', message: 'the code has expired' }),
      'refused',
      /has expired \(CodeExpired\)/,
    ],
    [503, '', 'unreachable', /try again later/],
    [429, JSON.stringify({ code: 'Slow', message: 'slow down' }), 'unreachable', /try again later/],
    [200, '<html>hotel wifi</html>', 'not-a-gateway', /check gatewayUrl/],
    [201, JSON.stringify({ ...GIVEN, qrKey: 'short' }), 'not-a-gateway', /check gatewayUrl/],
    [201, JSON.stringify({ ...GIVEN, padding: 'x'.repeat(20_000) }), 'not-a-gateway', /check gatewayUrl/],
  ])('answered with %i %.30j is told apart', async (status, body, kind, message) => {
    const dir = temporaryFolder();
    const gatewayUrl = await gateway((_, response) => response.writeHead(status).end(body));
    const outcome = await enrol({ dir, gatewayUrl, code: 'ABCD2345', key: keyIn(dir), appVersion: '0', fetch });
    expect(outcome).toMatchObject({ ok: false, error: { kind, message: expect.stringMatching(message) } });
    expect(existsSync(join(dir, 'enrolment.json'))).toBe(false);
  });

  it('without a gateway can be tried again', async () => {
    const dir = temporaryFolder();
    const gatewayUrl = await gateway((request) => request.socket.destroy());
    const outcome = await enrol({ dir, gatewayUrl, code: 'ABCD2345', key: keyIn(dir), appVersion: '0', fetch });
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });

  it('of another terminal is not taken for ours', async () => {
    const dir = temporaryFolder();
    const gatewayUrl = await gateway((_, response) => response.writeHead(201).end(JSON.stringify(GIVEN)));
    await enrol({ dir, gatewayUrl, code: 'ABCD2345', key: keyIn(dir), appVersion: '0', fetch });
    const stranger = keyIn(temporaryFolder());
    const loaded = loadIdentity(dir, stranger);
    expect(loaded).toMatchObject({ ok: false, error: { message: expect.stringMatching(/another terminal/) } });
  });
});
