import { posix } from 'node:path';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { MatchEntry, TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import { MATCHED_BY, type MatchedBy } from './pad-events.ts';
import type { DeviceInfo } from './transport.ts';

/** Kinds whose list holds only what the profile itself asks for, so that all of it fits. */
const SELF_SELECTING: ReadonlySet<TransportKind> = new Set(['keyboard', 'tcp', 'udp', 'websocket']);

/** Whether a HID collection is the one that the profile opens: what the profile names must be there and equal. Other kinds have none. */
export function isCollection({ transport }: PadProfile, device: DeviceInfo): boolean {
  if (transport.kind !== 'hid') return true;
  const { usagePage, usage, interface: number } = transport.hid;
  const equal = (wanted: number | undefined, given: number | undefined) => wanted === undefined || wanted === given;
  return equal(usagePage, device.usagePage) && equal(usage, device.usage) && equal(number, device.interface);
}

function matchEntry(entry: MatchEntry, profile: PadProfile, device: DeviceInfo): MatchedBy | undefined {
  if ('pathGlobs' in entry) {
    return entry.pathGlobs.some((glob) => posix.matchesGlob(device.path, glob)) ? 'path-pattern' : undefined;
  }
  if ('usageOnly' in entry) {
    // A profile without a usage would take every device of the machine.
    return profile.transport.kind === 'hid' && profile.transport.hid.usagePage !== undefined ? 'usage' : undefined;
  }
  if (device.vendorId?.toLowerCase() !== entry.vid || device.productId?.toLowerCase() !== entry.pid) return undefined;
  if (entry.serialNumber === undefined) return 'usb-id';
  return entry.serialNumber === device.serialNumber ? 'serial-number' : undefined;
}

/** How good a match is: the lower, the better. */
export function matchRank(matchedBy: MatchedBy): number {
  return MATCHED_BY.indexOf(matchedBy);
}

/**
 * By what a device of the profile's kind fits its fingerprint, the best of several.
 * @returns undefined where it does not fit
 */
export function matchProfile(profile: PadProfile, device: DeviceInfo): MatchedBy | undefined {
  if (SELF_SELECTING.has(profile.transport.kind)) return 'path';
  if (!isCollection(profile, device)) return undefined;
  return profile.match
    .map((entry) => matchEntry(entry, profile, device))
    .filter((matchedBy) => matchedBy !== undefined)
    .sort((a, b) => matchRank(a) - matchRank(b))[0];
}
