import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KioskInput } from '../core/kiosk/kiosk-input.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import { emptyState, type SessionState } from '../core/session/session-state.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import { catalogueFile } from '../store/catalogue-file.ts';
import { CATALOGUE_EVERY_MS } from './catalogue-sync.ts';
import { createKiosk, type Kiosk } from './kiosk.ts';

type Answer = Result<ActionResponse<'ListServices'>, 'offline'>;
const catalogueOf = (version: string): VersionedCatalogue => ({
  version: version.repeat(16),
  catalogue: {
    halls: [
      { id: 'h', name: '大厅', windows: [{ id: 'w', name: '3号窗口', matters: [{ id: 'm', name: '社保卡补办' }] }] },
    ],
  },
});

let dir: string;
let time: ReturnType<typeof createManualTime>;
let state: SessionState;
let dispatched: SessionInput[];
let lookedUp: string[];
let tooSoon: number;
let asked: ActionRequest<'ListServices'>[];
let answer: Answer;
let connected: boolean;
let scanner: boolean;
let changes: number;
let kiosk: Kiosk;

function start(): void {
  kiosk = createKiosk({
    settings: terminalSettingsSchema.parse({ dataDir: dir, role: 'kiosk', language: 'ug', display: { theme: 'dark' } }),
    ...time,
    randomBytes: systemRandomBytes,
    log: () => {},
    sync: {
      listServices: async (request) => {
        asked.push(request);
        return answer;
      },
      status: () => ({ connected, link: connected ? 'connected' : 'unreachable', clockOffset: null }),
    },
    pads: { status: () => [{ slot: 0, role: 'scanner', connected: scanner } as PadStatus] },
    state: () => state,
    dispatch: (input) => {
      dispatched.push(input);
      return 'kept';
    },
    lookUp: (number) => lookedUp.push(number),
    onTooSoon: () => {
      tooSoon += 1;
    },
    onScreenChange: () => {
      changes += 1;
    },
  });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-kiosk-'));
  time = createManualTime();
  state = emptyState('zh-CN', STANDARD_DISPLAY);
  [dispatched, lookedUp, asked, changes, tooSoon] = [[], [], [], 0, 0];
  [connected, scanner] = [false, false];
  answer = err('offline');
  start();
});
afterEach(() => {
  kiosk.stop();
  expect(time.pending()).toBe(0);
  rmSync(dir, { recursive: true });
});

const act = (...inputs: KioskInput[]) => {
  for (const input of inputs) kiosk.desk.input(input);
};
/** Lets what was asked be answered. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
async function connect(with_: Answer): Promise<void> {
  answer = with_;
  connected = true;
  kiosk.followSync();
  await settle();
}

describe('the pages', () => {
  it('return to the start after the wait, with a warning, and the next citizen finds language and display as set', () => {
    act({ act: 'way', way: 'number' }, { act: 'key', key: '7' });
    time.advance(39_999);
    expect(kiosk.desk.page()).toMatchObject({ text: '7', warning: null });
    const before = changes;
    time.advance(1);
    expect(changes).toBeGreaterThan(before);
    expect(kiosk.desk.page()).toMatchObject({ text: '7', warning: { remainingMs: 20_000, totalMs: 20_000 } });
    act({ act: 'more-time' });
    time.advance(59_999);
    expect(kiosk.desk.page()).toMatchObject({ text: '7', warning: { remainingMs: 1 } });
    time.advance(1);
    expect(kiosk.desk.page()).toEqual({ kind: 'kiosk-start', ways: ['number'], warning: null });
    expect(dispatched).toEqual([
      { kind: 'set-language', language: 'ug' },
      { kind: 'set-display', display: { ...STANDARD_DISPLAY, theme: 'dark' } },
    ]);
  });

  it('wait as long as the display asks for, but not for ever', () => {
    state = { ...state, display: { ...STANDARD_DISPLAY, elder: true } };
    kiosk.desk.touched();
    time.advance(119_999);
    expect(dispatched).toEqual([]);
    time.advance(1);
    expect(dispatched).toHaveLength(2);
    state = { ...state, display: { ...STANDARD_DISPLAY, theme: 'contrast' } };
    kiosk.desk.touched();
    time.advance(299_999);
    expect(dispatched).toHaveLength(2);
    time.advance(1);
    expect(dispatched).toHaveLength(4);
  });

  it('are forgotten by the session that takes over, and take nothing while it lasts', () => {
    act({ act: 'way', way: 'number' }, { act: 'key', key: '7' });
    state = { ...state, phase: { kind: 'notice', notice: 'thanks', deadline: 3000 } };
    kiosk.follow(state);
    act({ act: 'way', way: 'number' }, { act: 'key', key: '8' });
    kiosk.desk.touched();
    time.advance(600_000);
    state = { ...state, phase: { kind: 'idle' } };
    expect(kiosk.desk.page()).toMatchObject({ kind: 'kiosk-start', warning: null });
    expect(dispatched).toEqual([]);
  });

  it('count nothing at a start that the next citizen should find, and do where a language would be lost', () => {
    state = { ...state, language: 'ug', display: { ...STANDARD_DISPLAY, theme: 'dark' } };
    act({ act: 'way', way: 'number' }, { act: 'back' });
    kiosk.desk.touched();
    expect(time.pending()).toBe(0);
    for (const other of [{ language: 'en' as const }, { display: STANDARD_DISPLAY }]) {
      const before = state;
      state = { ...state, ...other };
      kiosk.desk.touched();
      time.advance(40_000);
      expect(kiosk.desk.page()).toMatchObject({ kind: 'kiosk-start', warning: { remainingMs: 20_000 } });
      state = before;
      kiosk.desk.touched();
      expect(kiosk.desk.page()).toMatchObject({ kind: 'kiosk-start', warning: null });
    }
  });

  it('offer the scanner only while it is there', () => {
    scanner = true;
    expect(kiosk.desk.page()).toMatchObject({ ways: ['scan', 'number'] });
  });

  it('look a typed number up', () => {
    act({ act: 'way', way: 'number' }, ...[...'YW-01'].map((key): KioskInput => ({ act: 'key', key })), {
      act: 'enter',
    });
    expect(lookedUp).toEqual(['YW-01']);
    expect(kiosk.desk.page()).toMatchObject({ kind: 'kiosk-number', text: 'YW-01' });
  });
});

describe('a session begun here', () => {
  const opened = () => dispatched.flatMap((input) => (input.kind === 'open' ? [input.session] : []));

  it('by a number holds the number and nothing else', () => {
    expect(kiosk.openUnknown('YW-01')).toBeNull();
    const [session] = opened();
    expect(session?.service).toBeUndefined();
    expect(Object.keys(session?.view ?? {}).sort()).toEqual([
      'openedAt',
      'openedBy',
      'qrHandle',
      'serialNumber',
      'sessionId',
    ]);
    expect(session?.view).toMatchObject({ openedBy: 'kiosk', serialNumber: 'YW-01', openedAt: time.clock.now() });
  });

  it('by a place holds what was chosen', async () => {
    await connect(ok({ state: 'changed', ...catalogueOf('a') }));
    act({ act: 'way', way: 'place' }, { act: 'choose', id: 'w' }, { act: 'choose', id: 'm' });
    time.advance(15_000);
    act({ act: 'way', way: 'place' }, { act: 'choose', id: 'w' }, { act: 'choose-other' });
    expect(opened().map(({ view }) => view)).toMatchObject([
      {
        openedBy: 'kiosk',
        windowName: '3号窗口',
        matterName: '社保卡补办',
        place: { hallId: 'h', windowId: 'w', matterId: 'm', catalogueVersion: 'a'.repeat(16) },
      },
      {
        openedBy: 'kiosk',
        windowName: '3号窗口',
        matterName: '咨询或其他服务',
        place: { hallId: 'h', windowId: 'w', catalogueVersion: 'a'.repeat(16) },
      },
    ]);
    expect(opened()[1]?.view.place).not.toHaveProperty('matterId');
  });
});

describe('ratings without a ticket', () => {
  it('come no faster than one in 15 s, whoever plays; what was chosen waits, and numbers do not count', async () => {
    await connect(ok({ state: 'changed', ...catalogueOf('a') }));
    const opened = () => dispatched.filter(({ kind }) => kind === 'open').length;
    kiosk.openUnknown('YW-01');
    act({ act: 'way', way: 'place' }, { act: 'choose', id: 'w' }, { act: 'choose', id: 'm' });
    expect([opened(), tooSoon]).toEqual([2, 0]);
    time.advance(14_999);
    act({ act: 'way', way: 'place' }, { act: 'choose', id: 'w' }, { act: 'choose', id: 'm' }, { act: 'choose-other' });
    expect([opened(), tooSoon]).toEqual([2, 2]);
    expect(kiosk.desk.page()).toMatchObject({ kind: 'kiosk-choice', step: 'matter' });
    time.advance(1);
    act({ act: 'choose', id: 'm' });
    expect([opened(), tooSoon]).toEqual([3, 2]);
  });
});

describe('the catalogue', () => {
  it('is fetched with every connection and every ten minutes, by the version that is known, and kept on disk', async () => {
    await connect(ok({ state: 'changed', ...catalogueOf('a') }));
    expect(asked).toEqual([{ knownVersion: null }]);
    expect(kiosk.desk.page()).toMatchObject({ ways: ['number', 'place'] });
    expect(catalogueFile(dir).load()).toEqual(catalogueOf('a'));
    answer = ok({ state: 'unchanged' });
    time.advance(CATALOGUE_EVERY_MS);
    await settle();
    expect(asked).toEqual([{ knownVersion: null }, { knownVersion: 'a'.repeat(16) }]);
    connected = false;
    kiosk.followSync();
    time.advance(CATALOGUE_EVERY_MS);
    expect(asked).toHaveLength(2);
    await connect(ok({ state: 'changed', ...catalogueOf('b') }));
    expect(catalogueFile(dir).load()).toEqual(catalogueOf('b'));
  });

  it('is there at the next start without a gateway, and stays where the gateway has none', async () => {
    await connect(ok({ state: 'changed', ...catalogueOf('a') }));
    kiosk.stop();
    start();
    expect(kiosk.desk.page()).toMatchObject({ ways: ['number', 'place'] });
    connected = false;
    kiosk.followSync();
    await connect(ok({ state: 'none' }));
    expect(kiosk.desk.page()).toMatchObject({ ways: ['number', 'place'] });
  });

  it('that is damaged on disk is no catalogue, and is fetched again', async () => {
    catalogueFile(dir).save({ ...catalogueOf('a'), version: 'not a version' });
    start();
    expect(kiosk.desk.page()).toMatchObject({ ways: ['number'] });
    await connect(ok({ state: 'changed', ...catalogueOf('a') }));
    expect(asked).toEqual([{ knownVersion: null }]);
    expect(kiosk.desk.page()).toMatchObject({ ways: ['number', 'place'] });
  });
});
