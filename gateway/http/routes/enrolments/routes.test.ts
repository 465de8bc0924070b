import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../store/testing/store-fixtures.ts';
import { ENROLMENT_CODE, readAnswer, startTestApp, type TestApp } from '../../testing/app-fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ limits: { enrolments: 1000 } });
});
afterAll(() => app.close());

interface Identity {
  deviceId: string;
  publicKey: string;
  privateKey: KeyObject;
}
function newIdentity(deviceId: string = newId()): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { deviceId, publicKey: publicKey.export({ format: 'jwk' }).x as string, privateKey };
}

function request({ deviceId, publicKey, privateKey }: Identity, code = ENROLMENT_CODE, signedCode = code) {
  const proof = sign(null, Buffer.from(`mingjing-enrol-v1\n${deviceId}\n${signedCode}`), privateKey);
  return { code, deviceId, publicKey, proof: proof.toString('base64url'), appVersion: '0.1.0' };
}

async function enrol(body: unknown, at: TestApp = app) {
  const response = await fetch(`${at.url}/api/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await readAnswer(response) };
}

describe('enrolling a terminal', () => {
  it('gives it its identity and keeps it', async () => {
    const identity = newIdentity();
    const { status, body } = await enrol(request(identity));
    expect(status).toBe(201);
    expect(body.shortId).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(Buffer.from(body.qrKey, 'base64url')).toHaveLength(32);
    expect(body.windowName).toContain(body.shortId);
    const kept = app.store.findTerminal(identity.deviceId);
    expect(kept).toMatchObject({ publicKey: identity.publicKey, shortId: body.shortId, retired: false });
    expect(Buffer.from(kept!.qrKey).toString('base64url')).toBe(body.qrKey);
  });

  it('may be repeated, also at the same moment', async () => {
    const identity = newIdentity();
    const answers = await Promise.all([enrol(request(identity)), enrol(request(identity)), enrol(request(identity))]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  });

  it('refuses another key for a known device, and a known key for another device', async () => {
    const identity = newIdentity();
    await enrol(request(identity));
    expect(await enrol(request(newIdentity(identity.deviceId)))).toMatchObject({
      status: 409,
      body: { code: 'device-taken' },
    });
    const copied = { ...identity, deviceId: newId<string>() };
    expect(await enrol(request(copied))).toMatchObject({ status: 409, body: { code: 'key-taken' } });
  });

  it('refuses a wrong code, of whatever length', async () => {
    for (const code of ['DEV-CODE-0002', 'x', `${ENROLMENT_CODE}0`]) {
      expect(await enrol(request(newIdentity(), code))).toMatchObject({ status: 403, body: { code: 'wrong-code' } });
    }
  });

  it('refuses a proof over another code, and one by another key', async () => {
    const wrong = { status: 403, body: { code: 'wrong-proof' } };
    expect(await enrol(request(newIdentity(), ENROLMENT_CODE, 'another'))).toMatchObject(wrong);
    const identity = newIdentity();
    expect(await enrol({ ...request(identity), publicKey: newIdentity().publicKey })).toMatchObject(wrong);
    expect(app.store.findTerminal(identity.deviceId)).toBeUndefined();
  });

  it.each([
    ['publicKey', 'short'],
    ['proof', ''],
    ['deviceId', 'not-a-uuid'],
    ['code', ''],
    ['appVersion', 7],
  ])('refuses a malformed %s by name', async (field, value) => {
    const { status, body } = await enrol({ ...request(newIdentity()), [field]: value });
    expect(status).toBe(400);
    expect(body.issues[0]?.field).toBe(field);
  });

  it('is not there where no development code is set', async () => {
    const off = await startTestApp({ settings: { developmentEnrolmentCode: undefined } });
    expect(await enrol(request(newIdentity()), off)).toMatchObject({ status: 404, body: { code: 'enrolment-off' } });
    await off.close();
  });

  it('lets an address guess only a few times a minute', async () => {
    const strict = await startTestApp({ limits: { enrolments: 2 } });
    const statuses: number[] = [];
    for (let guess = 0; guess < 3; guess += 1)
      statuses.push((await enrol(request(newIdentity(), 'guess'), strict)).status);
    await strict.close();
    expect(statuses).toEqual([403, 403, 429]);
  });
});
