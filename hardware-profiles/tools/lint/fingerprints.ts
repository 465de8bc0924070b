import type { ProfileFile } from '../../load-profiles.ts';
import type { ProfileIssue } from '../../profile-issue.ts';
import type { Profile } from '../../schema/profile.ts';

/** By what a profile takes a port for its own. */
function fingerprintsOf({ match, transport }: Profile): readonly string[] {
  const collection = transport.kind === 'hid' ? JSON.stringify(transport.hid) : '';
  return match.flatMap((entry) => {
    if ('pathGlobs' in entry) return entry.pathGlobs.map((glob) => `${transport.kind} ${glob}`);
    if ('usageOnly' in entry) return [`${transport.kind} ${collection}`];
    return [`${transport.kind} ${collection} ${entry.vid}:${entry.pid} ${entry.serialNumber ?? ''}`];
  });
}

/**
 * Profiles that take the same port for their own: only the settings, or what the device answers, can tell them apart. Templates are
 * never chosen by fingerprint.
 */
export function sharedFingerprints(profiles: readonly ProfileFile[]): readonly ProfileIssue[] {
  const owners = new Map<string, Set<string>>();
  const chosen = profiles.filter(({ profile }) => !profile.template);
  for (const { profile } of chosen) {
    for (const print of fingerprintsOf(profile)) owners.set(print, (owners.get(print) ?? new Set()).add(profile.id));
  }
  return chosen.flatMap(({ profile, json }) => {
    const ids = fingerprintsOf(profile).flatMap((print) => [...(owners.get(print) ?? [])]);
    const others = [...new Set(ids)].filter((id) => id !== profile.id);
    if (others.length === 0) return [];
    const problem = `also fits ports of ${others.join(', ')}; where several are in use, name the port in the settings`;
    return [json.issue(['match'], problem)];
  });
}
