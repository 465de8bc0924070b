import { generateKeyPairSync, sign } from 'node:crypto';
import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { authenticKind, parseQrToken } from '@mingjing/shared/qr/token.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { heldSession, ratingId, uuidOf } from '@mingjing/test/support/sessions.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ratingEntry } from '../core/session/session-entries.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import { createReceipts, type Receipts } from './receipts.ts';

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
const { view } = heldSession(1);
const opened = (held = heldSession(1)): NewEntry => ({ type: 'session', body: { kind: 'opened', ...held } });

/** A printer whose paper, cable and patience are in the test's hands. */
interface Printer {
  status: PadStatus;
  paper: string | undefined;
  /** Outputs that it took. */
  printed: { output: string; text?: unknown }[];
  /** Output that it does not take. */
  jams: string | undefined;
  /** Output in which its paper ends. */
  endsAt: string | undefined;
  /** Whether it answers the next questions; it does all further ones. */
  answers: boolean[];
  /** Its paper as it said last. */
  report: Record<string, unknown>;
}

let printer: Printer;
let held: PromiseWithResolvers<void> | undefined;
let events: string[];
/** How much was printed whenever the printer was asked for its paper. */
let asked: number[];

beforeEach(() => {
  held = undefined;
  events = [];
  asked = [];
  printer = {
    status: {
      slot: 1,
      role: 'printer',
      profile: 'printer-escpos',
      connected: true,
      path: '/dev/ttyUSB0',
      matchedBy: 'path',
      problem: null,
      goodFrames: 0,
      badFrames: 0,
      badReasons: {},
      strayPresses: 0,
    },
    paper: 'paper ok',
    printed: [],
    jams: undefined,
    endsAt: undefined,
    answers: [],
    report: {},
  };
});

function make(over: Partial<Parameters<typeof createReceipts>[0]> = {}): Receipts {
  const pad: PadStatus = { ...printer.status, slot: 0, role: 'pad' };
  return createReceipts({
    pads: {
      status: () => [pad, printer.status],
      async refresh(slot) {
        expect(slot).toBe(1);
        await held?.promise;
        asked.push(printer.printed.length);
        printer.report = printer.paper === undefined ? {} : { paper: printer.paper };
        return printer.answers.shift() ?? true;
      },
      report(slot) {
        expect(slot).toBe(1);
        return printer.report;
      },
      async output(slot, output, { text }) {
        expect(slot).toBe(1);
        if (output === printer.jams) return false;
        if (output === printer.endsAt) printer.paper = 'no paper';
        printer.printed.push({ output, ...(text !== undefined && { text }) });
        return true;
      },
    },
    windowName: '3号窗口',
    whenOpened: false,
    publicUrl: 'https://pj.example.gov.cn',
    identity: () => identity,
    clock: createManualTime().clock,
    clockOffset: () => null,
    log: (event, data) => events.push(`${event} ${JSON.stringify(data ?? {})}`),
    ...over,
  });
}

const codeOf = () => String(printer.printed.find(({ output }) => output === 'printQr')?.text);

describe('a receipt', () => {
  it('is printed whole, with the code by which the service is rated for a day', async () => {
    const receipts = make();
    receipts.note([opened()]);
    expect(printer.printed, 'not before anybody asks').toEqual([]);
    expect(await receipts.print(view.sessionId)).toEqual({ ok: true });
    expect([...new Set(printer.printed.map(({ output }) => output))]).toEqual([
      'initialise',
      'line',
      'printQr',
      'feed',
      'cut',
    ]);
    expect(printer.printed.map(({ text }) => text).join('\n')).toContain('业务流水号：2026000001');
    expect(codeOf()).toMatch(/^https:\/\/pj\.example\.gov\.cn\/r\/[A-Za-z0-9_-]{50}$/);
    const token = parseQrToken(codeOf().split('/').at(-1) ?? '');
    expect(token.ok && token.value.handle).toBe(view.qrHandle);
    expect(token.ok && authenticKind(token.value, QR_KEY)).toBe('receipt');
    expect(events).toEqual(['receipt.printed {}']);
  });

  it.each([{ identity: () => null }, { publicUrl: undefined }])(
    'carries the serial number where no address can be made (%o)',
    async (over) => {
      const receipts = make(over);
      receipts.remember(view);
      await receipts.print(view.sessionId);
      expect(codeOf()).toBe('2026000001');
    },
  );

  it('is the same before and after a rating of whatever level (P5)', async () => {
    const receipts = make();
    receipts.note([opened()]);
    await receipts.print(view.sessionId);
    const before = printer.printed.splice(0);
    for (const level of LEVEL_ORDER) {
      const press = { ratingId: ratingId(1), level, source: 'pad' as const, pressedAt: 1, latencyMs: 1 };
      const phase = { kind: 'tentative' as const, session: heldSession(1), deadline: 1, undoCount: 0, press };
      const context = { mono: 1, wall: 1, catalogue: { version: '1' }, layoutVersion: '1' };
      receipts.note([
        ratingEntry(phase, 'zh-CN', context as never),
        { type: 'session', body: { kind: 'closed', sessionId: view.sessionId, outcome: 'rated' } },
      ]);
      expect(printer.printed, 'nothing comes out because of what a citizen did').toEqual([]);
      await receipts.print(view.sessionId);
      expect(printer.printed.splice(0)).toEqual(before);
    }
  });

  it('comes with every opening where the settings say so, but not to who came with one', async () => {
    const receipts = make({ whenOpened: true });
    receipts.note([opened({ view: { ...heldSession(2).view, openedBy: 'kiosk' } })]);
    receipts.note([opened()]);
    await expect.poll(() => events).toEqual(['receipt.printed {}']);
    expect(printer.printed.map(({ text }) => text).join('\n')).toContain('2026000001');
    expect(printer.printed.map(({ text }) => text).join('\n')).not.toContain('2026000002');
  });

  it.each<[string, () => void, string]>([
    ['no printer is set up', () => Object.assign(printer.status, { role: 'light' }), 'no-printer'],
    ['the printer is not there', () => Object.assign(printer.status, { connected: false }), 'not-connected'],
    [
      'there is no paper',
      () => {
        printer.paper = 'no paper';
      },
      'paper-out',
    ],
    [
      'the printer does not take the code',
      () => {
        printer.jams = 'printQr';
      },
      'failed',
    ],
  ])('is not claimed when %s', async (_why, spoil, problem) => {
    spoil();
    const receipts = make();
    receipts.remember(view);
    expect(await receipts.print(view.sessionId)).toEqual({ ok: false, error: problem });
    expect(events).toEqual([`receipt.failed {"reason":"${problem}"}`]);
    if (problem !== 'failed') expect(printer.printed).toEqual([]);
  });

  it('is printed by a printer that says nothing of its paper, or that it nears its end', async () => {
    for (const paper of [undefined, 'near end']) {
      printer.paper = paper;
      const receipts = make();
      receipts.remember(view);
      expect((await receipts.print(view.sessionId)).ok).toBe(true);
    }
  });

  it('is not mixed with another: the next waits, some of them at most, and each refusal is told', async () => {
    held = Promise.withResolvers();
    const receipts = make({ whenOpened: true });
    receipts.note([1, 2, 3, 4, 5].map((n) => opened(heldSession(n))));
    expect(await receipts.print(view.sessionId)).toEqual({ ok: false, error: 'busy' });
    held.resolve();
    await expect.poll(() => events.filter((event) => event.startsWith('receipt.printed'))).toHaveLength(4);
    const serials = printer.printed.map(({ text }) => /202600000\d/.exec(String(text))?.[0]).filter(Boolean);
    expect(serials).toEqual(['2026000001', '2026000002', '2026000003', '2026000004']);
    const cuts = printer.printed.map(({ output }) => output).filter((output) => /initialise|cut/.test(output));
    expect(cuts.join(' ')).toBe(Array(4).fill('initialise cut').join(' '));
    expect(events.filter((event) => event.includes('busy'))).toHaveLength(2);
    expect((await receipts.print(view.sessionId)).ok).toBe(true);
  });

  it('is preceded and followed by a question for the paper, the latter until the printer can answer', async () => {
    printer.answers = [true, false, false, true];
    const receipts = make();
    receipts.remember(view);
    expect((await receipts.print(view.sessionId)).ok).toBe(true);
    const all = printer.printed.length;
    expect(asked).toEqual([0, all, all, all]);
  });

  it('is not claimed when the paper ends in the middle, or when the printer never says that it is done', async () => {
    const receipts = make();
    receipts.remember(view);
    printer.endsAt = 'printQr';
    expect(await receipts.print(view.sessionId)).toEqual({ ok: false, error: 'paper-out' });
    expect(printer.printed.map(({ output }) => output)).toContain('cut');
    printer.endsAt = undefined;
    printer.paper = 'paper ok';
    printer.answers = [true, ...Array<boolean>(10).fill(false)];
    expect(await receipts.print(view.sessionId)).toEqual({ ok: false, error: 'failed' });
    printer.answers = [false];
    expect(await receipts.print(view.sessionId)).toEqual({ ok: false, error: 'not-connected' });
  });

  it('is refused and told of for a session that nobody knows', async () => {
    expect(await make().print(view.sessionId)).toEqual({ ok: false, error: 'unknown-session' });
    expect(events).toEqual(['receipt.failed {"reason":"unknown-session"}']);
  });

  it('can be had for the last twenty sessions', async () => {
    const receipts = make();
    for (let n = 1; n <= 21; n += 1) receipts.remember(heldSession(n).view);
    expect(await receipts.print(heldSession(1).view.sessionId)).toEqual({ ok: false, error: 'unknown-session' });
    expect((await receipts.print(heldSession(2).view.sessionId)).ok).toBe(true);
  });
});
