import { expect, it } from 'vitest';
import { RUNTIME_NODE_FLAGS } from '../core/supervision/node-flags.data.ts';
import { runtimeFork } from './runtime-fork.ts';

it.each([
  { packaged: true, argv: ['mingjing-terminal', '--settings', 'f.json'] },
  { packaged: false, argv: ['electron', 'out/main.js', '--settings', 'f.json'] },
])('forks the runtime with its Node flags and the settings of the shell (packaged: $packaged)', (parts) => {
  const options = { serviceName: 'mingjing-runtime', execArgv: ['--max-semi-space-size=1'] };
  expect(runtimeFork({ folder: '/opt/out', ...parts })).toEqual([
    '/opt/out/runtime.js',
    ['--settings', 'f.json'],
    options,
  ]);
  expect(options.execArgv).toEqual(RUNTIME_NODE_FLAGS);
});
