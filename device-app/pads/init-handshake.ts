import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
import type { Conversation, Understood } from './conversation.ts';
import { isFrom, type Outgoing, type Outputs } from './outputs.ts';

/** The ways to speak to a device that is being proved. */
interface Line {
  readonly ask: Conversation['ask'];
  readonly say: (message: Outgoing) => Promise<boolean>;
}

type Step = PadProfile['init'][number];

async function askOnce({ answer, timeoutMs }: Step, messages: readonly Outgoing[], { ask, say }: Line) {
  for (const message of messages) {
    if (answer === null) {
      if (!(await say(message))) return false;
    } else {
      const isAnswer = (decoded: Understood) => decoded.rule === answer && isFrom(message, decoded);
      if ((await ask({ message, timeoutMs, isAnswer })) === 'answered') return true;
    }
  }
  // Where several addresses are asked, one that answers is enough: the others may be switched off.
  return answer === null;
}

async function carryOut(step: Step, messages: readonly Outgoing[], line: Line): Promise<boolean> {
  for (let attempt = 0; attempt <= step.retries; attempt += 1) {
    if (await askOnce(step, messages, line)) return true;
  }
  return false;
}

/**
 * Asks a device what its profile asks first, in order, each question again as often as it says.
 * @returns an error where it does not answer as it should: then this is another device, or it is not ready
 */
export async function proveDevice(
  profile: PadProfile,
  outputs: Outputs,
  line: Line,
): Promise<Result<void, DeviceProblem>> {
  for (const step of profile.init) {
    const messages = outputs.messages(step.output, step.with);
    if (!messages.ok) return err(deviceProblem('cannot-prove', { output: step.output, detail: messages.error }));
    if (!(await carryOut(step, messages.value, line))) {
      return err(deviceProblem('other-device', { output: step.output, profile: profile.name }));
    }
  }
  return ok(undefined);
}
