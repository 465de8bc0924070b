import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hall, openHall } from './http-harness.ts';

const CLI = fileURLToPath(new URL('../../gateway/cli.ts', import.meta.url));
const CONTACT = 'lilei.reply@example.cn';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall?.close());

/** As somebody on the gateway's machine. */
function contacts(...args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(process.execPath, [CLI, 'contacts', ...args], (_error, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Rates on the phone and asks for a reply. */
async function rateAndAsk(projectNo: string) {
  const opened = await hall.openService(projectNo);
  const sent = await (await hall.rateByPhone(opened, { level: '1' })).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(sent)?.[1] ?? '';
  const url = `${hall.gateway.url}${new URL(opened.qrUrl).pathname}`;
  const post = (fields: Record<string, string>) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ ticket, ...fields }) });
  expect((await post({ act: 'contact', contact: CONTACT })).status).toBe(200);
  return { ...opened, post };
}

describe('a citizen who asked for a reply', () => {
  it('is found by the number of the service on the gateway, and nowhere else', async () => {
    const { sessionId } = await rateAndAsk('C-1');
    await expect.poll(() => hall.city.ratings().length).toBe(1);
    const { code, out } = await contacts('C-1', '--data', hall.dataDir);
    expect(code).toBe(0);
    expect(out).toMatch(/^email "lilei\.reply@example\.cn", left \d{4}-/);
    const state = await (await hall.call('GET', `/api/v1/service-sessions/${sessionId}`)).text();
    const told = [state, JSON.stringify(hall.events), JSON.stringify(hall.city.requests())];
    for (const text of told) expect(text).not.toContain('lilei');
    for (const suffix of ['', '-wal']) {
      expect(readFileSync(join(hall.dataDir, DATABASE_FILE + suffix)).includes('lilei')).toBe(false);
    }
  });

  it('who deleted it is not found', async () => {
    const { post } = await rateAndAsk('C-2');
    expect((await post({ act: 'forget' })).status).toBe(200);
    expect(await contacts('C-2', '--data', hall.dataDir)).toMatchObject({ code: 1, out: '' });
  });

  it.each([
    [['--data', '.'], 'NUMBER: give'],
    [['x'.repeat(65), '--data', '.'], 'NUMBER: give'],
    [['C-1', 'C-2', '--data', '.'], 'NUMBER: give'],
    [['C-1'], '--data: name'],
    [['--window', 'w3', '--data', '.'], '--window: give the --day'],
    [['C-1', '--day', '2026-05-06', '--data', '.'], '--day: leave it out'],
    [['--day', '6.5.2026', '--data', '.'], '--day: give a day as YYYY-MM-DD'],
    [['--day', '2026-13-01', '--data', '.'], '--day: give a day as YYYY-MM-DD'],
    [['C-1', '--data', '/nowhere'], '--data: there is no'],
  ])('contacts %j: says what is wrong and how to call it', async (args, problem) => {
    const { code, out, err } = await contacts(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
    expect(err).toContain('usage: mingjing-gateway contacts NUMBER');
  });
});
