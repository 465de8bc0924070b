import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { expect, it } from 'vitest';

const DEMO = fileURLToPath(new URL('../demo/main.ts', import.meta.url));

it('npm run demo -- --once --json sends every level from the pad to the city and says so in its last line', async () => {
  await builtScreens();
  const { error, out } = await new Promise<{ error: Error | null; out: string }>((resolve) => {
    execFile(process.execPath, [DEMO, '--once', '--json'], { timeout: 110_000 }, (error, out) =>
      resolve({ error, out }),
    );
  });
  expect(error).toBeNull();
  const summary = { opened: 5, rated: 5, forwarded: 5, duplicated: 0, lost: 0 };
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject(summary);
}, 120_000);
