import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { Holder } from '../core/devices/device-problem.ts';
import { PAD_DELAYS } from './delays.data.ts';
import { matchProfile } from './fingerprint.ts';
import type { SeenPort } from './pad-events.ts';
import type { DeviceInfo, Transport, Transports, WantedDevice } from './transport.ts';

/** Kinds that a machine has whether anybody configured them or not. */
const BUSES: readonly TransportKind[] = ['serial', 'hid'];

/** A machine has far fewer. */
const MAX_PORTS = 128;
const MAX_FITS = 16;

export interface SurveyParts {
  readonly profiles: ProfileCatalogue;
  readonly transports: Transports;
  /** The devices of the settings. */
  readonly wanted: readonly WantedDevice[];
  readonly timers: Timers;
}

/** Profiles of a kind that may be chosen by fingerprint, one per id. */
function profilesOf(profiles: ProfileCatalogue, kind: TransportKind): readonly PadProfile[] {
  const all = [...profiles.values()].filter(({ transport, template }) => transport.kind === kind && !template);
  return [...new Map(all.map((profile) => [profile.id, profile])).values()];
}

/** What to list of a kind: on a bus everything that any profile could name, else what the settings ask for. */
function questionsFor(kind: TransportKind, profiles: readonly PadProfile[], wanted: readonly WantedDevice[]) {
  const configured = wanted.filter(({ profile }) => profile.transport.kind === kind);
  const [first] = profiles;
  if (!BUSES.includes(kind) || first === undefined) return configured;
  const profile = { ...first, match: profiles.flatMap(({ match }) => match) };
  return [{ profile, settings: { profile: first.name, peers: [], addresses: [] } }];
}

/** What a promise gives in time, else nothing: a system that hangs must not hang the technician's page. */
async function inTime<T>(work: Promise<T>, otherwise: T, timers: Timers): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<T>();
  const cancel = timers.after(PAD_DELAYS.searchDeadlineMs, () => resolve(otherwise));
  const result = await Promise.race([work, late]);
  cancel();
  return result;
}

/** One row per port: a HID device has several collections under one path. */
function byPath(devices: readonly DeviceInfo[]): ReadonlyMap<string, readonly DeviceInfo[]> {
  const paths = new Map<string, DeviceInfo[]>();
  for (const device of devices) paths.set(device.path, [...(paths.get(device.path) ?? []), device]);
  return new Map([...paths].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MAX_PORTS));
}

async function surveyKind(
  kind: TransportKind,
  transport: Transport,
  { profiles, wanted, timers }: SurveyParts,
): Promise<readonly Omit<SeenPort, 'slot'>[]> {
  const known = profilesOf(profiles, kind);
  const lists = await Promise.all(
    questionsFor(kind, known, wanted).map((question) => inTime(transport.list(question), [], timers)),
  );
  const ports = byPath(lists.flat());
  const nobody: ReadonlyMap<string, Holder> = new Map();
  const asked = transport.holders?.([...ports.keys()]) ?? Promise.resolve(nobody);
  const holders = await inTime(asked, nobody, timers);
  return [...ports].map(([path, devices]) => {
    const [device] = devices;
    const fits = known.filter((profile) => devices.some((each) => matchProfile(profile, each) !== undefined));
    const usbId = device?.vendorId === undefined ? null : `${device.vendorId}:${device.productId ?? ''}`;
    return {
      path,
      kind,
      usbId,
      serialNumber: device?.serialNumber ?? null,
      location: device?.location ?? null,
      holder: holders.get(path) ?? null,
      fits: fits.slice(0, MAX_FITS).map(({ id }) => id),
    };
  });
}

/** All ports and devices of this machine, sorted, with what could use them. */
export async function surveyPorts(parts: SurveyParts): Promise<readonly Omit<SeenPort, 'slot'>[]> {
  const kinds = Object.keys(parts.transports) as TransportKind[];
  const rows = await Promise.all(kinds.map((kind) => surveyKind(kind, parts.transports[kind], parts)));
  return rows.flat();
}
