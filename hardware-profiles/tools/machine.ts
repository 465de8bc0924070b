import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { OpenCapture } from './capture/capture-port.ts';
import type { CutFrames } from './capture/cut-frames.ts';
import type { LearnEngine } from './learn/engine.ts';
import type { ListPorts } from './ports/seen-ports.ts';

/** What the tools need of the machine they run on; given by the terminal, which knows its hardware. */
export interface ToolMachine {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly openCapture: OpenCapture;
  readonly cutFrames: CutFrames;
  readonly listPorts: ListPorts;
  readonly learn: LearnEngine;
  /** Calls back when the user wants to stop (Ctrl-C). @returns stops listening */
  onInterrupt(stop: () => void): () => void;
}
