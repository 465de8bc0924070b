import { describe, expect, it } from 'vitest';
import type { HidLibrary } from './hid-library.ts';
import { loadNodeHid } from './hid-node.ts';
import { explainHidLoad, explainHidOpen } from './hid-problem.ts';

const loaded: HidLibrary | { readonly reason: string } = await loadNodeHid().catch((cause: unknown) => ({
  reason: explainHidLoad(cause),
}));
const library = 'reason' in loaded ? undefined : loaded;
if ('reason' in loaded) console.warn(`SKIPPED: node-hid was not tried here. ${loaded.reason}`);

const EVENTS = { onReport: () => undefined, onError: () => undefined };

describe('the HID library of this machine', () => {
  it('loads, or says what it needs', () => {
    if ('reason' in loaded) expect(loaded.reason).toMatch(/install the packages|brings no binary/);
    else expect(Object.keys(loaded)).toEqual(['collections', 'open']);
  });

  it.skipIf(library === undefined)('lists what is there', async () => {
    for (const { path, vendorId } of await library!.collections()) {
      expect(path).not.toBe('');
      expect(vendorId).toBeGreaterThanOrEqual(0);
    }
  });

  it.skipIf(library === undefined || process.platform !== 'linux')('explains what cannot be opened', async () => {
    const explained = (path: string) =>
      library!.open(path, EVENTS).then(
        () => 'opened',
        (cause: unknown) => explainHidOpen(path, cause),
      );
    expect(await explained('/dev/hidraw9999')).toBe('/dev/hidraw9999 is not there; check the cable');
    expect(await explained('/dev/null')).toMatch(/^\/dev\/null is no HID device/);
  });
});
