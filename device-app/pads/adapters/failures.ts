import type { DeviceProblem } from '../../core/devices/device-problem.ts';

/** Rejects with a problem that is understood already. */
export class ProblemError extends Error {
  readonly problem: DeviceProblem;
  constructor(problem: DeviceProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

/** The problem that was thrown, or the one that what was thrown is made into. */
export function problemOf(cause: unknown, otherwise: (detail: string) => DeviceProblem): DeviceProblem {
  return cause instanceof ProblemError ? cause.problem : otherwise(messageOf(cause));
}

/** Throws on its own, away from the device: a bug ends the process and is not taken for an unplugged pad. */
export function throwAside(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}

/** What went wrong, in the words of whoever threw it. */
export function messageOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  // Native modules hand over bare texts.
  return typeof cause === 'string' ? cause : 'unknown error';
}

/** The system's name of an error, such as `ECONNREFUSED`; empty where it has none. */
export function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
