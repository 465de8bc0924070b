import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../demo/stack.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';

let dir: string;
let stack: Stack;
let screen: ScreenClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-main-job-'));
  stack = await startStack({ dir, terminal: { timing: { invitation: 600, undo: 10, notice: 1 } } });
  screen = await connectScreen(stack.terminal.screenUrl);
});
afterAll(async () => {
  screen?.close();
  await stack?.stop();
  rmSync(dir, { recursive: true });
});

/** Presses a key of the pad until the terminal takes it: within the guard time it does not. */
async function pressPad(level: Level): Promise<void> {
  const timer = setInterval(() => stack.pad.press(level), 600);
  try {
    stack.pad.press(level);
    await screen.page('undo');
  } finally {
    clearInterval(timer);
  }
}

describe('one service, from the bytes of the pad to the answer of the city', () => {
  it.each(LEVEL_ORDER)('carries level %i', async (level) => {
    const record = serviceRecord(level);
    const { sessionId, state } = await stack.gateway.openSession(stack.shortId, record);
    expect(state).toBe('shown');
    const invitation = await screen.page('invitation', (page) => page.sessionId === sessionId);
    expect(invitation.card).toMatchObject({ matterName: record.taskName, staffName: '王芳', staffNumber: 'A0312' });
    await pressPad(level);
    const rated = LEVEL_ORDER.indexOf(level) + 1;
    await vi.waitFor(() => expect(stack.pad.acks()).toHaveLength(rated));
    screen.send({ kind: 'confirm', sessionId: sessionId as SessionId });
    const { options } = await screen.page('reasons');
    const tags = options.slice(0, 2).map((option) => option.code);
    screen.send({ kind: 'give-reasons', sessionId: sessionId as SessionId, tags, items: [], text: '', ink: null });
    await screen.page('idle');
    const forwarded = () => stack.city.ratings().filter((rating) => rating.projectNo === record.projectNo);
    await vi.waitFor(() => expect(forwarded()).toHaveLength(1), { timeout: 30_000 });
    expect(forwarded()).toMatchObject([
      { satisfaction: String(level), pf: '4', evalDetail: tags.join(','), assessNumber: '1', serviceNumber: '1' },
    ]);
  });

  it('sent each service before its rating, each once, and nothing was refused', () => {
    expect(stack.city.services()).toHaveLength(LEVEL_ORDER.length);
    expect(stack.city.ratings()).toHaveLength(LEVEL_ORDER.length);
    expect(stack.city.requests().every((request) => request.message === '成功')).toBe(true);
  });

  it('wrote no level, name, number or token of a person into any log (P5, P6)', () => {
    const lines = [...stack.terminal.lines.slice(1), ...stack.gateway.lines].join('\n');
    expect(lines).not.toMatch(/王芳|A0312|内资公司|"(level|satisfaction)":"?[1-5]"?[,}]|\/r\/[0-9A-Z]{6}/);
  });

  it('wrote no file that another user of the machine could read', () => {
    const written = ['terminal', 'gateway'].flatMap((program) =>
      readdirSync(join(dir, program)).map((name) => join(dir, program, name)),
    );
    const own = written.filter((path) => !path.endsWith('settings.json'));
    expect(own.length).toBeGreaterThan(4);
    expect(own.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
  });
});
