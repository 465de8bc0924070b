import type { ToolMachine } from '@mingjing/hardware-profiles/tools/machine.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Transports } from '../transport.ts';
import { cutFrames } from './cut-frames.ts';
import { learnEngine } from './learn-engine.ts';
import { createListPorts } from './list-ports.ts';
import { createOpenCapture } from './open-capture.ts';

export interface MachineParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly transports: Transports;
  readonly onInterrupt: ToolMachine['onInterrupt'];
}

/** What the profile tools get of the terminal: its transports to listen with, its engine to understand with. */
export function createToolMachine({ clock, timers, transports, onInterrupt }: MachineParts): ToolMachine {
  return {
    clock,
    timers,
    onInterrupt,
    openCapture: createOpenCapture(transports),
    listPorts: createListPorts(transports, timers),
    cutFrames,
    learn: learnEngine,
  };
}
