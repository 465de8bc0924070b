import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageKind } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { readTerminalLog } from '../support/terminal-log.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

let dir: string;
let terminal: TerminalProcess;
let screen: ScreenClient;

async function start(): Promise<void> {
  terminal = await startTerminalProcess({ dataDir: dir, timing: { invitation: 600, undo: 10, notice: 1 } });
  screen = await connectScreen(terminal.screenUrl);
}

/** Power loss, and power back. */
async function crash(): Promise<void> {
  await terminal.kill();
  await start();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-kill-'));
  await start();
});
afterEach(async () => {
  screen.close();
  await terminal.stop();
  rmSync(dir, { recursive: true });
});

async function open(n: number): Promise<SessionId> {
  return (await openLocally(terminal, serviceRecord(n))).sessionId as SessionId;
}

/** Taps a level until the page takes it: a tap within the guard time does nothing, as on the glass. */
async function tap(sessionId: SessionId, level: (typeof LEVEL_ORDER)[number]): Promise<void> {
  const timer = setInterval(() => screen.send({ kind: 'press', sessionId, level, source: 'screen' }), 50);
  try {
    await screen.page('undo');
  } finally {
    clearInterval(timer);
  }
}

describe('kill -9 of the terminal', () => {
  it('at every step of a session loses and doubles nothing, whatever the level', async () => {
    const seen: PageKind[] = [];
    for (const [n, level] of LEVEL_ORDER.entries()) {
      const sessionId = await open(n + 1);
      const step = async (kind: PageKind) => {
        await screen.page(kind);
        await crash();
        // Thanks stay for a second: on a slow machine they are over before the process is back.
        const overdue = kind === 'thanks' ? 'idle' : kind;
        seen.push((await screen.until(({ page }) => page.kind === kind || page.kind === overdue)).page.kind);
      };
      await step('invitation');
      await tap(sessionId, level);
      await step('undo');
      screen.send({ kind: 'undo', sessionId });
      await step('invitation');
      await tap(sessionId, level);
      await step('undo');
      screen.send({ kind: 'confirm', sessionId });
      await step('reasons');
      screen.send({ kind: 'skip-reasons', sessionId });
      await step('thanks');
      await screen.page('idle');
    }
    expect(seen).toHaveLength(LEVEL_ORDER.length * 6);
    await terminal.stop();
    const log = readTerminalLog(dir);
    expect(log.intact).toBe(true);
    expect(log.records.flatMap((record) => (record.type === 'rating' ? [record.body.level] : []))).toEqual(LEVEL_ORDER);
    expect(log.records.filter((record) => record.type === 'followup')).toHaveLength(LEVEL_ORDER.length);
    await start();
  }, 120_000);

  it('at any moment after a press keeps what the screen showed as received (P1)', async () => {
    const promised: SessionId[] = [];
    for (let n = 1; n <= 8; n += 1) {
      const sessionId = await open(n);
      await screen.page('invitation', (page) => page.sessionId === sessionId);
      await tap(sessionId, 3);
      promised.push(sessionId);
      // From here on the process may die at any point of committing: some rounds before, some during, some after.
      screen.send({ kind: 'confirm', sessionId });
      for (let spin = 0; spin < n; spin += 1) await new Promise(setImmediate);
      await crash();
      await screen.until((state) => state.page.kind === 'reasons' || state.page.kind === 'undo');
      if (screen.state().page.kind === 'undo') screen.send({ kind: 'confirm', sessionId });
      await screen.page('reasons');
      screen.send({ kind: 'skip-reasons', sessionId });
      await screen.page('idle');
    }
    await terminal.stop();
    const log = readTerminalLog(dir);
    expect(log.intact).toBe(true);
    expect(log.records.flatMap((record) => (record.type === 'rating' ? [record.body.sessionId] : []))).toEqual(
      promised,
    );
    await start();
  }, 120_000);
});
