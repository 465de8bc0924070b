/** One subcommand of `mingjing-gateway`. */
export interface Command {
  /** What follows the command's name, such as `--data DIR [--json]`. */
  readonly usage: string;
  /** One line for the overview. */
  readonly summary: string;
  /**
   * @param args what follows the command's name
   * @returns the exit code
   * @throws UsageError when the call is wrong
   */
  run(args: readonly string[]): Promise<number>;
}

/** 0: all held. 1: something fell short. 2: the call was wrong, or what it names could not be looked at. */
export const EXIT = { ok: 0, shortfall: 1, usage: 2 } as const;

/** A wrong call; `message` names the argument and the cure. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
