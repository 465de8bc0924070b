import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import { messageOf } from './failures.ts';
import { findHolders, suspectHolder } from './port-holder.ts';

/** What the bindings' messages mean. */
const CAUSES = [
  { pattern: /cannot lock port|resource busy|access denied/i, code: 'port-in-use' },
  { pattern: /permission denied/i, code: 'port-forbidden' },
  { pattern: /no such file|file not found/i, code: 'port-missing' },
  { pattern: /inappropriate ioctl|not a typewriter/i, code: 'port-other' },
] as const;

/** Explains why a port did not open, and names the program that holds it where the system tells. */
export async function explainOpen(path: string, cause: unknown): Promise<DeviceProblem> {
  const message = messageOf(cause);
  const known = CAUSES.find(({ pattern }) => pattern.test(message));
  if (known === undefined) return deviceProblem('open-failed', { path, detail: message });
  const held = known.code === 'port-in-use';
  const holder = held ? ((await findHolders([path])).get(path) ?? (await suspectHolder())) : undefined;
  return deviceProblem(known.code, { path }, holder ?? null);
}
