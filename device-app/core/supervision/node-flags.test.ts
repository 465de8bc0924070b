import { expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { RUNTIME_NODE_FLAGS } from './node-flags.data.ts';

it('are those with which `npm run terminal` starts the runtime', () => {
  expect(packageJson.scripts.terminal.split(' ')).toEqual([
    'node',
    ...RUNTIME_NODE_FLAGS,
    'device-app/runtime/main.ts',
  ]);
});
