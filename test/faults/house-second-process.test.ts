import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { connectScreen } from '../support/screen-client.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-second-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('a second terminal on the same folder touches nothing, says why, and takes over when the first is killed', async () => {
  const settings = { dataDir: join(dir, 'terminal') };
  const first = await startTerminalProcess(settings);
  const second = await startTerminalProcess(settings);
  const glass = await connectScreen(second.screenUrl);
  await glass.page('fault');
  expect(await second.logged('store.unavailable')).toMatchObject({
    reason: expect.stringContaining('in use by another terminal'),
  });
  await first.kill();
  await glass.page('idle');
  glass.close();
  await second.stop();
});

it('a second gateway on the same folder does not start, and names the field', async () => {
  const dataDir = join(dir, 'gateway');
  const first = await startGatewayProcess({ dataDir });
  await expect(startGatewayProcess({ dataDir })).rejects.toThrow(/ended with 40.*dataDir.*in use by another gateway/s);
  await first.kill();
  const next = await startGatewayProcess({ dataDir });
  await next.stop();
});
