import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { QUICK_HASHES } from '@mingjing/test/support/quick-hashes.ts';
import { folderWithPin, PATIENCE, PIN, ServiceBench } from '@mingjing/test/support/service-bench.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_LONGEST_MS, SERVICE_OPEN_MS, SERVICE_WARNING_MS } from '../core/service/service-machine.ts';
import { writeServicePin } from './service-pin.ts';

let keyFolder: string;
let bench: ServiceBench;
beforeAll(async () => {
  keyFolder = await folderWithPin();
});
afterAll(() => rmSync(keyFolder, { recursive: true }));
beforeEach(() => {
  bench = new ServiceBench(keyFolder);
});
afterEach(() => bench.stop());

const setupFile = () => JSON.parse(readFileSync(bench.file('setup.json'), 'utf8'));

describe('a fresh terminal', () => {
  it('says so, begins with a PIN, and is fresh no more', async () => {
    expect(bench.desk.isFresh()).toBe(true);
    bench.act({ act: 'open' });
    expect(bench.view()).toEqual({ step: 'new-pin', first: true, answer: null });
    bench.act({ act: 'choose-pin', pin: PIN });
    expect(bench.view()).toMatchObject({ answer: 'checking' });
    await bench.shows({ step: 'menu', appVersion: '1.2.3' });
    expect(bench.desk.isFresh()).toBe(false);
    bench.act({ act: 'close' }, { act: 'open' });
    expect(bench.view()).toMatchObject({ step: 'pin', answer: null });
  });

  it.each([
    ['an address in its settings', () => Object.assign(bench.settings, { gatewayUrl: 'https://a.example' })],
    ['pads in its settings', () => Object.assign(bench.settings, { pads: [{ profile: 'some-pad' }] })],
    ['a scanner in its settings', () => Object.assign(bench.settings, { peripherals: [{ profile: 'some-scanner' }] })],
    ['a window in its settings', () => Object.assign(bench.settings.window, { name: '3号窗口' })],
    ['citizens in its log', () => Object.assign(bench, { hasServed: true })],
    ['an identity', () => Object.assign(bench, { enrolled: true })],
    ['choices on its disk', () => writeFileSync(bench.file('setup.json'), '{}', { mode: 0o600 })],
    ['unreadable choices on its disk', () => writeFileSync(bench.file('setup.json'), '{', { mode: 0o600 })],
  ])('is none that has %s: without a PIN it lets nobody in', (_what, prepare) => {
    prepare();
    bench.start();
    expect(bench.desk.isFresh()).toBe(false);
    bench.act({ act: 'open' });
    expect(bench.view()).toMatchObject({ step: 'pin', answer: 'unset' });
    bench.act({ act: 'choose-pin', pin: PIN }, { act: 'go', to: 'new-pin' }, { act: 'go', to: 'diagnostics' });
    expect(bench.view()).toMatchObject({ step: 'pin' });
    expect(existsSync(bench.file('service-pin.json'))).toBe(false);
    expect(bench.looks).toBe(0);
  });
});

describe('a fresh terminal', () => {
  it('is none any more once somebody is served', () => {
    bench.served = true;
    bench.desk.follow();
    expect(bench.desk.isFresh()).toBe(false);
  });

  it('lets go of a PIN that is being chosen when the administrator sets one meanwhile', async () => {
    bench.act({ act: 'open' });
    copyFileSync(join(keyFolder, 'service-pin.json'), bench.file('service-pin.json'));
    const before = readFileSync(bench.file('service-pin.json'), 'utf8');
    bench.act({ act: 'choose-pin', pin: '271828' });
    expect(bench.desk.page()).toBeNull();
    await bench.enter();
    expect(readFileSync(bench.file('service-pin.json'), 'utf8')).toBe(before);
  });
});

describe('the PIN', () => {
  it('is asked again on every visit, also before the diagnostics, and may be set meanwhile at the keyboard', async () => {
    Object.assign(bench.settings, { gatewayUrl: 'https://a.example' });
    bench.start();
    bench.act({ act: 'open' }, { act: 'pin', pin: PIN });
    await bench.shows({ answer: 'unset' });
    await bench.enter('diagnostics');
    bench.act({ act: 'close' }, { act: 'open' }, { act: 'go', to: 'diagnostics' });
    expect(bench.view()).toMatchObject({ step: 'pin' });
  });

  it('locks out after three wrong ones, also across a restart, and its file holds no digits', async () => {
    await bench.enter('new-pin');
    bench.act({ act: 'close' }, { act: 'open' });
    for (const wrong of ['111111', '222222', '333333']) {
      bench.act({ act: 'pin', pin: wrong });
      await expect.poll(() => bench.view(), PATIENCE).toMatchObject({ answer: 'wrong' });
    }
    expect(bench.view()).toMatchObject({ locked: { remainingMs: 30_000 } });
    bench.act({ act: 'pin', pin: PIN });
    await bench.shows({ answer: 'wrong' });
    bench.start();
    bench.act({ act: 'open' });
    expect(bench.view()).toMatchObject({ locked: { remainingMs: 30_000 } });
    bench.time.advance(30_000);
    expect(bench.view()).toMatchObject({ locked: null });
    bench.act({ act: 'pin', pin: PIN });
    await bench.shows({ step: 'menu' });
    const kept = readdirSync(bench.dir).map((name) => readFileSync(bench.file(name), 'utf8'));
    expect(JSON.stringify([kept, bench.logged, bench.entries])).not.toMatch(/314159|111111|222222|333333/);
    for (const name of readdirSync(bench.dir)) expect(statSync(bench.file(name)).mode & 0o077, name).toBe(0);
    expect(bench.logged.map(([event]) => event)).toContain('service.locked-out');
  });

  it('counts a try whose answer the power cut', async () => {
    await bench.enter('new-pin');
    bench.act({ act: 'close' }, { act: 'open' });
    bench.act({ act: 'pin', pin: '111111' });
    expect(JSON.parse(readFileSync(bench.file('service-tries.json'), 'utf8'))).toMatchObject({ failures: 1 });
    await bench.shows({ answer: 'wrong' });
  });

  it.each([
    ['is torn', '{', 0o600],
    ['holds no hash', '{"pinHash":"plain"}', 0o600],
    ['can be read by others', '', 0o644],
  ])('opens nothing where its file %s, however fresh the terminal is otherwise', (_what, text, mode) => {
    const good = readFileSync(join(keyFolder, 'service-pin.json'), 'utf8');
    writeFileSync(bench.file('service-pin.json'), text || good);
    chmodSync(bench.file('service-pin.json'), mode);
    bench.start();
    expect(bench.desk.isFresh()).toBe(false);
    bench.act({ act: 'open' });
    expect(bench.view()).toMatchObject({ step: 'pin', answer: 'unreadable' });
    bench.act({ act: 'choose-pin', pin: PIN }, { act: 'go', to: 'new-pin' });
    expect(bench.view()).toMatchObject({ step: 'pin', answer: 'unreadable' });
    const told = bench.logged.filter(([event]) => event === 'service.pin-unreadable');
    expect(told, 'once').toHaveLength(1);
    expect(JSON.stringify(told)).toContain('service-pin.json');
  });

  it('waits no more once another is set at the machine', async () => {
    await bench.enter();
    bench.act({ act: 'close' }, { act: 'open' });
    for (const wrong of ['111111', '222222', '333333']) {
      bench.act({ act: 'pin', pin: wrong });
      await bench.shows({ answer: 'wrong' });
    }
    expect(bench.view()).toMatchObject({ locked: { remainingMs: 30_000 } });
    const world = { dataDir: bench.dir, hashes: QUICK_HASHES, randomBytes: systemRandomBytes };
    expect(await writeServicePin(world, '271828')).toMatchObject({ ok: true });
    expect(bench.view()).toMatchObject({ locked: null });
    bench.act({ act: 'pin', pin: '271828' });
    await bench.shows({ step: 'menu' });
  });

  it('takes no try that cannot be written down', async () => {
    await bench.enter();
    bench.act({ act: 'close' }, { act: 'open' });
    // A folder in the place of the file: no write can succeed there, not even root's.
    rmSync(bench.file('service-tries.json'));
    mkdirSync(bench.file('service-tries.json'));
    bench.act({ act: 'pin', pin: PIN });
    await bench.shows({ step: 'pin', answer: 'not-kept' });
    expect(bench.logged.at(-1)).toMatchObject(['service.not-kept', { what: 'tries' }]);
  });

  it.each(['{', '{"failures":-1,"pin":"x"}'])('waits longest where its tries read %s', async (text) => {
    await bench.enter();
    bench.act({ act: 'close' });
    writeFileSync(bench.file('service-tries.json'), text, { mode: 0o600 });
    bench.start();
    bench.act({ act: 'open' });
    expect(bench.view()).toMatchObject({ locked: { remainingMs: 15 * 60_000 } });
    bench.act({ act: 'pin', pin: PIN });
    await bench.shows({ step: 'pin', answer: 'wrong' });
  });
});

describe('a visit', () => {
  it('ends by itself after a warning, which any touch takes away', async () => {
    await bench.enter('panel');
    bench.time.advance(SERVICE_OPEN_MS - SERVICE_WARNING_MS);
    expect(bench.desk.page()?.warning).toEqual({ remainingMs: SERVICE_WARNING_MS, totalMs: SERVICE_WARNING_MS });
    bench.act({ act: 'stay' });
    expect(bench.desk.page()?.warning).toBeNull();
    bench.time.advance(SERVICE_OPEN_MS - 1);
    expect(bench.desk.page()).not.toBeNull();
    bench.time.advance(1);
    expect(bench.desk.page()).toBeNull();
    expect(bench.time.pending()).toBe(0);
  });

  it('ends after half an hour, however often it is touched, and whatever runs', async () => {
    await bench.enter('self-test');
    bench.act({ act: 'run-self-test' });
    bench.test = 'running';
    for (let spent = SERVICE_OPEN_MS; spent < SERVICE_LONGEST_MS; spent += SERVICE_OPEN_MS) {
      bench.act({ act: 'stay' });
      bench.time.advance(SERVICE_OPEN_MS - 1);
      expect(bench.desk.page()).not.toBeNull();
    }
    bench.act({ act: 'stay' });
    bench.time.advance(SERVICE_OPEN_MS + 100);
    expect(bench.desk.page()).toBeNull();
    expect(bench.time.pending()).toBe(0);
  });

  it('ends as soon as somebody is served, and does not begin before they have gone (P5)', async () => {
    await bench.enter('pads');
    bench.served = true;
    bench.desk.follow();
    expect(bench.desk.page()).toBeNull();
    expect(bench.watched.at(-1)).toBe(false);
    bench.act({ act: 'open' });
    expect(bench.desk.page()).toBeNull();
  });

  it('survives that the terminal is gone before the PIN is known to be right', async () => {
    await bench.enter();
    bench.act({ act: 'close' }, { act: 'open' }, { act: 'pin', pin: PIN });
    bench.desk.attach(null);
    bench.closed = true;
    await expect.poll(() => readFileSync(bench.file('service-tries.json'), 'utf8'), PATIENCE).toContain('0');
    await expect.poll(() => bench.logged.filter(([event]) => event === 'service.opened'), PATIENCE).toHaveLength(2);
    expect(bench.entries).toHaveLength(1);
  });

  it('shows no answer that came for the visit before', async () => {
    await bench.enter();
    bench.act({ act: 'close' }, { act: 'open' });
    for (const wrong of ['111111', '222222']) {
      bench.act({ act: 'pin', pin: wrong });
      await bench.shows({ answer: 'wrong' });
    }
    bench.act({ act: 'pin', pin: '333333' }, { act: 'close' }, { act: 'open' });
    const told = () => bench.logged.map(([event]) => event);
    await expect.poll(told, PATIENCE).toContain('service.locked-out');
    // Whatever follows the answer follows it within the same turn.
    await Promise.resolve();
    expect(bench.view()).toMatchObject({ step: 'pin', answer: null });
  });

  it('lasts as long as the self-test that it began', async () => {
    await bench.enter('self-test');
    bench.act({ act: 'run-self-test' });
    expect(bench.dispatched).toEqual(['self-test']);
    bench.test = 'running';
    bench.time.advance(SERVICE_OPEN_MS);
    expect(bench.view()).toMatchObject({ step: 'self-test', report: { state: 'running' } });
    bench.test = 'passed';
    bench.time.advance(SERVICE_OPEN_MS);
    expect(bench.desk.page()).toBeNull();
  });

  it('stays where it was while the terminal beneath it is another one', async () => {
    await bench.enter('gateway');
    bench.act({ act: 'set-gateway', url: '10.0.0.5:8080', code: 'H7K2M3QZ' });
    await bench.shows({ step: 'gateway', answer: 'kept', url: 'http://10.0.0.5:8080' });
    bench.desk.attach(null);
    expect(bench.view()).toMatchObject({ step: 'gateway' });
    bench.act({ act: 'set-panel', ppi: 100 }, { act: 'set-gateway', url: 'x', code: '' });
    expect(bench.view()).toMatchObject({ step: 'gateway' });
    expect(setupFile()).toEqual({ gatewayUrl: 'http://10.0.0.5:8080', enrolmentCode: 'H7K2M3QZ' });
  });
});
