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
