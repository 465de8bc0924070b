import { codeOf, messageOf } from './failures.ts';

/** What the system's error codes mean for a technician. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there; start the evaluator, or correct "path" of the device in the settings',
  ENOTFOUND: 'there is no such name; correct "path" of the device in the settings',
  EAI_AGAIN: 'the name cannot be looked up now; use an IP address as "path" of the device in the settings',
  EHOSTUNREACH: 'it is not reachable; check its power and network cable',
  ENETUNREACH: 'there is no network that leads there; check the network cable',
  EHOSTDOWN: 'it is down; check its power and network cable',
  ETIMEDOUT: 'it does not answer; check its power and network cable',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  EADDRINUSE:
    'another program listens there already; end it, or name another port as "path" of the device in the settings',
  EADDRNOTAVAIL: 'this machine has no such address; correct "path" of the device in the settings',
  EACCES: 'the system does not allow it; use a port from 1024 on',
  EPERM: 'the system does not allow it; look at the firewall',
  EMSGSIZE: 'the message is too long for one datagram',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'it sent a longer message than an evaluator may',
};

/** Why a network operation failed, in words. */
export function explainNetwork(cause: unknown): string {
  return CAUSES[codeOf(cause)] ?? messageOf(cause);
}
