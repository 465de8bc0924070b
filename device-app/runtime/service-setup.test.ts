import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { enrolmentText } from '@mingjing/shared/qr/enrolment-code.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { folderWithPin, PATIENCE, PORT, ServiceBench } from '@mingjing/test/support/service-bench.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

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

describe('the gateway', () => {
  it('is kept, taken up at once, and in both logs without its code', async () => {
    await bench.enter('gateway');
    expect(bench.view()).toMatchObject({ url: null, shortId: null, state: 'alone', scanner: false });
    bench.act({ act: 'set-gateway', url: 'rate.example.gov.cn', code: ' h7k2m3qz ' });
    await bench.shows({ answer: 'kept', url: 'https://rate.example.gov.cn' });
    expect(bench.renewals).toBe(1);
    expect(bench.settings).toMatchObject({ enrolmentCode: 'H7K2M3QZ', local: { port: 4321 } });
    expect(bench.entries.at(-1)).toEqual({ type: 'event', body: { event: 'service.set', data: { what: 'gateway' } } });
    expect(JSON.stringify([bench.entries, bench.logged])).not.toContain('H7K2M3QZ');
    for (const link of ['enrolling', 'unreachable', 'not-a-gateway', 'refused', 'connected'] as const) {
      bench.link = link;
      expect(bench.view()).toMatchObject({ state: link });
    }
  });

  it('forgets the code once it was traded', async () => {
    await bench.enter('gateway');
    bench.act({ act: 'set-gateway', url: 'rate.example.gov.cn', code: 'H7K2M3QZ' });
    await bench.shows({ answer: 'kept' });
    bench.enrolled = true;
    bench.desk.follow();
    expect(setupFile()).toEqual({ gatewayUrl: 'https://rate.example.gov.cn' });
    expect(bench.view()).toMatchObject({ shortId: 'W03ABC' });
  });

  it('says what is wrong, and keeps nothing of it', async () => {
    await bench.enter('gateway');
    bench.act({ act: 'set-gateway', url: 'ftp://x', code: 'H7K2M3QZ' });
    await bench.shows({ answer: 'bad-address' });
    bench.act({ act: 'set-gateway', url: 'https://x', code: 'H7' });
    await bench.shows({ answer: 'bad-code' });
    expect(existsSync(bench.file('setup.json'))).toBe(false);
    expect(bench.renewals).toBe(0);
  });

  it('is read by the scanner on this page, and only there', async () => {
    const text = enrolmentText({ url: 'https://rate.example.gov.cn', code: 'H7K2M3QZ' });
    const code = text.ok ? text.value : '';
    expect(bench.desk.scan(code)).toBe(false);
    await bench.enter('panel');
    expect(bench.desk.scan(code)).toBe(false);
    bench.act({ act: 'go', to: 'gateway' });
    expect(bench.desk.scan('2026000007'), 'a receipt is nobody else’s now').toBe(true);
    expect(bench.view()).toMatchObject({ answer: 'bad-scan' });
    expect(bench.desk.scan(code)).toBe(true);
    await bench.shows({ answer: 'kept', url: 'https://rate.example.gov.cn' });
  });
});

describe('what is set', () => {
  it('lies in one file for its owner, all of it, and holds after a restart', async () => {
    await bench.enter('panel');
    bench.act({ act: 'set-panel', ppi: 168.5 });
    await bench.shows({ answer: 'kept', ppi: 168.5 });
    bench.act({ act: 'go', to: 'senses' }, { act: 'set-volume', volume: 3 });
    await bench.shows({ answer: 'kept', volume: 3 });
    expect(bench.dispatched).toEqual([{ kind: 'set-display', display: { volume: 3 } }]);
    bench.act({ act: 'set-brightness', percent: 80 });
    await bench.shows({ answer: 'kept', brightness: 80 });
    expect(bench.renewals, 'the light needs no other terminal').toBe(2);
    expect(statSync(bench.file('setup.json')).mode & 0o777).toBe(0o600);
    bench.light = 20;
    bench.settings = terminalSettingsSchema.parse({ dataDir: bench.dir });
    bench.start();
    expect(bench.settings).toMatchObject({ panel: { ppi: 168.5 }, display: { volume: 3 }, brightness: 80 });
    expect(bench.light).toBe(80);
  });

  it('is refused in words where it cannot be', async () => {
    await bench.enter('senses');
    bench.light = null;
    expect(bench.view()).toMatchObject({ brightness: null });
    bench.act({ act: 'set-brightness', percent: 80 });
    await bench.shows({ answer: 'not-kept' });
    // A folder in the place of the file: no write can succeed there, not even root's.
    mkdirSync(bench.file('setup.json'));
    bench.act({ act: 'go', to: 'panel' }, { act: 'set-panel', ppi: 100 });
    await bench.shows({ answer: 'not-kept', ppi: 149 });
    expect(bench.logged.at(-1)).toMatchObject(['service.not-kept', { what: 'setup' }]);
    expect(bench.renewals).toBe(0);
  });

  it.each(['{', '{"ppi":7}', '{"colour":"red"}', '{"gatewayUrl":"https://u:geheim@a.example"}'])(
    'costs nothing but itself where its file says %s',
    (text) => {
      writeFileSync(bench.file('setup.json'), text, { mode: 0o600 });
      bench.settings = terminalSettingsSchema.parse({ dataDir: bench.dir });
      bench.start();
      expect(bench.settings.panel.ppi).toBe(149);
      bench.setup.load();
      const told = bench.logged.filter(([event]) => event === 'service.setup-unreadable');
      expect(told, 'once').toHaveLength(1);
      expect(JSON.stringify(told)).toContain('setup.json');
      expect(bench.settings.gatewayUrl).toBeUndefined();
      expect(JSON.stringify(told)).not.toContain('geheim');
    },
  );
});

describe('pads', () => {
  it('are offered where a profile that rates fits a free port, added by the place that stays theirs, and removed', async () => {
    await bench.enter('pads');
    await bench.shows({ offers: [{ profile: 'some-pad', title: { zh: '某评价器' }, path: '/dev/ttyUSB0' }] });
    bench.act({ act: 'add-pad', profile: 'some-pad', path: '/dev/ttyUSB0' });
    await bench.shows({ answer: 'kept' });
    expect(setupFile().pads).toEqual([{ profile: 'some-pad', location: '1-1.4', peers: [], addresses: [] }]);
    expect(bench.entries.at(-1)).toMatchObject({ body: { data: { what: 'pads', added: 'some-pad' } } });
    bench.act({ act: 'remove-pad', slot: 0 });
    await expect.poll(() => setupFile().pads, PATIENCE).toEqual([]);
  });

  it('are taken from no port that is not there, not fitting or not free', async () => {
    await bench.enter('pads');
    for (const [profile, path] of [
      ['some-pad', '/dev/ttyUSB9'],
      ['other-pad', '/dev/ttyUSB0'],
    ] as const) {
      bench.act({ act: 'add-pad', profile, path });
      await bench.shows({ answer: 'not-kept' });
    }
    bench.seen = { withheldMs: 0, slots: [], ports: [{ ...PORT, slot: 0 }] };
    bench.time.advance(250);
    await bench.shows({ offers: [] });
    bench.act({ act: 'add-pad', profile: 'some-pad', path: PORT.path });
    await bench.shows({ answer: 'not-kept', offers: [] });
    expect(existsSync(bench.file('setup.json'))).toBe(false);
  });

  it('are not taken into service under the fingers of somebody who came meanwhile', async () => {
    await bench.enter('pads');
    await bench.shows({ offers: [{ profile: 'some-pad' }] });
    bench.act({ act: 'add-pad', profile: 'some-pad', path: PORT.path });
    bench.served = true;
    bench.desk.follow();
    await expect.poll(() => bench.looks, PATIENCE).toBeGreaterThan(1);
    await new Promise(setImmediate);
    expect([existsSync(bench.file('setup.json')), bench.renewals]).toEqual([false, 0]);
  });

  it('are at most eight', async () => {
    bench.settings = terminalSettingsSchema.parse({ dataDir: bench.dir, pads: Array(8).fill({ profile: 'some-pad' }) });
    bench.start();
    await bench.enter('pads');
    bench.act({ act: 'add-pad', profile: 'some-pad', path: PORT.path });
    await bench.shows({ answer: 'full' });
  });

  it('are watched only while a page is open that shows them, one look at a time (P5)', async () => {
    await bench.enter('gateway');
    expect(bench.watched).toEqual([]);
    bench.act({ act: 'go', to: 'pads' });
    expect(bench.watched).toEqual([true]);
    await expect.poll(() => bench.time.pending(), PATIENCE).toBeGreaterThan(1);
    const before = bench.looks;
    bench.time.advance(250);
    expect(bench.looks).toBe(before + 1);
    bench.time.advance(5_000);
    expect(bench.looks, 'the last look is not answered yet').toBe(before + 1);
    bench.act({ act: 'back' });
    expect(bench.watched).toEqual([true, false]);
    bench.act({ act: 'go', to: 'diagnostics' }, { act: 'close' });
    expect(bench.watched).toEqual([true, false, true, false]);
  });
});

it('makes a bundle once, says where it lies, and forgets it with the visit', async () => {
  await bench.enter('bundle');
  bench.act({ act: 'make-bundle' });
  expect(bench.view()).toEqual({ step: 'bundle', state: 'making', made: null });
  await bench.shows({ state: 'made', made: { file: 'a.zip', onStick: true } });
  bench.act({ act: 'close' });
  await bench.enter('bundle');
  expect(bench.view()).toMatchObject({ state: 'none' });
});

it('says so where a bundle could not be made, whatever went wrong', async () => {
  await bench.enter('bundle');
  bench.bundleFails = true;
  bench.act({ act: 'make-bundle' });
  await bench.shows({ state: 'failed', made: null });
});

it('marks in its menu what is done, open and in trouble', async () => {
  await bench.enter('panel');
  const marks = () => {
    bench.act({ act: 'back' });
    const menu = bench.view();
    return menu?.step === 'menu' ? Object.fromEntries(menu.items.map(({ step, state }) => [step, state])) : {};
  };
  expect(marks()).toEqual({
    gateway: 'open',
    panel: 'open',
    pads: 'open',
    senses: null,
    'self-test': 'open',
    diagnostics: null,
    bundle: null,
    'new-pin': null,
  });
  const row = { level: 5, glass: 'ok', kept: 'ok' } as const;
  bench.test = 'passed';
  for (const [sent, mark] of [
    [null, 'waiting'],
    ['ok', 'done'],
    ['alone', 'done'],
  ] as const) {
    bench.levels = [{ ...row, sent }];
    bench.act({ act: 'go', to: 'panel' });
    expect(marks()['self-test'], String(sent)).toBe(mark);
  }
});
