import type { OpenProblem } from '../transport.ts';
import { messageOf } from './failures.ts';
import { findHolders, suspectHolder } from './port-holder.ts';

/** What the bindings' messages mean for a technician. */
const CAUSES: readonly { readonly pattern: RegExp; readonly reason: string; readonly held: boolean }[] = [
  {
    pattern: /cannot lock port|resource busy|access denied/i,
    reason: 'is in use by another program; end it, or take the port from it',
    held: true,
  },
  {
    pattern: /permission denied/i,
    reason: 'may not be opened; add the user of the terminal to the port’s group (dialout or uucp)',
    held: false,
  },
  { pattern: /no such file|file not found/i, reason: 'is not there; check the cable', held: false },
  { pattern: /inappropriate ioctl|not a typewriter/i, reason: 'is no serial port; correct "path"', held: false },
];

/** Explains why a port did not open, and names the program that holds it where the system tells. */
export async function explainOpen(path: string, cause: unknown): Promise<OpenProblem> {
  const message = messageOf(cause);
  const known = CAUSES.find(({ pattern }) => pattern.test(message));
  const reason = `${path} ${known?.reason ?? `could not be opened: ${message}`}`;
  const holder = known?.held ? ((await findHolders([path])).get(path) ?? (await suspectHolder())) : undefined;
  return holder === undefined ? { reason } : { reason, holder };
}
