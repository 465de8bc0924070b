import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import { codeOf, messageOf } from './failures.ts';

/** What the system's error codes mean. */
const CAUSES = {
  ECONNREFUSED: 'net-nobody-listens',
  ENOTFOUND: 'net-no-name',
  EAI_AGAIN: 'net-name-unclear',
  EHOSTUNREACH: 'net-unreachable',
  ENETUNREACH: 'net-no-way',
  EHOSTDOWN: 'net-down',
  ETIMEDOUT: 'net-no-answer',
  ECONNRESET: 'net-broken-off',
  EPIPE: 'net-broken-off',
  EADDRINUSE: 'net-in-use',
  EADDRNOTAVAIL: 'net-not-ours',
  EACCES: 'net-low-port',
  EPERM: 'net-forbidden',
  EMSGSIZE: 'net-too-long',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'net-long-message',
} as const;

function isKnown(code: string): code is keyof typeof CAUSES {
  return Object.hasOwn(CAUSES, code);
}

/** Why a network operation failed. @param address of the other side, or where it was to be waited for */
export function explainNetwork(address: string, cause: unknown): DeviceProblem {
  const code = codeOf(cause);
  return isKnown(code)
    ? deviceProblem(CAUSES[code], { address })
    : deviceProblem('net-failed', { address, detail: messageOf(cause) });
}
