import type { HidLibrary } from '@mingjing/device-app/pads/adapters/hid-library.ts';
import { createFakeHid } from '@mingjing/device-app/pads/testing/fake-hid.ts';
import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';

/** X-keys commands after the report number, and what a vector says of the report that answers them (HARDWARE §2.1). */
const ANSWERED = new Map([
  [0xd6, 'version'],
  [0xb1, 'wholeState'],
]);

/** The pad that {@link createRecordedHid} plays. */
export const RECORDED_PAD = 'xkeys-xk24';

/** A HID bus with one XK-24 on it, which answers with the reports of its profile's vectors, as there is no HID device on a bare machine. */
export function createRecordedHid(): HidLibrary {
  const profiles = loadProfiles();
  if (profiles.issues.length > 0) throw new Error(JSON.stringify(profiles.issues));
  const { vectors = [], decode = [] } = profiles.catalogue.get(RECORDED_PAD) ?? {};
  /** The first recorded report that the rule of this name is for. */
  const reportOf = (rule: string | undefined): Uint8Array | undefined => {
    const when = decode.find(({ name }) => name === rule)?.when ?? [];
    return vectors.find(
      ({ direction, hex }) =>
        direction === 'in' && when.every((one) => 'at' in one && ((hex[one.at] ?? 0) & one.mask) === one.equals),
    )?.hex;
  };
  const bus = createFakeHid();
  const path = '/dev/hidraw-recorded';
  bus.plug({ path, vendorId: 0x05f3, productId: 0x0405, interface: 0 });
  return {
    collections: () => bus.library.collections(),
    async open(at, events) {
      const handle = await bus.library.open(at, events);
      return {
        close: () => handle.close(),
        async send(report, as) {
          await handle.send(report, as);
          const answer = reportOf(ANSWERED.get(report[1] ?? 0));
          if (answer !== undefined) setImmediate(() => bus.press(path, answer));
        },
      };
    },
  };
}
