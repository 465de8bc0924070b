import { flushCompileCache } from 'node:module';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createShellLines } from './shell-lines.ts';
import { startFromArguments, stopper } from './start-from-arguments.ts';

const stop = stopper(() => runtime);
const lines = createShellLines({
  input: process.stdin,
  output: process.stdout,
  screenUrl: () => runtime.screenUrl(),
  onShellGone: stop,
});
const runtime = await startFromArguments(createHeartbeat(systemClock, lines.painted));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
lines.ready(runtime.localUrl);
// Now rather than at the end: a terminal mostly ends by losing its power.
flushCompileCache();
