import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@mingjing/hardware-profiles/schema/profile.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import type { ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { authenticKind, parseQrToken } from '@mingjing/shared/qr/token.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { QUICK_HASHES } from '@mingjing/test/support/quick-hashes.ts';
import { heldSession, uuidOf } from '@mingjing/test/support/sessions.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceStep } from '../core/service/service-input.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { PadStatus, PadsListener } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';
import { openLogStore } from '../store/open-log-store.ts';
import type { GatewayCalls } from '../sync/sync-client.ts';
import { createServiceDesk, type ServiceDesk } from './service-desk.ts';
import { createServicePin, writeServicePin } from './service-pin.ts';
import { createSetupFile } from './setup-file.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const QR_KEY = Buffer.alloc(32, 7);
const pair = generateKeyPairSync('ed25519');
const identity: DeviceIdentity = {
  deviceId: uuidOf(3, 1) as DeviceId,
  shortId: 'W03ABC' as ShortId,
  publicKey: '',
  windowName: '3号窗口',
  qrKey: QR_KEY,
  sign: (text) => sign(null, Buffer.from(text), pair.privateKey).toString('base64url'),
};

let dir: string;
let time: ReturnType<typeof createManualTime>;
let store: LogStore;
let service: ServiceDesk;
let refusal: WriteRefusal | undefined;
let terminal: Terminal;
let pads: {
  listener: PadsListener;
  armed: boolean;
  attended: boolean;
  /** As it was when the pads were started. */
  attendedAtStart: boolean;
  watched: boolean;
  outputs: string[];
  status: PadStatus[];
  report: Record<string, unknown>;
};
let keyEvents: string[];
let sent: string[];
let found: ActionResponse<'FindSession'>;
let gateway: GatewayCalls;
let connected: boolean;
let screen: boolean;
let nudges: number;
let events: LogEventId[];

/** A terminal over a real log; time, pads and gateway are in the test's hands. */
function start(): void {
  const opened = openLogStore({
    dir,
    deviceId: identity.deviceId,
    clock: time.clock,
    randomBytes: systemRandomBytes,
    log: (event) => events.push(event),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const real = opened.value;
  store = {
    ...real,
    commit: (...args) => (refusal === undefined ? real.commit(...args) : err(refusal)),
    probe: () => (refusal === undefined ? real.probe() : err(refusal)),
  };
  const settings = terminalSettingsSchema.parse({
    dataDir: dir,
    gatewayUrl: 'https://pj.example.gov.cn',
    pads: [{ profile: 'queue-bus-ff68-5grade' }],
    window: { name: '3号窗口', staff: { name: '王芳', number: 'A0312' } },
  });
  service = createServiceDesk({
    ...{ clock: time.clock, timers: time.timers, log: (event) => events.push(event), appVersion: '1.2.3' },
    pin: createServicePin({
      dataDir: dir,
      hashes: QUICK_HASHES,
      clock: time.clock,
      randomBytes: systemRandomBytes,
      log: () => {},
    }),
    setup: createSetupFile(settings, () => {}),
    backlight: { percent: () => null, set: () => false },
    renew: () => {},
    onChange: () => {},
  });
  terminal = createTerminal({
    bundler: null,
    settings,
    service,
    padTitle: () => undefined,
    hashes: QUICK_HASHES,
    clips: {},
    clock: time.clock,
    timers: time.timers,
    randomBytes: systemRandomBytes,
    log: (event) => events.push(event),
    store,
    identity: () => identity,
    isCodeOpen: () => false,
    createPads: (listener) => {
      pads = {
        listener,
        armed: false,
        attended: false,
        attendedAtStart: false,
        watched: false,
        outputs: [],
        status: [],
        report: {},
      };
      return {
        start() {
          pads.attendedAtStart = pads.attended;
        },
        arm() {
          pads.armed = true;
        },
        disarm() {
          pads.armed = false;
        },
        attend(citizen) {
          pads.attended = citizen;
        },
        watch(looking) {
          pads.watched = looking;
        },
        report: () => pads.report,
        refresh: async () => true,
        declares: () => true,
        async output(slot, name, variables) {
          pads.outputs.push(name);
          sent.push(`${time.clock.mono()} ${slot} ${name} ${JSON.stringify(variables)}`);
          return true;
        },
        status: () => pads.status,
        diagnostics: async () => ({
          withheldMs: 0,
          ports: [],
          slots: pads.status.map((status) => ({
            ...status,
            title: { zh: '设备', en: 'Device' },
            traffic: [],
            presses: [],
            report: { ...pads.report },
          })),
        }),
        async stop() {},
      };
    },
    keyboard: {
      codes: () => ['F13', 'F14'],
      key: ({ code, down }) => keyEvents.push(`${code} ${down ? 'down' : 'up'}`),
      releaseAll: () => keyEvents.push('all up'),
    },
    createSync: (calls) => {
      gateway = calls;
      return {
        start() {},
        nudge() {
          nudges += 1;
        },
        status: () => ({ connected, link: connected ? 'connected' : 'unreachable', clockOffset: null }),
        listServices: async () => err('offline'),
        findSession: async () => (connected ? ok(found) : err('offline')),
        async stop() {},
      };
    },
    onScreenChange: () => {},
    screenConnected: () => screen,
  });
  terminal.start();
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-terminal-'));
  time = createManualTime();
  refusal = undefined;
  connected = true;
  screen = true;
  nudges = 0;
  events = [];
  keyEvents = [];
  sent = [];
  found = { state: 'unknown' };
  start();
});
afterEach(async () => {
  await terminal.stop();
  rmSync(dir, { recursive: true });
});

function padPress(level: Level): { acknowledgedAt: unknown[] } {
  const acknowledgedAt: unknown[] = [];
  const origin = { slot: 0, profile: 'queue-bus-ff68-5grade', address: 1 };
  pads.listener.onEvent({
    kind: 'rating',
    level,
    origin,
    acknowledge: () => acknowledgedAt.push(store.loadSnapshot()),
  });
  return { acknowledgedAt };
}

function records(): LogRecord[] {
  return store.readAfter(0, 1000, 1e9).texts.map((text) => JSON.parse(text));
}

/** Into the service pages by the PIN, and on to a step. */
async function enter(to: ServiceStep): Promise<void> {
  const pin = '314159';
  const written = await writeServicePin({ dataDir: dir, hashes: QUICK_HASHES, randomBytes: systemRandomBytes }, pin);
  if (!written.ok) throw new Error(written.error.message);
  for (const input of [{ act: 'open' }, { act: 'pin', pin }] as const) terminal.onIntent({ kind: 'service', input });
  // A hash takes its time on a busy machine.
  await expect.poll(() => terminal.render().page, { timeout: 20_000 }).toMatchObject({ view: { step: 'menu' } });
  terminal.onIntent({ kind: 'service', input: { act: 'go', to } });
  expect(terminal.render().page).toMatchObject({ view: { step: to } });
}

function device(role: Role, isConnected: boolean): PadStatus {
  return {
    slot: 0,
    role,
    profile: `some-${role}`,
    connected: isConnected,
    path: null,
    matchedBy: null,
    problem: null,
    goodFrames: 0,
    badFrames: 0,
    badReasons: {},
    strayPresses: 0,
  };
}

function scan(text: string): void {
  const origin = { slot: 1, profile: 'gm65', address: null };
  pads.listener.onEvent({ kind: 'scan', text, symbology: null, origin, acknowledge: () => {} });
}

const openFromGateway = (n = 1) => gateway.openSession({ session: heldSession(n).view }).state;
const page = () => terminal.render().page;

describe('a terminal', () => {
  it('arms its pads only while it invites, and lights them up once', () => {
    expect(pads.armed).toBe(false);
    expect(openFromGateway()).toBe('shown');
    expect(pads).toMatchObject({ armed: false, outputs: ['startEvaluation'] });
    time.advance(399);
    expect(pads.armed, 'within the guard time a press must not even reach the lock-out').toBe(false);
    time.advance(1);
    expect(pads.armed).toBe(true);
    padPress(4);
    expect(pads.armed).toBe(false);
    expect(page().kind).toBe('undo');
    terminal.onIntent({ kind: 'undo', sessionId: heldSession(1).view.sessionId });
    expect(pads).toMatchObject({ armed: false, outputs: ['startEvaluation'] });
    time.advance(400);
    expect(pads.armed).toBe(true);
  });

  it('hides its pads from technicians from the invitation until the citizen has left (P5)', () => {
    expect(pads.attended).toBe(false);
    openFromGateway();
    expect(pads.attended).toBe(true);
    time.advance(1000);
    padPress(1);
    time.advance(5_000);
    expect(page().kind).toBe('reasons');
    expect(pads.attended).toBe(true);
    time.advance(60_000);
    expect(page().kind).toBe('thanks');
    time.advance(3_000);
    expect(page().kind).toBe('idle');
    expect(pads.attended).toBe(false);
  });

  it('acknowledges a press only when it is on disk (P1)', () => {
    openFromGateway();
    time.advance(1000);
    const { acknowledgedAt } = padPress(2);
    expect(acknowledgedAt).toMatchObject([{ state: { phase: { kind: 'tentative', press: { level: 2 } } } }]);
  });

  it('keeps, shows and acknowledges nothing while the disk is full, and goes on when it is not (P7)', () => {
    openFromGateway();
    time.advance(1000);
    refusal = 'full';
    expect(padPress(5).acknowledgedAt).toEqual([]);
    expect(page()).toEqual({ kind: 'fault', code: 'storage-full' });
    expect(openFromGateway(2)).toBe('refused');
    expect(terminal.localApi.status()).toMatchObject({ storage: 'full' });
    refusal = undefined;
    expect(pads.armed, 'nothing may be pressed before the page is back').toBe(false);
    time.advance(2_000);
    expect(page().kind).toBe('invitation');
    expect(pads.armed).toBe(true);
    expect(padPress(5).acknowledgedAt).toHaveLength(1);
  });

  it('commits what fell due during a full disk as soon as it can', () => {
    openFromGateway();
    time.advance(1000);
    padPress(1);
    refusal = 'full';
    time.advance(20_000);
    expect(records().some((record) => record.type === 'rating')).toBe(false);
    refusal = undefined;
    time.advance(2_000);
    expect(records().filter((record) => record.type === 'rating')).toHaveLength(1);
  });

  it.each(LEVEL_ORDER)('commits a press of level %i after a crash in between (P1, P2)', async (level) => {
    openFromGateway();
    time.advance(1000);
    padPress(level);
    time.advance(2_000);
    store.close();
    // A new process: the wall clock went on, the monotonic clock begins anew.
    time = createManualTime(time.clock.now());
    start();
    expect(page().kind).toBe('undo');
    expect(pads.attendedAtStart, 'the pad may repeat the press at once (P5)').toBe(true);
    time.advance(3_000);
    expect(page().kind).toBe('reasons');
    expect(records().filter((record) => record.type === 'rating')).toMatchObject([{ body: { level } }]);
    expect(nudges).toBeGreaterThan(0);
  });

  it('prints the receipt of a session that it took up after a crash', async () => {
    openFromGateway();
    store.close();
    time = createManualTime(time.clock.now());
    start();
    pads.status = [device('printer', true)];
    expect(await terminal.localApi.printReceipt(heldSession(1).view.sessionId)).toMatchObject({ ok: true });
  });

  it('turns the QR code every 30 s, signs it and puts nothing else into it (P6)', () => {
    openFromGateway();
    const first = page();
    const qrUrl = first.kind === 'invitation' ? first.qrUrl : null;
    expect(qrUrl).toMatch(/^https:\/\/pj\.example\.gov\.cn\/r\/W03ABC[A-Za-z0-9_-]{44}$/);
    const token = parseQrToken(qrUrl?.split('/').at(-1) ?? '');
    expect(token.ok && authenticKind(token.value, QR_KEY)).toBe('screen');
    time.advance(30_000);
    expect(page()).toMatchObject({ kind: 'invitation' });
    expect(page()).not.toMatchObject({ qrUrl });
  });

  it('opens a session from a key on the pad bus, with the staff of its settings', () => {
    const acknowledged: string[] = [];
    const origin = { slot: 0, profile: 'queue-bus-ff68-5grade', address: 1 };
    const key = (name: string) =>
      pads.listener.onEvent({ kind: 'key', key: name, digits: '', origin, acknowledge: () => acknowledged.push(name) });
    key('callNext');
    expect(page().kind).toBe('idle');
    key('requestEvaluation');
    expect(page()).toMatchObject({ kind: 'invitation', card: { staffName: '王芳', staffNumber: 'A0312' } });
    expect(acknowledged).toEqual(['callNext', 'requestEvaluation']);
    expect(records().at(-1)).toMatchObject({ body: { kind: 'opened', view: { openedBy: 'pad-key' } } });
  });

  it('steps back when the phone was first', () => {
    openFromGateway();
    const { sessionId } = heldSession(1).view;
    expect(gateway.closeSession({ sessionId, reason: 'rated-elsewhere' }).state).toBe('closed');
    expect(page().kind).toBe('already-rated');
    expect(openFromGateway()).toBe('already-closed');
  });

  it('tells staff only open, rated and closed, and rated not at once (P5)', () => {
    const service = {
      projectNo: '370100202603020001',
      serviceNumber: 1,
      taskCode: '11370100MB2857833L2370131001000',
      taskName: '内资公司设立登记',
      proStatus: '1' as const,
      serviceName: '业务办结',
      serviceTime: time.clock.now(),
      staff: { name: '王芳', number: 'A0312' },
    };
    const { sessionId } = terminal.localApi.open(service);
    time.advance(1000);
    padPress(1);
    time.advance(5_000);
    time.advance(60_000);
    expect(page().kind).toBe('thanks');
    expect(terminal.localApi.viewOf(sessionId)).toBe('open');
    // Whether a session is still on the screen tells staff more than whether it is rated; at a window they stand beside it.
    expect(terminal.localApi.isShowing(sessionId)).toBeNull();
    time.advance(30_000);
    expect(terminal.localApi.viewOf(sessionId)).toBe('rated');
    pads.status = [device('pad', true)];
    const said = JSON.stringify([terminal.localApi.status(), terminal.localApi.viewOf(sessionId)]);
    expect(said).not.toMatch(/level|satisf|unsent|stray|frames/i);
  });

  it('lets confirmed records go after 30 days, and unconfirmed ones never', () => {
    openFromGateway(1);
    time.advance(120_000);
    store.setAcked(store.head().seq);
    openFromGateway(2);
    time.advance(120_000);
    const last = store.head().seq;
    // Or the terminal would try itself every day.
    screen = false;
    time.advance(31 * 24 * 3_600_000);
    const kept = records().map((record) => record.seq);
    expect(kept).not.toContain(2);
    expect(kept).toContain(last);
    expect(kept).toContain(last - 1);
  });

  it('keeps pads, lamps, code and printer silent while it tries itself, and is there for whoever comes', async () => {
    pads.status = [device('light', true)];
    pads.listener.onStatus(pads.status);
    await enter('self-test');
    pads.outputs = [];
    terminal.onIntent({ kind: 'service', input: { act: 'run-self-test' } });
    expect(terminal.render()).toMatchObject({
      selfTest: { level: 5 },
      page: { kind: 'invitation', card: {}, qrUrl: null },
    });
    terminal.onPainted();
    time.advance(1_000);
    expect([pads.armed, pads.attended, pads.outputs]).toEqual([false, false, []]);
    expect(terminal.localApi.status()).not.toHaveProperty('selfTest');
    expect(openFromGateway()).toBe('shown');
    expect(terminal.render()).toMatchObject({ selfTest: null, page: { sessionId: heldSession(1).view.sessionId } });
    time.advance(1_000);
    expect(pads.armed).toBe(true);
    expect(pads.outputs).toEqual(['startEvaluation', 'armed']);
    expect(gateway.health().selfTest).toMatchObject({ state: 'given-way', provenAt: null });
  });

  it('ends a test at the first byte of a real press, which is no rating', async () => {
    await enter('self-test');
    terminal.onIntent({ kind: 'service', input: { act: 'run-self-test' } });
    terminal.onPainted();
    time.advance(1_000);
    expect(padPress(1).acknowledgedAt).toEqual([]);
    expect(terminal.render().selfTest).toBeNull();
    expect(records().filter(({ type }) => type === 'rating')).toEqual([]);
  });

  it('invites nobody to what a test left behind while the disk was full', async () => {
    await enter('self-test');
    terminal.onIntent({ kind: 'service', input: { act: 'run-self-test' } });
    terminal.onPainted();
    time.advance(1_000);
    const { sessionId } = currentSession(terminal.session())!.view;
    refusal = 'full';
    terminal.onIntent({ kind: 'self-test-touched' });
    expect(currentSession(terminal.session()), 'it could not be closed').toBeDefined();
    expect(terminal.render()).toMatchObject({ selfTest: null, page: { kind: 'service' } });
    // Room again, before the terminal has noticed.
    refusal = undefined;
    terminal.onIntent({ kind: 'press', sessionId, level: 1, source: 'screen' });
    expect(terminal.session().phase.kind).toBe('inviting');
    time.advance(5_000);
    expect(terminal.session().phase.kind).toBe('idle');
    expect(terminal.render()).toMatchObject({ selfTest: null, page: { kind: 'service' } });
    expect(openFromGateway()).toBe('shown');
    time.advance(1_000);
    terminal.onPainted();
    time.advance(1_000);
    padPress(1);
    time.advance(10_000);
    expect(
      records().flatMap((record) => (record.type === 'rating' ? [`${record.body.level} ${record.body.origin}`] : [])),
    ).toEqual(['1 active']);
  });

  it('shows its badges truthfully', () => {
    connected = false;
    pads.status = [device('printer', false), device('pad', true)];
    expect(terminal.render().badges, 'citizens need no printer').toMatchObject({ offline: true, padMissing: false });
    pads.status = [{ ...device('pad', false), slot: 1 }];
    expect(terminal.render().badges.padMissing, 'nor a peripheral whose profile is unknown').toBe(false);
    pads.status = [device('printer', true), device('pad', false)];
    expect(terminal.render().badges).toMatchObject({ offline: true, padMissing: true });
  });

  it('logs no level, name or number of a person (P5, P6)', () => {
    openFromGateway();
    time.advance(1000);
    padPress(1);
    time.advance(100_000);
    expect(new Set(events)).toEqual(new Set(['store.epoch-begun', 'store.opened', 'session.opened', 'session.closed']));
  });

  it.each([
    ['another window’s', 'kiosk', 'kiosk'],
    ['its own', 'local-api', 'window'],
  ] as const)(
    'takes a scanned receipt, %s, to its invitation and its rating to channel %3$s',
    async (_whose, openedBy, channel) => {
      const view = { ...heldSession(7).view, openedBy };
      found = { state: 'found', session: view };
      scan('2026000007');
      expect(page()).toEqual({ kind: 'scan', notice: 'looking-up' });
      await expect.poll(page).toMatchObject({ kind: 'invitation', card: { serialNumber: '2026000007' } });
      time.advance(1000);
      padPress(3);
      time.advance(5_000);
      expect(records()).toMatchObject([
        { type: 'event' },
        { body: { kind: 'opened', view } },
        { body: { level: 3, channel, sessionId: view.sessionId } },
      ]);
      scan('2026000007');
      expect(page().kind, 'a session being rated is never replaced').toBe('reasons');
    },
  );

  it('asks a citizen again who came back with the receipt, but nobody twice who has rated', async () => {
    found = { state: 'found', session: heldSession(7).view };
    scan('2026000007');
    await expect.poll(page).toMatchObject({ kind: 'invitation' });
    time.advance(70_000);
    expect(page().kind).toBe('idle');
    scan('2026000007');
    await expect.poll(page).toMatchObject({ kind: 'invitation' });
    time.advance(1000);
    padPress(5);
    time.advance(100_000);
    expect(page().kind).toBe('idle');
    scan('2026000007');
    await expect.poll(page).toEqual({ kind: 'scan', notice: 'already-rated' });
    time.advance(8_000);
    expect(page().kind).toBe('idle');
  });

  it('says that it cannot look a receipt up while the gateway is out of reach', async () => {
    connected = false;
    scan('2026000007');
    await expect.poll(page).toEqual({ kind: 'scan', notice: 'offline' });
  });

  it('hands the keys of its screen to pads that type, and lets go of them with the screen', () => {
    expect(terminal.render().padKeys).toEqual(['F13', 'F14']);
    terminal.onIntent({ kind: 'key', code: 'F13', down: true });
    terminal.onIntent({ kind: 'key', code: 'F13', down: false });
    terminal.onIntent({ kind: 'release-keys' });
    terminal.onScreenGone();
    expect(keyEvents).toEqual(['F13 down', 'F13 up', 'all up', 'all up']);
  });

  it('shows the technician what the hardware says, and nobody anything while a session is in hand (P5)', async () => {
    pads.status = [device('pad', true)];
    await enter('diagnostics');
    expect(pads.watched).toBe(true);
    await expect
      .poll(page)
      .toMatchObject({ kind: 'service', view: { report: { devices: [{ profile: 'some-pad' }] } } });
    expect(await terminal.localApi.diagnostics()).toMatchObject({ devices: [{ profile: 'some-pad' }] });
    openFromGateway();
    expect(page().kind).toBe('invitation');
    expect(pads.watched, 'nobody looks any more').toBe(false);
    const steps: (() => void)[] = [() => time.advance(1000), () => padPress(2), () => time.advance(5_000)];
    for (const step of steps) {
      step();
      terminal.onIntent({ kind: 'service', input: { act: 'open' } });
      expect(page().kind).not.toBe('service');
      expect(await terminal.localApi.diagnostics()).toBeNull();
    }
    time.advance(100_000);
    expect(page().kind, 'does not come back by itself').toBe('idle');
  });

  it('does not answer what staff asked while nobody was there once somebody is (P5)', async () => {
    pads.status = [device('pad', true)];
    const asked = terminal.localApi.diagnostics();
    openFromGateway();
    expect(await asked).toBeNull();
  });

  it('takes what a scanner reads for the technician while the page of the gateway is open, and looks nothing up', async () => {
    await enter('gateway');
    found = { state: 'found', session: heldSession(7).view };
    scan('2026000007');
    expect(page()).toMatchObject({ kind: 'service', view: { step: 'gateway', answer: 'bad-scan' } });
    terminal.onIntent({ kind: 'service', input: { act: 'close' } });
    expect(page().kind).toBe('idle');
    scan('2026000007');
    await expect.poll(page).toMatchObject({ kind: 'invitation' });
  });

  it('closes the technician’s page by its button, and with its screen', async () => {
    const close = () => terminal.onIntent({ kind: 'service', input: { act: 'close' } });
    for (const leave of [close, () => terminal.onScreenGone()]) {
      await enter('diagnostics');
      expect(pads.watched).toBe(true);
      leave();
      expect(page().kind).toBe('idle');
      expect(pads.watched).toBe(false);
    }
  });

  it('tells the gateway of all its devices, each with what it is for', () => {
    pads.status = [device('pad', true), ...Array.from({ length: 20 }, () => device('light', false))];
    expect(gateway.health().pads).toHaveLength(16);
    expect(gateway.health().pads[1]).toEqual({
      role: 'light',
      profile: 'some-light',
      connected: false,
      badFrames: 0,
      strayPresses: 0,
    });
  });

  it('sends lamps the same at the same moments whichever level is pressed, undone and pressed again (P5)', async () => {
    const walks: string[][] = [];
    for (const [n, level] of LEVEL_ORDER.entries()) {
      const begun = time.clock.mono();
      sent = [];
      pads.status = [device('light', true)];
      pads.listener.onStatus([]);
      pads.listener.onStatus(pads.status);
      const { sessionId } = heldSession(n + 1).view;
      openFromGateway(n + 1);
      time.advance(1000);
      padPress(level);
      time.advance(2000);
      terminal.onIntent({ kind: 'undo', sessionId });
      time.advance(1000);
      padPress(level);
      time.advance(5_000);
      terminal.onIntent({ kind: 'skip-reasons', sessionId });
      time.advance(10_000);
      expect(page().kind).toBe('idle');
      walks.push(
        sent
          .map((line) => line.replaceAll(sessionId, '*'))
          .map((line) => `${Number(line.split(' ')[0]) - begun} ${line.split(' ').slice(1).join(' ')}`),
      );
    }
    expect(walks[0]).toEqual([
      '0 0 idle {}',
      expect.stringMatching(
        /^0 0 startEvaluation \{"sessionId":"\*","matterName":"内资公司设立登记","staffNumber":"A0312",/,
      ),
      '0 0 armed {}',
      '1000 0 idle {}',
      '3000 0 armed {}',
      '4000 0 idle {}',
    ]);
    for (const walk of walks) expect(walk).toEqual(walks[0]);
  });

  it('tells its lamps of a fault, and when it is over', () => {
    pads.status = [device('light', true)];
    pads.listener.onStatus(pads.status);
    openFromGateway();
    time.advance(1000);
    refusal = 'full';
    padPress(1);
    refusal = undefined;
    time.advance(2_000);
    expect(pads.outputs).toEqual(['idle', 'startEvaluation', 'armed', 'fault', 'armed']);
  });
});
