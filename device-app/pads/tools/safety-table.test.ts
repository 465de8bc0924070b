import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { expect, it } from 'vitest';
import { replay } from '../replay/replay.ts';
import { noMachine } from './testing/no-machine.ts';

it('docs/hardware-safety.md is what `npm run docs` writes', async () => {
  const errors: string[] = [];
  const print = { line: () => undefined, error: (text: string) => errors.push(text) };
  expect(await createProfilesTool(replay, noMachine)(['safety-table', '--check'], print), errors.join('\n')).toBe(0);
});
