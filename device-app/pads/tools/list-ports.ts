import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { ListPorts } from '@mingjing/hardware-profiles/tools/ports/seen-ports.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { holderText } from '../../core/devices/device-problem.ts';
import { matchProfile } from '../fingerprint.ts';
import type { SeenPort } from '../pad-events.ts';
import { surveyPorts } from '../survey-ports.ts';
import type { DeviceInfo, Transports } from '../transport.ts';

/** By what a port fits a profile that is known to fit it; of a HID device that is the collection which the profile names. */
function reason(profile: PadProfile, { path, usbId, serialNumber }: Omit<SeenPort, 'slot'>): string {
  const [vendorId = '', productId = ''] = (usbId ?? '').split(':');
  const { usagePage, usage, interface: number } = profile.transport.kind === 'hid' ? profile.transport.hid : {};
  const device: DeviceInfo = {
    path,
    ...(usbId === null ? {} : { vendorId, productId }),
    ...(serialNumber === null ? {} : { serialNumber }),
    ...(usagePage === undefined ? {} : { usagePage }),
    ...(usage === undefined ? {} : { usage }),
    ...(number === undefined ? {} : { interface: number }),
  };
  return matchProfile(profile, device) ?? 'usage';
}

/** What the technician's page shows of this machine's ports, for a command line without a terminal running. */
export function createListPorts(transports: Transports, timers: Timers): ListPorts {
  return async () => {
    const { catalogue: profiles } = loadProfiles();
    const seen = await surveyPorts({ profiles, transports, wanted: [], timers });
    return seen.map((port) => ({
      ...port,
      holder: port.holder === null ? null : holderText(port.holder),
      fits: port.fits.flatMap((id) => {
        const profile = profiles.get(id);
        return profile === undefined ? [] : [{ profile: id, by: reason(profile, port) }];
      }),
    }));
  };
}
