import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import { enrolSigningText } from '@mingjing/shared/protocol/enrolment.ts';
import { systemClock, systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GatewayStore } from '../store/gateway-store.ts';
import { openGatewayStore } from '../store/open-gateway-store.ts';
import { newId } from '../store/testing/store-fixtures.ts';
import { createEnrolment } from './enrolment.ts';

const CODE = 'DEV-CODE-0001';
let dir: string;
let store: GatewayStore;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-enrolment-'));
  store = await openGatewayStore({
    dir,
    masterKey: systemRandomBytes(32),
    clock: systemClock,
    randomBytes: systemRandomBytes,
    reasonsGraceMs: 0,
    log: () => {},
  });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

function newRequest() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const deviceId = newId<DeviceId>();
  const proof = sign(null, Buffer.from(enrolSigningText(deviceId, CODE)), privateKey).toString('base64url');
  return { code: CODE, deviceId, publicKey: publicKey.export({ format: 'jwk' }).x as string, proof };
}

it('gives one terminal one identity when two requests overlap on a slow disk', async () => {
  const disk = Promise.withResolvers<void>();
  const slow: GatewayStore = {
    ...store,
    async enrolTerminal(terminal) {
      await disk.promise;
      await store.enrolTerminal(terminal);
    },
  };
  const enrolment = createEnrolment({ store: slow, randomBytes: systemRandomBytes, developmentCode: CODE });
  const request = newRequest();
  const both = Promise.all([enrolment.enrol(request), enrolment.enrol(request)]);
  disk.resolve();
  const [first, second] = await both;
  expect(first).toMatchObject({ ok: true, value: { repeated: false } });
  expect(second).toMatchObject({ ok: true, value: { repeated: true } });
  expect(first.ok && first.value.terminal.shortId).toBe(second.ok && second.value.terminal.shortId);
});

it('goes on after a disk that failed once', async () => {
  let failures = 1;
  const failing: GatewayStore = {
    ...store,
    enrolTerminal: (terminal) =>
      failures-- > 0 ? Promise.reject(new Error('disk full')) : store.enrolTerminal(terminal),
  };
  const enrolment = createEnrolment({ store: failing, randomBytes: systemRandomBytes, developmentCode: CODE });
  const request = newRequest();
  await expect(enrolment.enrol(request)).rejects.toThrow('disk full');
  expect(await enrolment.enrol(request)).toMatchObject({ ok: true, value: { repeated: false } });
});

it('takes the code in capitals or not: it is typed on the glass, where there are only capitals', async () => {
  const typed = newRequest();
  const enrolment = createEnrolment({ store, randomBytes: systemRandomBytes, developmentCode: CODE.toLowerCase() });
  expect(await enrolment.enrol(typed)).toMatchObject({ ok: true });
  expect(await enrolment.enrol({ ...typed, code: `${CODE}X` })).toEqual({ ok: false, error: 'wrong-code' });
});
