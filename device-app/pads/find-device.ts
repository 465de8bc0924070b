import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
import { isCollection, matchProfile, matchRank } from './fingerprint.ts';
import type { MatchedBy } from './pad-events.ts';
import type { DeviceInfo, Transport, WantedDevice } from './transport.ts';

/** A device to open, and why this one. */
export interface FoundDevice {
  readonly path: string;
  /** What the path leads to. */
  readonly node: string;
  readonly matchedBy: MatchedBy;
}

export interface SearchLimits {
  /** Nodes that others of this terminal use. */
  readonly isTaken: (node: string) => boolean;
  /** When a node last would not open, or turned out to be another device, in any growing count; those are tried last, the longest ago first. */
  readonly failedAt: ReadonlyMap<string, number>;
}

interface Candidate extends FoundDevice {
  readonly failedAt: number;
  readonly rank: number;
}

/** Whether the device is the very one that the settings name; undefined where they name none. */
function isNamed({ settings }: WantedDevice, device: DeviceInfo): MatchedBy | false | undefined {
  const { serialNumber, location } = settings;
  if (serialNumber === undefined && location === undefined) return undefined;
  if (serialNumber !== undefined && serialNumber !== device.serialNumber) return false;
  if (location !== undefined && location !== device.location) return false;
  return serialNumber === undefined ? 'location' : 'serial-number';
}

function judge(wanted: WantedDevice, device: DeviceInfo): Omit<Candidate, 'failedAt' | 'node'> | undefined {
  const fits = matchProfile(wanted.profile, device);
  const named = isNamed(wanted, device);
  const rank = fits === undefined ? Number.MAX_SAFE_INTEGER : matchRank(fits);
  // Whoever names a device by its number or place may have put the pad behind another adapter than usual.
  if (named !== undefined) {
    return named !== false && isCollection(wanted.profile, device)
      ? { path: device.path, matchedBy: named, rank }
      : undefined;
  }
  return fits === undefined ? undefined : { path: device.path, matchedBy: fits, rank };
}

function before(a: Candidate, b: Candidate): number {
  return a.failedAt - b.failedAt || a.rank - b.rank || (a.path < b.path ? -1 : 1);
}

async function nodeOf(transport: Transport, path: string): Promise<string> {
  return (await transport.nodeOf?.(path)) ?? path;
}

function whyNone({ profile, settings }: WantedDevice): DeviceProblem {
  const name = [settings.serialNumber, settings.location].filter((each) => each !== undefined).join(' @ ');
  return name === ''
    ? deviceProblem('nothing-fits', { profile: profile.name })
    : deviceProblem('named-missing', { name });
}

async function findNamedPath(
  transport: Transport,
  path: string,
  { isTaken }: SearchLimits,
): Promise<Result<FoundDevice, DeviceProblem>> {
  const node = await nodeOf(transport, path);
  if (isTaken(node)) return err(deviceProblem('path-taken', { path }));
  if (await transport.exists(path)) return ok({ path, node, matchedBy: 'path' });
  return err(transport.problem?.() ?? deviceProblem('path-missing', { path }));
}

/**
 * Finds the device of a slot: the path of the settings, else the serial number or place that they name, else what fits the profile's
 * fingerprint best. Of equals the first by path, so that the choice does not change from one start to the next. Devices that would not open,
 * or turned out to be something else, come after all others, since a bridge chip says nothing about what is behind it.
 * @returns the device, or for the technician why there is none and what to do
 */
export async function findDevice(
  transport: Transport,
  wanted: WantedDevice,
  limits: SearchLimits,
): Promise<Result<FoundDevice, DeviceProblem>> {
  const { profile, settings } = wanted;
  if (settings.path !== undefined) return findNamedPath(transport, settings.path, limits);
  if (profile.template) {
    return err(deviceProblem('template-needs-path', { profile: profile.name }));
  }
  const devices = await transport.list(wanted);
  const fitting = devices.map((device) => judge(wanted, device)).filter((candidate) => candidate !== undefined);
  const located = await Promise.all(
    fitting.map(async (each) => ({ ...each, node: await nodeOf(transport, each.path) })),
  );
  const [best] = located
    .filter(({ node }) => !limits.isTaken(node))
    .map((candidate) => ({ ...candidate, failedAt: limits.failedAt.get(candidate.node) ?? 0 }))
    .sort(before);
  return best === undefined
    ? err(transport.problem?.() ?? whyNone(wanted))
    : ok({ path: best.path, node: best.node, matchedBy: best.matchedBy });
}
