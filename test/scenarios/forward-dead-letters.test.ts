import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Hall, openHall } from './http-harness.ts';

const CLI = fileURLToPath(new URL('../../gateway/cli.ts', import.meta.url));
const POLL = { timeout: 15_000 };

let hall: Hall;
beforeEach(async () => {
  hall = await openHall();
});
afterEach(() => hall?.close());

/** Runs `mingjing-gateway` as a process of its own, beside the gateway that runs on the same data. */
async function cli(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, err };
}

async function rejectOne(): Promise<number> {
  hall.city.misbehave('reject', 1);
  const opened = await hall.openService('D-cli');
  await hall.rateByPhone(opened, { level: '2' });
  await expect.poll(() => hall.gateway.store.counts().outboxDead, POLL).toBe(1);
  return hall.gateway.store.deadLetters(1)[0]!.id;
}

describe('mingjing-gateway, beside a running gateway', () => {
  it('lists what the city rejected and revives it; its rating follows', async () => {
    const id = await rejectOne();
    const listed = await cli('dead', '--data', hall.dataDir, '--json');
    expect(listed).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(listed.out)).toMatchObject({
      deadLetters: [{ id, kind: 'service', attempts: 1, rawReply: expect.stringContaining('办件信息校验不通过') }],
      blockedRatings: 1,
    });
    expect(await cli('revive', String(id), '--data', hall.dataDir)).toMatchObject({ code: 0, err: '' });
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(1);
    await expect
      .poll(() => hall.gateway.store.counts(), POLL)
      .toMatchObject({ outboxPending: 0, outboxDead: 0, outboxDelivered: 2 });
    expect(await cli('dead', '--data', hall.dataDir)).toMatchObject({ code: 0, out: 'no dead letters\n' });
  });

  it('shows an answer of the city without letting it speak to the console', async () => {
    const id = await rejectOne();
    await hall.gateway.forwarder?.revive(id);
    await expect.poll(() => hall.gateway.store.counts().outboxDelivered, POLL).toBe(2);
    hall.city.misbehave('fail');
    await hall.openService('D-bell');
    await expect.poll(() => hall.gateway.store.counts().outboxPending, POLL).toBe(1);
    await hall.gateway.store.jobDead(id + 2, Date.now(), 'no\u001b[2J\nno');
    const { out, code } = await cli('dead', '--data', hall.dataDir);
    expect(code).toBe(1);
    expect(out).toContain('"no\\u001b[2J\\nno"');
    expect(out).not.toContain('\u001b');
  });

  it('revives nothing that is no dead letter', async () => {
    const opened = await hall.openService('D-none');
    expect(opened.status).toBe(201);
    await expect.poll(() => hall.city.services().length, POLL).toBe(1);
    await expect.poll(() => hall.gateway.store.counts().outboxDelivered, POLL).toBe(1);
    for (const id of ['1', '999']) {
      expect(await cli('revive', id, '--data', hall.dataDir)).toMatchObject({
        code: 1,
        err: expect.stringContaining('is no dead letter'),
      });
    }
    expect(hall.gateway.store.counts()).toMatchObject({ outboxPending: 0, outboxDelivered: 1, outboxDead: 0 });
  });

  it.each([
    ['revive', ['--data', '.'], 'ID:'],
    ['revive', ['x', '--data', '.'], 'ID:'],
    ['revive', ['1', '2', '--data', '.'], 'ID:'],
    ['revive', ['1'], '--data'],
    ['dead', ['--data', '/nowhere'], '--data'],
    ['dead', ['--limit', '0', '--data', '.'], '--limit'],
  ])('%s %j: says what is wrong and how to call it', async (command, args, words) => {
    const { code, err } = await cli(command, ...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain(`usage: mingjing-gateway ${command}`);
  });
});
