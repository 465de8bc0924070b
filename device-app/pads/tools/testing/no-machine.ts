import type { ToolMachine } from '@mingjing/hardware-profiles/tools/machine.ts';
import { cutFrames } from '../cut-frames.ts';
import { learnEngine } from '../learn-engine.ts';

const unasked = (what: string) => () => {
  throw new Error(`${what} was not to be asked for`);
};

/** A machine for commands that read files only: it has the engine, and throws when asked for time or hardware. */
export const noMachine: ToolMachine = {
  clock: { now: unasked('the time'), mono: unasked('the time') },
  timers: { after: unasked('a timer') },
  openCapture: unasked('a device'),
  listPorts: unasked('the ports'),
  onInterrupt: unasked('Ctrl-C'),
  cutFrames,
  learn: learnEngine,
};
