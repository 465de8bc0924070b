import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_EVENTS } from '@mingjing/shared/log-events/catalogue.data.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventRing } from '../ops/event-ring.ts';
import { createBundler } from './bundle.ts';
import type { BundleFacts } from './bundle-documents.ts';
import { BUNDLED_EVENTS } from './bundle-fields.data.ts';
import { findSticks, STICK_MS, type StickFiles } from './bundle-files.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-bundler-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const clock = { at: Date.UTC(2026, 0, 2, 3, 4, 5), now: () => clock.at };
const facts = (): BundleFacts => ({
  settings: terminalSettingsSchema.parse({
    dataDir: dir,
    gatewayUrl: 'https://u:geheim@gate.example:8443/base?k=geheim',
    publicUrl: 'https://rate.example/geheim',
  }),
  diagnostics: { withheld: null, devices: [], ports: [] },
  health: { pads: [], unsent: 41, oldestUnsentAgeMs: 5, storage: 'ok', screenConnected: true, rssMb: 80 },
  sync: { connected: false, link: 'alone', clockOffset: null },
  selfTest: { state: 'never', at: null, levels: [] },
});

function bench(sticks: readonly string[] = [], stickFiles?: StickFiles) {
  const time = createManualTime();
  const ring = createEventRing(() => undefined, clock, 3);
  const bundler = createBundler({
    ...{ dataDir: dir, database: 'log.db', appVersion: '1.2.3', clock, timers: time.timers, sticks: () => sticks },
    ...(stickFiles !== undefined && { stickFiles }),
    shortId: () => 'T0042',
    recentEvents: ring.entries,
  });
  return { ring, time, bundler, make: () => bundler.make(async () => facts()) };
}

function read(file: string, name: string) {
  const text = unzipSync(new Uint8Array(readFileSync(file)))[name];
  return text === undefined ? undefined : JSON.parse(strFromU8(text));
}

describe('a bundle', () => {
  it('says which terminal made it and when, and takes over no counter that steps with every rating (P5)', async () => {
    const made = await bench().make();
    if (!made.ok) throw new Error(made.error.message);
    const { file, kept, bytes, sha256 } = made.value;
    expect(file).toBe(join(dir, 'bundles', 'mingjing-diagnostics-T0042-20260102-030405.zip'));
    expect([kept, statSync(file).size, sha256]).toEqual([file, bytes, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(read(file, 'settings.json')).toMatchObject({
      gateway: 'https://gate.example:8443',
      public: 'https://rate.example',
    });
    expect(read(file, 'health.json')).toEqual({
      ...{ storage: 'ok', screenConnected: true, rssMb: 80 },
      ...{ link: 'alone', connected: false, clockOffsetMs: null },
    });
  });

  it('names the versions, and what was chosen on the glass without the choice', async () => {
    const machineOf = async () => {
      const made = await bench().make();
      return made.ok ? read(made.value.kept, 'machine.json') : undefined;
    };
    const { versions, chosenOnGlass } = await machineOf();
    expect(versions).toMatchObject({ app: '1.2.3', node: process.versions.node });
    expect(versions.sqlite).toMatch(/^3\.\d+\.\d+$/);
    expect(chosenOnGlass).toEqual([]);
    const chosen = { enrolmentCode: 'GEHEIM-CODE-1', gatewayUrl: 'https://geheim.example', volume: 3 };
    writeFileSync(join(dir, 'setup.json'), JSON.stringify(chosen), { mode: 0o600 });
    const after = await machineOf();
    expect(after.chosenOnGlass).toEqual(['enrolmentCode', 'gatewayUrl', 'volume']);
    expect(JSON.stringify(after)).not.toMatch(/geheim/i);
    writeFileSync(join(dir, 'setup.json'), 'torn', { mode: 0o600 });
    expect((await machineOf()).chosenOnGlass).toBeNull();
  });

  it('is kept three times, readable by its owner only', async () => {
    const { make } = bench();
    for (let n = 0; n < 5; n += 1) {
      await make();
      clock.at += 1000;
    }
    const files = readdirSync(join(dir, 'bundles')).sort();
    expect(files.map((name) => name.slice(-10))).toEqual(['030407.zip', '030408.zip', '030409.zip']);
    for (const name of files) expect(statSync(join(dir, 'bundles', name)).mode & 0o077).toBe(0);
  });

  it('holds the last events, of each only the fields that are named, without the folders of people', async () => {
    const { ring, make } = bench();
    ring.log('runtime.ready', { ms: 1 });
    ring.log('session.closed', { outcome: 'rated' });
    ring.log('store.unavailable', { reason: `${dir}/log.db: see /home/wangfang/x and http://u:p@h/` });
    ring.log('pad.connected', { slot: 0, profile: 'p', path: '/dev/x', secret: 'geheim' });
    const made = await make();
    const events = made.ok ? read(made.value.file, 'events.json') : [];
    expect(events).toEqual([
      { at: expect.any(String), event: 'store.unavailable', reason: '<data>/log.db: see /<home>/x and http://h/' },
      { at: expect.any(String), event: 'pad.connected', slot: 0, profile: 'p', path: '/dev/x' },
    ]);
  });

  it('holds what devices say of themselves without the folders of people', async () => {
    const port = { path: '/dev/ttyUSB0', kind: 'serial', usbId: null, serialNumber: null, location: null } as const;
    const holder = { program: '/home/wangfang/tool', pid: 7, sure: true };
    const ports = [{ ...port, holder, device: null, fits: [] }];
    const diagnostics: BundleFacts['diagnostics'] = { withheld: null, devices: [], ports };
    const made = await bench().bundler.make(async () => ({ ...facts(), diagnostics }));
    const told = made.ok ? read(made.value.kept, 'diagnostics.json') : undefined;
    expect(told.ports[0]).toMatchObject({ path: '/dev/ttyUSB0', holder: { program: '/<home>/tool', pid: 7 } });
  });

  it('is one for all who ask while it is made', async () => {
    const { bundler } = bench();
    const gate = Promise.withResolvers<BundleFacts>();
    const both = [bundler.make(() => gate.promise), bundler.make(() => Promise.reject(new Error('asked twice')))];
    gate.resolve(facts());
    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
  });

  it('goes to the first stick that takes it, whole', async () => {
    const stick = join(dir, 'stick');
    mkdirSync(stick);
    const made = await bench([join(dir, 'full-stick'), stick]).make();
    expect(made).toMatchObject({ ok: true, value: { file: expect.stringContaining(stick), onStick: true } });
    if (made.ok) expect(readFileSync(made.value.file)).toEqual(readFileSync(made.value.kept));
    expect(readdirSync(stick), 'nothing half').toHaveLength(1);
  });

  it('says that it lies in the data folder only where no stick took it', async () => {
    const made = await bench([join(dir, 'full-stick')]).make();
    if (!made.ok) throw new Error(made.error.message);
    expect(made.value).toMatchObject({ onStick: false, file: made.value.kept });
  });

  it('is not on a stick that gives back other bytes than it took', async () => {
    const files: StickFiles = {
      write: async (path, bytes) => writeFileSync(path, bytes),
      read: async (path) => readFileSync(path).map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
    };
    expect(await bench([dir], files).make()).toMatchObject({ ok: true, value: { onStick: false } });
  });

  it('does not wait for a stick for ever, and asks it for nothing while it is still at it', async () => {
    let asked = 0;
    const slow = Promise.withResolvers<void>();
    const files: StickFiles = {
      write() {
        asked += 1;
        return slow.promise;
      },
      read: async () => expect.unreachable('nothing is written yet'),
    };
    const { make, time } = bench([dir], files);
    const first = make();
    await vi.waitFor(() => expect(asked).toBe(1));
    time.advance(STICK_MS);
    expect(await first).toMatchObject({ ok: true, value: { onStick: false } });
    expect(await make()).toMatchObject({ ok: true, value: { onStick: false } });
    expect(asked).toBe(1);
    slow.reject(new Error('pulled out'));
  });

  it('says what to do where the data folder takes none', async () => {
    writeFileSync(join(dir, 'bundles'), 'in the way');
    expect(await bench().make()).toMatchObject({
      ok: false,
      error: { kind: 'not-kept', message: expect.stringMatching(/free space/) },
    });
  });
});

describe('USB sticks', () => {
  it('are the writable folders that are mounted below those for sticks, with spaces in their names', () => {
    const below = join(dir, 'media');
    const stick = join(below, 'mingjing', 'NO NAME');
    for (const folder of [stick, join(below, 'a/b/c'), join(dir, 'mediation')]) mkdirSync(folder, { recursive: true });
    const mounts = join(dir, 'mounts');
    const points = [`${below}/mingjing/NO\\040NAME`, `${below}/gone`, `${below}/a/b/c`, `${dir}/mediation`, below, '/'];
    writeFileSync(mounts, points.map((point) => `/dev/sdb1 ${point} vfat rw 0 0\n`).join(''));
    expect(findSticks(mounts, [below])).toEqual([stick]);
    expect(findSticks(mounts), 'nowhere else').toEqual([]);
    expect(findSticks(join(dir, 'no-such-file'), [below])).toEqual([]);
  });
});

describe('the events of a bundle', () => {
  it('are none of sessions, scans, receipts, presses and staff', () => {
    const named = Object.keys(BUNDLED_EVENTS);
    for (const event of named) expect(Object.keys(LOG_EVENTS)).toContain(event);
    expect(named.filter((event) => /^(session|scan|receipt|staff)\.|stray|bad-frame|peer/.test(event))).toEqual([]);
  });
});
