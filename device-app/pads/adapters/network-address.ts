import { isIPv6 } from 'node:net';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';

/** Where a network evaluator is, or where it is waited for. */
export interface NetworkAddress {
  /** Name or IP address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Only this machine, where the settings name nothing else. */
export const THIS_MACHINE = '127.0.0.1';

/**
 * Reads `host:port`, `[IPv6]:port`, or either without its port.
 * @param port where the text names none
 * @returns the address, or what is wrong with the text
 */
export function parseAddress(text: string, port: number): Result<NetworkAddress, DeviceProblem> {
  if (isIPv6(text)) return ok({ host: text, port });
  const match = /^(?:\[([^\]]+)\]|([^\s:[\]/]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const named = match?.[3] === undefined ? port : Number(match[3]);
  const sound = host !== undefined && (match?.[1] === undefined || isIPv6(host)) && named >= 1 && named <= 65_535;
  if (!sound) return err(deviceProblem('address-invalid', { path: text }));
  return ok({ host, port: named });
}

/** The text that {@link parseAddress} reads. */
export function formatAddress({ host, port }: NetworkAddress): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
