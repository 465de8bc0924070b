import { join } from 'node:path';
import type { utilityProcess } from 'electron';
import { RUNTIME_NODE_FLAGS } from '../core/supervision/node-flags.data.ts';

export interface RuntimeForkParts {
  /** Folder of the bundles. */
  readonly folder: string;
  /** `process.argv` of the shell. */
  readonly argv: readonly string[];
  readonly packaged: boolean;
}

/** How to fork the runtime: its bundle, the arguments that the shell was given, the flags of its Node. */
export function runtimeFork({ folder, argv, packaged }: RuntimeForkParts): Parameters<typeof utilityProcess.fork> {
  return [
    join(folder, 'runtime.js'),
    // Unpackaged, Electron's second argument is the program.
    argv.slice(packaged ? 1 : 2),
    { serviceName: 'mingjing-runtime', execArgv: [...RUNTIME_NODE_FLAGS] },
  ];
}
