/** `npm run profiles`: the tools of hardware-profiles, run on the terminal's own engine and transports. */
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
// biome-ignore lint/style/noRestrictedImports: a program, which asks the machine on behalf of all it starts
import { systemClock, systemTimers } from '@mingjing/shared/system/machine.ts';
import { createTransports } from '../adapters/create-transports.ts';
import { createToolMachine } from '../tools/create-machine.ts';
import { replay } from './replay.ts';

const print = {
  line: (text: string) => process.stdout.write(`${text}\n`),
  error: (text: string) => process.stderr.write(`${text}\n`),
};
const { transports } = createTransports({
  clock: systemClock,
  timers: systemTimers,
  log: (_event, { reason } = {}) => {
    if (typeof reason === 'string') print.error(reason);
  },
});
const machine = createToolMachine({
  clock: systemClock,
  timers: systemTimers,
  transports,
  onInterrupt(stop) {
    process.once('SIGINT', stop).once('SIGTERM', stop);
    return () => process.off('SIGINT', stop).off('SIGTERM', stop);
  },
});

process.exitCode = await createProfilesTool(replay, machine)(process.argv.slice(2), print);
