import { posix } from 'node:path';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { MatchEntry } from '@mingjing/hardware-profiles/schema/transport.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { SerialBackend, SerialPortInfo } from './serial-backend.ts';

/** How well a port fits: 3 by serial number, 2 by USB id, 1 by path pattern, 0 not at all. */
function score(entry: MatchEntry, port: SerialPortInfo): number {
  if ('pathGlobs' in entry) return entry.pathGlobs.some((glob) => posix.matchesGlob(port.path, glob)) ? 1 : 0;
  if (port.vendorId?.toLowerCase() !== entry.vid || port.productId?.toLowerCase() !== entry.pid) return 0;
  if (entry.serialNumber === undefined) return 2;
  return entry.serialNumber === port.serialNumber ? 3 : 0;
}

/**
 * Finds the port of a pad: the path of the settings, else the port that fits the profile's fingerprint best; of equals the first by
 * name, so that the choice does not change from one start to the next.
 * @param taken ports that other pads of this terminal use
 * @returns the path, or for the technician why there is none and what to do
 */
export async function findPort(
  serial: SerialBackend,
  profile: PadProfile,
  path: string | undefined,
  taken: ReadonlySet<string>,
): Promise<Result<string, string>> {
  if (path !== undefined) {
    if (taken.has(path)) return err(`${path} is used by another pad of the settings; give each pad a port of its own`);
    return (await serial.exists(path)) ? ok(path) : err(`${path} is not there; check the cable and pads.path`);
  }
  const globs = profile.match.flatMap((entry) => ('pathGlobs' in entry ? entry.pathGlobs : []));
  const ports = await serial.list(globs);
  const ranked = ports
    .filter((port) => !taken.has(port.path))
    .map((port) => ({ path: port.path, rank: Math.max(0, ...profile.match.map((entry) => score(entry, port))) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (a.path < b.path ? -1 : 1));
  const best = ranked[0];
  return best === undefined
    ? err(`no port fits the profile ${profile.name}; check the cable or name the port in pads.path`)
    : ok(best.path);
}
