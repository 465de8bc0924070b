import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import { emptyState, type Phase, type SessionState } from '../core/session/session-state.ts';
import { createScanIntake, type ScanIntake } from './scan-intake.ts';

type Answer = Result<ActionResponse<'FindSession'>, 'offline'>;
const NOTICE_MS = 6000;
const TOKEN = 'W03ABC'.padEnd(50, 'x');
const { view } = heldSession(1);
const idle: Phase = { kind: 'idle' };
const thanks: Phase = { kind: 'notice', notice: 'thanks', deadline: 3000 };
const rating: Phase = { kind: 'reasons', session: heldSession(2), ratingId: ratingId(1), level: 1, deadline: 9000 };

let time: ReturnType<typeof createManualTime>;
let state: SessionState;
let queries: ActionRequest<'FindSession'>[];
let opened: SessionView[];
let openUnknown: ((serialNumber: string) => ScanNotice | null) | null;
let openSays: ScanNotice | null;
let said: string[];
let pending: PromiseWithResolvers<Answer>;
let scans: ScanIntake;

beforeEach(() => start(null));

function start(unknown: typeof openUnknown): void {
  openUnknown = unknown;
  time = createManualTime();
  state = emptyState('zh-CN');
  queries = [];
  opened = [];
  openSays = null;
  said = [];
  scans = createScanIntake({
    hosts: ['pj.example.gov.cn'],
    findSession: (query) => {
      queries.push(query);
      pending = Promise.withResolvers();
      return pending.promise;
    },
    open: (found) => {
      opened.push(found);
      return openSays;
    },
    openUnknown,
    state: () => state,
    ...time,
    noticeMs: NOTICE_MS,
    log: (event, data) => said.push(`${event} ${JSON.stringify(data)}`),
    onChange: () => {},
  });
}

async function answer(reply: Answer): Promise<void> {
  pending.resolve(reply);
  await pending.promise;
}

function go(phase: Phase, waiting: SessionState['waiting'] = []): void {
  state = { ...state, phase, waiting };
  scans.follow(state);
}

describe('a scan', () => {
  it('shows at once that it is being looked up, and opens what was found as the gateway describes it', async () => {
    scans.read('370100202602110087');
    expect(scans.notice()).toBe('looking-up');
    expect(queries).toEqual([{ serialNumber: '370100202602110087' }]);
    await answer(ok({ state: 'found', session: view }));
    expect(opened).toEqual([view]);
    expect(scans.notice()).toBeNull();
  });

  it('asks by the token of a rating address', () => {
    scans.read(`https://pj.example.gov.cn/r/${TOKEN}\r`);
    expect(queries).toEqual([{ token: TOKEN }]);
  });

  it.each<[Answer, ScanNotice]>([
    [ok({ state: 'already-rated' }), 'already-rated'],
    [ok({ state: 'expired' }), 'expired'],
    [ok({ state: 'unknown' }), 'unknown'],
    [err('offline'), 'offline'],
  ])('that leads nowhere says so (%o), and the notice goes by itself', async (reply, notice) => {
    scans.read('370100202602110087');
    await answer(reply);
    expect(scans.notice()).toBe(notice);
    time.advance(NOTICE_MS - 1);
    expect(scans.notice()).toBe(notice);
    time.advance(1);
    expect(scans.notice()).toBeNull();
    expect(time.pending()).toBe(0);
  });

  it('of something else asks nobody', () => {
    scans.read('https://evil.example/r/x');
    expect(scans.notice()).toBe('unreadable');
    expect(queries).toEqual([]);
  });

  it('says what the terminal makes of a session that it cannot open', async () => {
    openSays = 'already-rated';
    scans.read('370100202602110087');
    await answer(ok({ state: 'found', session: view }));
    expect(scans.notice()).toBe('already-rated');
  });

  it.each([
    { phase: rating, waiting: [] },
    { phase: thanks, waiting: [heldSession(3)] },
  ])('is ignored while somebody is rating or waits to ($phase.kind)', ({ phase, waiting }) => {
    go(phase, waiting);
    scans.read('370100202602110087');
    scans.read('nothing of ours!');
    expect(queries).toEqual([]);
    expect(scans.notice()).toBeNull();
  });

  it('never replaces the session of somebody who came while it was looked up', async () => {
    scans.read('370100202602110087');
    go(rating);
    await answer(ok({ state: 'found', session: view }));
    expect(opened).toEqual([]);
    go(idle);
    expect(scans.notice()).toBeNull();
  });

  it('of the next citizen lets the thanks to the one before be read', async () => {
    go(thanks);
    scans.read('370100202602110087');
    await answer(ok({ state: 'unknown' }));
    time.advance(NOTICE_MS);
    expect(scans.notice(), 'not seen yet').toBe('unknown');
    go(idle);
    time.advance(NOTICE_MS);
    expect(scans.notice()).toBeNull();
  });

  it('makes way for a session that is opened', async () => {
    scans.read('370100202602110087');
    await answer(err('offline'));
    go(rating);
    go(idle);
    expect(scans.notice()).toBeNull();
  });

  it('is one of at most twenty in a minute, one at a time, one a second', async () => {
    scans.read('2026000001');
    scans.read('2026000002');
    await answer(ok({ state: 'unknown' }));
    time.advance(999);
    scans.read('2026000003');
    expect(queries).toHaveLength(1);
    for (let n = 0; n < 40; n += 1) {
      time.advance(1000);
      scans.read('2026000004');
      await answer(ok({ state: 'unknown' }));
    }
    expect(queries).toHaveLength(20);
    time.advance(60_000);
    scans.read('2026000005');
    expect(queries).toHaveLength(21);
  });

  it('leaves nothing of what it held in the log (P6)', async () => {
    scans.read('370100202602110087');
    await answer(ok({ state: 'found', session: view }));
    expect(said).toEqual(['scan.looked-up {"answer":"found"}']);
  });

  it('that is answered after the end changes nothing', async () => {
    scans.read('370100202602110087');
    scans.stop();
    await answer(ok({ state: 'found', session: view }));
    scans.read('370100202602110087');
    expect(opened).toEqual([]);
    expect(queries).toHaveLength(1);
  });
});

describe('a number typed at a kiosk', () => {
  const NUMBER = 'YW20261122-0087';
  const claimed: string[] = [];
  beforeEach(() => {
    claimed.length = 0;
    start((number) => {
      claimed.push(number);
      return null;
    });
  });

  it('opens matter and window, and no member of the staff', async () => {
    scans.type(NUMBER);
    expect(scans.notice()).toBe('looking-up');
    expect(queries).toEqual([{ serialNumber: NUMBER }]);
    const { staffName, staffNumber, ...rest } = { ...view, staffName: '王芳', staffNumber: 'A0312' };
    await answer(ok({ state: 'found', session: { ...rest, staffName, staffNumber } }));
    expect(opened).toEqual([rest]);
  });

  it('is rated unseen where the gateway cannot be asked, as is the number on a scanned receipt, but no code', async () => {
    scans.type(NUMBER);
    await answer(err('offline'));
    expect([claimed, scans.notice()]).toEqual([[NUMBER], null]);
    time.advance(1_000);
    scans.read(NUMBER);
    await answer(err('offline'));
    expect(claimed).toEqual([NUMBER, NUMBER]);
    time.advance(1_000);
    scans.read(`https://pj.example.gov.cn/r/${TOKEN}`);
    await answer(err('offline'));
    expect([claimed.length, scans.notice()]).toEqual([2, 'offline']);
  });

  it('cannot be tried at will: six in a minute, then the citizen is asked to wait', async () => {
    for (let round = 0; round < 6; round += 1) {
      scans.type(`${NUMBER}${round}`);
      await answer(ok({ state: 'unknown' }));
      expect(scans.notice()).toBe('unknown');
      time.advance(NOTICE_MS);
    }
    scans.type(NUMBER);
    expect(scans.notice()).toBe('busy');
    expect(queries).toHaveLength(6);
    time.advance(60_000);
    scans.type(NUMBER);
    expect(queries).toHaveLength(7);
    await answer(ok({ state: 'unknown' }));
  });

  it('is not looked up while somebody is served', () => {
    go(rating);
    scans.type(NUMBER);
    expect(queries).toEqual([]);
  });
});
