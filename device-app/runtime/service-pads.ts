import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { ServiceViewOf } from '../core/service/service-page.ts';
import type { PadDiagnostics, SeenPort } from '../pads/pad-events.ts';

type PadsView = ServiceViewOf<'pads'>;
type Title = PadsView['offers'][number]['title'];

/** As many as the settings take. */
export const PADS_MAX = 8;
const OFFERS_MAX = 16;
const KEYS_MAX = 6;

/**
 * What a technician chooses pads by.
 * @param padCount how many of the slots are pads of the settings; those after them are peripherals
 * @param titleOf the name of a profile that rates; undefined of any other
 */
export function padsOf(
  { slots, ports, withheldMs }: PadDiagnostics,
  padCount: number,
  titleOf: (profile: string) => Title | undefined,
): Pick<PadsView, 'chosen' | 'offers' | 'keys' | 'withheld'> {
  const pads = slots.filter(({ slot }) => slot < padCount);
  return {
    chosen: pads.slice(0, PADS_MAX).map(({ slot, profile, title, path, connected }) => ({
      ...{ slot, profile, path, connected },
      title,
    })),
    offers: ports
      .filter(({ slot, holder }) => slot === null && holder === null)
      .flatMap(({ path, fits }) =>
        fits.flatMap((profile) => {
          const title = titleOf(profile);
          return title === undefined ? [] : [{ profile, title, path }];
        }),
      )
      .slice(0, OFFERS_MAX),
    withheld: withheldMs > 0 ? { remainingMs: wholeSeconds(withheldMs) } : null,
    keys: pads
      .flatMap(({ slot, presses }) => presses.map(({ at, what }) => ({ at, slot, what })))
      .toSorted((one, other) => other.at - one.at)
      .slice(0, KEYS_MAX),
  };
}

/** Rounded up, so that a page that is looked at four times a second changes once in it. */
function wholeSeconds(ms: number): number | null {
  return Number.isFinite(ms) ? Math.ceil(ms / 1000) * 1000 : null;
}

/**
 * The settings of a pad behind this port. A device keeps its number and its place on the bus when it is plugged in again, but not the
 * number in its path.
 */
export function padAt(profile: string, port: SeenPort, ports: readonly SeenPort[]): DeviceSettings {
  const { serialNumber, location, path } = port;
  const base = { profile, peers: [], addresses: [] };
  const isUnique = serialNumber !== null && ports.filter((other) => other.serialNumber === serialNumber).length === 1;
  if (isUnique) return { ...base, serialNumber };
  return location === null ? { ...base, path } : { ...base, location };
}
