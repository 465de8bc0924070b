import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { profileSchema } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { CaptureRequest, OpenCapture } from '@mingjing/hardware-profiles/tools/capture/capture-port.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { holderText, problemText } from '../../core/devices/device-problem.ts';
import { type FoundDevice, findDevice } from '../find-device.ts';
import type { Transport, Transports, WantedDevice } from '../transport.ts';

/** Vectors that every profile must have; these are never played. */
const NO_VECTORS = Array.from({ length: 3 }, () => ({ direction: 'in', hex: '00', expect: {}, origin: 'derived' }));

/** A profile that says only how a device is reached: bytes are not to be understood while they are recorded. */
function listeningProfile({ transport, match }: CaptureRequest): PadProfile {
  const profile = profileSchema.parse({
    schema: 1,
    id: 'listening',
    protocol: 'listening',
    title: { zh: '监听', en: 'Listening' },
    version: '1.0.0',
    provenance: { sources: ['npm run profiles'], confidence: 'low', testedOnHardware: false },
    framing: { kind: 'byte', maxFrame: 1 },
    transport: { kind: 'serial', serial: { baudRate: 9600 } },
    decode: [],
    vectors: NO_VECTORS,
  });
  return { ...chooseVariant(profile, profile.defaultVariant), transport, match: [...match] };
}

const NONE_FITS = 'no device that fits is plugged in; check the cable, or name the port with --path';

/** Finds the device, or says why there is none in words that do not name the profile that stands in here. */
async function find(transport: Transport, wanted: WantedDevice): Promise<Result<FoundDevice, string>> {
  const found = await findDevice(transport, wanted, { isTaken: () => false, failedAt: new Map() });
  if (found.ok) return found;
  return err(wanted.settings.path === undefined ? (transport.problem?.()?.reason ?? NONE_FITS) : found.error.reason);
}

/** Opens devices for the tools through the terminal's own transports. */
export function createOpenCapture(transports: Transports): OpenCapture {
  return async (request, listener) => {
    const transport = transports[request.transport.kind];
    const { path } = request;
    const wanted: WantedDevice = {
      profile: listeningProfile(request),
      settings: { profile: 'listening', peers: [], addresses: [], ...(path === undefined ? {} : { path }) },
    };
    const found = await find(transport, wanted);
    if (!found.ok) return found;
    // Not every program locks what it opens, and reports of a HID device go to all who listen: what is heard here may be a citizen's press.
    const holder = (await transport.holders?.([found.value.path]))?.get(found.value.path);
    if (holder !== undefined)
      return err(`${found.value.path} is in use; held by ${holderText(holder)}: end that first`);
    const listed = (await transport.list(wanted)).find((device) => device.path === found.value.path);
    const opened = await transport.open(found.value.path, wanted, {
      onData: (bytes) => listener.onChunk(bytes),
      onGone: (problem) => listener.onGone(problemText(problem)),
    });
    if (!opened.ok) return err(problemText(opened.error));
    const { vendorId: vid, productId: pid } = listed ?? {};
    return ok({
      path: found.value.path,
      usb: vid === undefined || pid === undefined ? undefined : { vid, pid },
      close: () => opened.value.close(),
    });
  };
}
